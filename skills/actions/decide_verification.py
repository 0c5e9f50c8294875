"""Decide on a word that was submitted to the house."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry, Membership, User
from certification import letters
from skills.actions.ask_attestation import is_own_word
from skills.actions.attest_mission import is_volunteers_own
from skills.models import Verification
from skills.refusals import MayNotVerify, VerificationRefused
from skills.rules.verifications import (
    Obstacle,
    Problem,
    obstacles,
    problem_with_closed,
    problem_with_decision,
)


@dataclass(frozen=True)
class Findings:
    """What was looked at, and what follows from it. `tie`: a `rules.verifications.Tie`."""

    verified: bool
    association_exists: bool = False
    association_source: str = ""
    office_held: bool = False
    office_source: str = ""
    tie: str = ""
    tie_words: str = ""
    note: str = ""
    reason: str = ""


def obstacles_to(verification: Verification, actor: User) -> tuple[Obstacle, ...]:
    """Why this person may not verify; empty when they may. The installation's administrator is staff of no house by
    that alone. Costs three queries."""
    word = verification.attestation
    roles = Membership.objects.held_by(actor).of(verification.structure).current()
    named = [(word.signed_as, word.officer_email), (word.officer_name, word.officer_email)]
    return obstacles(
        roles=list(roles.values_list("role", flat=True)),
        is_volunteer=is_volunteers_own(word.mission, actor),
        is_officer=any(is_own_word(actor, name=name, email=email) for name, email in named),
    )


@transaction.atomic
def decide_verification(*, verification: Verification, actor: User, findings: Findings) -> Verification:
    """The verification, decided for good: two people at once make one decision. The volunteer is told.

    Raises MayNotVerify or VerificationRefused.
    """
    verification = Verification.objects.locked().filter(pk=verification.pk).first()
    if verification is None or verification.attestation.mission is None:  # gone with its mission
        raise VerificationRefused(Problem.TAKEN_BACK)
    if found := obstacles_to(verification, actor):
        raise MayNotVerify(found)
    problem = problem_with_closed(verification.state) or problem_with_decision(
        verified=findings.verified,
        association_exists=findings.association_exists,
        association_source=findings.association_source,
        office_held=findings.office_held,
        office_source=findings.office_source,
        tie=findings.tie,
        tie_words=findings.tie_words,
        reason=findings.reason,
    )
    if problem:
        raise VerificationRefused(problem)
    State = Verification.State
    verification.state = State.VERIFIED if findings.verified else State.NOT_VERIFIED
    verification.association_exists, verification.office_held = (
        findings.association_exists,
        findings.office_held,
    )
    verification.association_source = findings.association_source.strip()[:300]
    verification.office_source = findings.office_source.strip()[:300]
    verification.tie = findings.tie
    verification.tie_words = findings.tie_words.strip()[:500] if findings.tie == "declared" else ""
    verification.note = findings.note.strip()[:2000]
    verification.reason = findings.reason.strip()[:2000]
    verification.decided_at, verification.decided_by = timezone.now(), actor
    verification.save()
    # Neither a source nor a word: they may name people, and go with the record.
    LogEntry.objects.append(
        actor=actor,
        verb=f"verification.{verification.state}",
        subject=verification,
        structure=verification.structure,
    )
    mission = verification.attestation.mission
    letters.send(
        "verification_decided",
        app="skills",
        to=mission.volunteer,
        structure=verification.structure,
        verification=verification,
        role=verification.attestation.shown["facts"]["role"],
        mission=mission,
    )
    return verification
