"""What certification holds of people, and what their account leaves behind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.privacy import HeldFile, Holding, Room
from certification.actions.forget_candidate import forget_candidate
from certification.models import (
    Appeal,
    Appraisal,
    Complement,
    Credential,
    Dossier,
    Exemption,
    JuryCase,
    JuryMember,
    Practice,
    SupportingDocument,
    TutorLink,
)

ACCOUNT = gettext_lazy("As long as your account")
RECORD = format_lazy(
    gettext_lazy(
        "Those of dossiers that were decided: they explain the decision, to you and to whoever checks the house. "
        "{years} years after the decision. Those of other dossiers are deleted."
    ),
    years=settings.EVIDENCE_KEPT_YEARS,
)


def _documents(credential: Credential) -> Iterable[HeldFile]:
    """The document as issued, and its badges: the very same bytes."""
    if credential.status == Credential.Status.PENDING:
        return []
    name = f"{credential.kind}-{credential.number}"
    badges = [HeldFile(f"{name}.{one.format}", "documents", one.file_name) for one in credential.files.all()]
    return [HeldFile(f"{name}.pdf", "documents", credential.file_name), *badges]


def _supporting(document: SupportingDocument) -> Iterable[HeldFile]:
    return [HeldFile(document.title, "work", document.file_name)]


def _titled(dossier: Dossier) -> dict[str, Any]:
    return {"certificate": dossier.version.scheme.title, "rules": dossier.version.label}


def _refusals(person: User) -> list[str]:
    """A certificate about to be made, and a jury that counts on somebody, come first. Two queries."""
    reasons = []
    validated = Dossier.objects.filter(candidate=person, state=Dossier.State.VALIDATED)
    reasons += [
        _(
            "Your certificate “%(title)s” is decided and about to be made: it comes in a few days. Close after that."
        )
        % {"title": dossier.version.scheme.title}
        for dossier in validated.select_related("version__scheme").order_by("pk")
    ]
    seats = JuryMember.objects.filter(person=person, session__closed_at=None).select_related("session")
    reasons += [
        _("You sit in the jury “%(title)s”, which has not closed: ask the house to replace you first.")
        % {"title": seat.session.title}
        for seat in seats.order_by("pk")
    ]
    return reasons


CERTIFICATION = Room(
    slug="certification",
    label=gettext_lazy("Your documents and dossiers"),
    forget=forget_candidate,
    refusals=_refusals,
    holdings=(
        Holding(
            slug="documents",
            label=gettext_lazy("Documents that you were granted"),
            rows=lambda person: (
                Credential.objects.filter(holder=person).prefetch_related("files").order_by("pk")
            ),
            until=format_lazy(gettext_lazy("{years} years"), years=settings.REGISTER_KEPT_YEARS),
            links=("certification.Credential.holder",),
            heading="title",
            files=_documents,
            kept=format_lazy(
                gettext_lazy(
                    "Each document as it was granted, with its number and its fingerprint, so that the file you keep "
                    "still verifies. The public page no longer shows your name: it says that it was erased at your "
                    "request. {years} years after each was granted."
                ),
                years=settings.REGISTER_KEPT_YEARS,
            ),
        ),
        Holding(
            slug="dossiers",
            label=gettext_lazy("Dossiers, with what you said of yourself in them"),
            rows=lambda person: (
                Dossier.objects.filter(candidate=person).select_related("version__scheme").order_by("pk")
            ),
            until=ACCOUNT,
            links=("certification.Dossier.candidate",),
            more=_titled,
            kept=format_lazy(
                gettext_lazy(
                    "Those that were decided, with the record that the decision rested on: {years} years after it. "
                    "Those that wait are withdrawn, and emptied."
                ),
                years=settings.EVIDENCE_KEPT_YEARS,
            ),
        ),
        Holding(
            slug="pratique",
            label=gettext_lazy("Periods of practice"),
            rows=lambda person: Practice.objects.filter(dossier__candidate=person).order_by("pk"),
            until=ACCOUNT,
            heading="association_name",
            kept=RECORD,
        ),
        Holding(
            slug="liens-de-tuteurs",
            label=gettext_lazy("Links sent to your tutors"),
            rows=lambda person: TutorLink.objects.filter(practice__dossier__candidate=person).order_by("pk"),
            until=ACCOUNT,
            heading="email",
            hidden=frozenset({"secret_hash"}),
        ),
        Holding(
            slug="dispenses-de-pratique",
            label=gettext_lazy("Requests to be exempted from practice"),
            rows=lambda person: Exemption.objects.filter(dossier__candidate=person).order_by("pk"),
            until=ACCOUNT,
            kept=RECORD,
        ),
        Holding(
            slug="appreciations",
            label=gettext_lazy("Appraisals in your training record"),
            rows=lambda person: Appraisal.objects.filter(dossier__candidate=person).order_by("pk"),
            until=ACCOUNT,
            kept=RECORD,
        ),
        Holding(
            slug="complements",
            label=gettext_lazy("Complements that were asked of you"),
            rows=lambda person: Complement.objects.filter(dossier__candidate=person).order_by("pk"),
            until=ACCOUNT,
            kept=RECORD,
        ),
        Holding(
            slug="recours",
            label=gettext_lazy("Appeals"),
            rows=lambda person: Appeal.objects.filter(dossier__candidate=person).order_by("pk"),
            until=ACCOUNT,
            kept=RECORD,
        ),
        Holding(
            slug="pieces",
            label=gettext_lazy("Supporting documents of dossiers"),
            rows=lambda person: SupportingDocument.objects.filter(dossier__candidate=person).order_by("pk"),
            until=ACCOUNT,
            links=("certification.SupportingDocument.added_by",),
            heading="title",
            hidden=frozenset({"file_name"}),
            files=_supporting,
            kept=RECORD,
        ),
        Holding(
            slug="decisions-de-jury",
            label=gettext_lazy("Decisions of juries on your dossiers"),
            # As it is told to the candidate: not before the session is closed.
            rows=lambda person: (
                JuryCase.objects.filter(dossier__candidate=person)
                .exclude(session__closed_at=None)
                .order_by("pk")
            ),
            until=ACCOUNT,
            kept=format_lazy(
                gettext_lazy(
                    "The decision and the numbered minutes that name you, which nobody may change: {years} years."
                ),
                years=settings.REGISTER_KEPT_YEARS,
            ),
        ),
    ),
    acts=(
        "certification.Credential.revoked_by",
        "certification.Dossier.guardian_seen_by",
        "certification.Dossier.decided_by",
        "certification.Complement.asked_by",
        "certification.Appeal.refused_by",
        "certification.Appeal.answered_by",
        "certification.JuryMember.person",
        "certification.Exemption.interviewer",
        "certification.Exemption.decided_by",
        "certification.Appraisal.written_by",
        "certification.Batch.started_by",
    ),
    stays={"certification.Scheme.leads": "the certificate's: taken off at erasure"},
)
