"""What skills holds of people: their own record, which goes with their account."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.privacy import HeldFile, Holding, Room
from skills.actions.forget_volunteer import forget_volunteer
from skills.models import (
    Association,
    Attestation,
    Claim,
    Evidence,
    LoggedTime,
    Mission,
    SharedPage,
    Timesheet,
    Verification,
    CountingChoice,
    Evidence,
    LoggedTime,
    Mission,
    Timesheet,
)

RECORD = _("Until you remove it, or close your account")


def _files(evidence: Evidence) -> Iterable[HeldFile]:
    return [HeldFile(evidence.original_name, "work", evidence.file_name)] if evidence.file_name else []


def _where(mission: Mission) -> dict[str, Any]:
    return {"association": str(mission.association) if mission.association else ""}


SKILLS = Room(
    slug="acquis",
    label=_("My skills"),
    forget=forget_volunteer,
    holdings=(
        Holding(
            slug="missions",
            label=_("Missions that you told"),
            rows=lambda person: Mission.objects.of(person).select_related("association").order_by("pk"),
            until=RECORD,
            links=("skills.Mission.volunteer",),
            heading="role",
            hidden=frozenset({"token"}),
            more=_where,
        ),
        Holding(
            slug="competences",
            label=_("Competencies that you claim, with your level"),
            rows=lambda person: Claim.objects.of(person).select_related("framework").order_by("pk"),
            until=RECORD,
            links=("skills.Claim.volunteer",),
            heading="title",
        ),
        Holding(
            slug="preuves",
            label=_("What shows your missions"),
            rows=lambda person: Evidence.objects.of(person).order_by("pk"),
            until=RECORD,
            links=("skills.Evidence.volunteer",),
            heading="title",
            hidden=frozenset({"file_name"}),
            files=_files,
        ),
        Holding(
            slug="paroles",
            label=_("What associations say of your missions, and whom you asked"),
            rows=lambda person: Attestation.objects.of(person).order_by("pk"),
            until=RECORD,
            heading="officer_name",
            hidden=frozenset({"code_hash"}),
        ),
        Holding(
            slug="verifications",
            label=_("What the house verified of those words, at your wish"),
            rows=lambda person: Verification.objects.of(person).select_related("structure").order_by("pk"),
            until=RECORD,
            hidden=frozenset({"decided_by"}),
        ),
        Holding(
            slug="pages-partagees",
            label=_("Pages that you shared by a link"),
            rows=lambda person: SharedPage.objects.of(person).order_by("pk"),
            until=_("What they show until they end or you close them; that they were shared, one year more"),
            links=("skills.SharedPage.volunteer",),
            heading="label",
            hidden=frozenset({"token"}),
        ),
        Holding(
            slug="fichiers-d-heures",
            label=_("Files of hours that you brought"),
            rows=lambda person: Timesheet.objects.of(person).order_by("pk"),
            until=_(
                "One day for a file that you do not keep; its name and numbers until you close your account"
            ),
            links=("skills.Timesheet.volunteer",),
            heading="file_name",
            hidden=frozenset({"text", "columns"}),
            more=lambda file: {"text": file.text},
        ),
        Holding(
            slug="heures",
            label=_("Times of your missions, line by line"),
            rows=lambda person: LoggedTime.objects.of(person).order_by("pk"),
            until=RECORD,
            links=("skills.LoggedTime.volunteer",),
            heading="starts_on",
            hidden=frozenset({"digest", "row_digest"}),
        ),
        Holding(
            slug="chiffres",
            label=_("Whether you count in the figures of your house"),
            rows=lambda person: CountingChoice.objects.of(person),
            until=_("Until you close your account"),
            links=("skills.CountingChoice.volunteer",),
            heading="chosen_at",
        ),
        Holding(
            slug="associations",
            label=_("Associations that you added"),
            rows=lambda person: Association.objects.filter(added_by=person).order_by("pk"),
            until=RECORD,
            links=("skills.Association.added_by",),
            heading="name",
        ),
    ),
    acts=("skills.Framework.published_by", "skills.Verification.decided_by"),
)
