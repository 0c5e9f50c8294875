"""Take an officer's word on several missions at once: confirmed as they are declared, with one signature."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction

from accounts.models import User
from skills.actions.attest_mission import Word, give_word
from skills.actions.send_attestation_code import still_open
from skills.models import Attestation
from skills.refusals import AttestationRefused, Refused
from skills.rules.attestations import problem_with_signature
from skills.shown import claims_of


@dataclass
class Together:
    """The words that were given, and the requests left as they were, each with why."""

    given: list[Attestation] = field(default_factory=list)
    left: list[tuple[Attestation, str]] = field(default_factory=list)


def attest_together(
    *,
    asked: Iterable[Attestation],
    read: Mapping[int, str],
    signed_as: str,
    signed_office: str,
    viewer: User | None,
) -> Together:
    """What became of each of these requests, which one signature confirms as declared: whole, or not at all.

    `read` names what was on the screen of each. One transaction each, as if each had been opened by its own link: what
    was changed, taken back or answered meanwhile, and what is the officer's own, is left out. Raises AttestationRefused
    where the signature is missing, before anything is written.
    """
    if problem := problem_with_signature(name=signed_as, office=signed_office):
        raise AttestationRefused(problem)
    done = Together()
    for one in asked:
        try:
            done.given.append(
                _confirm(
                    one,
                    read=read.get(one.pk, ""),
                    signed_as=signed_as,
                    signed_office=signed_office,
                    viewer=viewer,
                )
            )
        except Refused as reason:
            done.left.append((one, str(reason)))
    return done


@transaction.atomic
def _confirm(
    found: Attestation, *, read: str, signed_as: str, signed_office: str, viewer: User | None
) -> Attestation:
    attestation = still_open(found)
    # As declared now: where that is not what was read, `read` names something else, and nothing is taken.
    declared = {one.code: one.level for one in claims_of(attestation.mission)}
    word = Word(confirms=True, read=read, signed_as=signed_as, signed_office=signed_office, answers=declared)
    return give_word(attestation, word, viewer, together=True)
