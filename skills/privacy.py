"""What skills holds of people: their own record, which goes with their account."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.privacy import HeldFile, Holding, Room
from skills.actions.forget_volunteer import forget_volunteer
from skills.models import Association, Attestation, Claim, Evidence, Mission

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
            slug="associations",
            label=_("Associations that you added"),
            rows=lambda person: Association.objects.filter(added_by=person).order_by("pk"),
            until=RECORD,
            links=("skills.Association.added_by",),
            heading="name",
        ),
    ),
    acts=("skills.Framework.published_by",),
)
