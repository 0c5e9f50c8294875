"""Take an officer's word on a mission."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry, User
from certification import letters
from skills.actions.ask_attestation import is_own_word
from skills.actions.send_attestation_code import opened_by
from skills.models import Attestation, Mission
from skills.refusals import AttestationRefused, MissionChanged
from skills.rules.attestations import Problem, decision, problem_with_word
from skills.shown import as_read, claims_of, digest_of


@dataclass(frozen=True)
class Word:
    """What an officer answers: whether they confirm the mission, each competency by its code with the level that they
    confirm or None, their own words, and the name and office they sign with. `read` names what was on their screen.
    """

    confirms: bool
    read: str
    signed_as: str
    signed_office: str
    word: str = ""
    answers: Mapping[str, int | None] = field(default_factory=dict)


def is_volunteers_own(mission: Mission, viewer: User | None) -> bool:
    """Whether who looks is the volunteer, or reads their mail. Costs one query where somebody is signed in."""
    if viewer is None:
        return False
    return viewer.pk == mission.volunteer_id or is_own_word(mission.volunteer, name="", email=viewer.email)


@transaction.atomic
def attest_mission(*, secret: str, word: Word, viewer: User | None) -> Attestation:
    """The request, answered for good, with what was on the officer's screen. The volunteer is told.

    An officer needs no account: `viewer` is who happens to be signed in, whom nothing is kept of. Raises LinkRefused,
    MissionChanged where something else was read than what the mission says now, or AttestationRefused.
    """
    attestation = opened_by(secret)
    mission = attestation.mission
    claims = claims_of(mission)
    shown = as_read(mission, claims)
    problem = problem_with_word(
        confirms=word.confirms,
        reason=word.word,
        answers=word.answers,
        asked=[one.code for one in claims],
    )
    if not word.signed_as.strip():
        problem = Problem.NO_NAME
    elif not word.signed_office.strip():
        problem = Problem.NO_OFFICE
    # Their addresses and their name may have changed since they asked.
    own = is_own_word(mission.volunteer, name=word.signed_as, email=attestation.officer_email)
    if own or is_volunteers_own(mission, viewer):
        problem = Problem.OWN_WORD
    if word.read != digest_of(shown["facts"]):
        raise MissionChanged
    if problem:
        raise AttestationRefused(problem)

    for one in shown["competencies"]:
        one["confirmed"] = word.answers[one["code"]] if word.confirms else None
        one["decision"] = decision(one["level"], one["confirmed"])
    state = Attestation.State.ATTESTED if word.confirms else Attestation.State.REFUSED
    attestation.state, attestation.answered_at = state, timezone.now()
    attestation.signed_as = " ".join(word.signed_as.split())[:150]
    attestation.signed_office = " ".join(word.signed_office.split())[:150]
    attestation.word = word.word.strip()[:2000]
    attestation.shown = shown
    attestation.save()
    LogEntry.objects.append(
        actor=None,
        verb=f"attestation.{state}",
        subject=attestation,
        structure=None,
        payload={"read": word.read},
    )
    letters.send(
        "attestation_answered",
        app="skills",
        to=mission.volunteer,
        structure=attestation.structure,
        attestation=attestation,
        mission=mission,
    )
    return attestation
