"""Submit a word to the house, to be verified."""

from __future__ import annotations

from django.db import transaction

from accounts.models import LogEntry, User
from skills.actions.open_mission import own_mission
from skills.models import Attestation, Verification
from skills.refusals import NotYours, VerificationRefused
from skills.rules.verifications import problem_with_submitting
from skills.shown import claims_of, facts_of


@transaction.atomic
def submit_verification(*, attestation: Attestation, actor: User) -> Verification:
    """The verification that the house is asked for; the one that waits already where there is one.

    The house reads what the officer read, and their word: nothing else of the record. Raises NotYours or
    VerificationRefused.
    """
    if attestation.mission is None:
        raise NotYours
    mission = own_mission(attestation.mission, actor)
    attestation = Attestation.objects.locked().get(pk=attestation.pk)
    so_far = list(attestation.verifications.all())
    State = Verification.State
    if (there := next((one for one in so_far if one.state == State.SUBMITTED), None)) is not None:
        return there
    problem = problem_with_submitting(
        attested=attestation.state == Attestation.State.ATTESTED,
        current=attestation.is_of(facts_of(mission, claims_of(mission))),
        verified=any(one.state == State.VERIFIED for one in so_far),
        decided=sum(one.decided_at is not None for one in so_far),
    )
    if problem:
        raise VerificationRefused(problem)
    made = Verification.objects.create(attestation=attestation, structure=attestation.structure)
    LogEntry.objects.append(
        actor=actor, verb="verification.submitted", subject=made, structure=made.structure
    )
    return made
