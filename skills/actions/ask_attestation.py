"""Ask for the association's word on a mission."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import LogEntry, Structure, User
from certification import letters
from skills.actions.open_mission import own_mission
from skills.models import Attestation, AttestationLink, Mission
from skills.refusals import AttestationRefused
from skills.rules.attestations import (
    ASKED_WITHIN,
    LINK_LASTS,
    is_the_volunteer,
    mailbox,
    problem_with_asking,
)


@dataclass(frozen=True)
class Officer:
    """Whom a volunteer names to give the association's word."""

    name: str
    office: str
    email: str


def is_own_word(volunteer: User, *, name: str, email: str) -> bool:
    """Whether who is named is the volunteer themselves, or reads their mail. Costs one query."""
    return is_the_volunteer(
        name=name,
        email=email,
        volunteer_name=volunteer.display_name,
        volunteer_emails=[volunteer.email, *volunteer.emailaddress_set.values_list("email", flat=True)],
    )


@transaction.atomic
def ask_attestation(*, mission: Mission, actor: User, structure: Structure, officer: Officer) -> Attestation:
    """The request, whose officer is written to; the one that waits already where the same mailbox was asked before.

    The letter comes from this structure. Raises NotYours or AttestationRefused.
    """
    mission = own_mission(mission, actor)
    now = timezone.now()
    awaited = list(mission.attestations.awaited())
    box = mailbox(officer.email)
    if (there := next((one for one in awaited if mailbox(one.officer_email) == box), None)) is not None:
        return there
    problem = problem_with_asking(
        told=mission.kept_at is not None and bool(mission.told),
        name=officer.name,
        office=officer.office,
        is_own=is_own_word(actor, name=officer.name, email=officer.email),
        awaited=len(awaited),
        asked_lately=LogEntry.objects.filter(
            actor=actor, verb="attestation.asked", at__gt=now - ASKED_WITHIN
        ).count(),
    )
    if problem:
        raise AttestationRefused(problem)
    attestation = Attestation.objects.create(
        mission=mission,
        structure=structure,
        officer_name=" ".join(officer.name.split())[:150],
        officer_office=" ".join(officer.office.split())[:150],
        officer_email=officer.email.strip(),
        asked_at=now,
        expires_at=now + LINK_LASTS,
    )
    # Neither the secret nor the address: whoever reads the log would answer in the officer's place.
    LogEntry.objects.append(actor=actor, verb="attestation.asked", subject=attestation, structure=None)
    write_to_officer("attestation_asked", attestation)
    return attestation


def write_to_officer(name: str, attestation: Attestation) -> None:
    """Send the officer this letter, with an address of its own that opens the request."""
    secret = secrets.token_urlsafe(32)
    AttestationLink.objects.create(attestation=attestation, secret_hash=AttestationLink.hash_of(secret))
    letters.send(
        name,
        app="skills",
        to=letters.Correspondent(attestation.officer_email, attestation.officer_name),
        structure=attestation.structure,
        attestation=attestation,
        mission=attestation.mission,
        path=reverse("skills:word", args=[secret]),
    )
