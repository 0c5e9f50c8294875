"""What a scheme asks a candidate to tell of themselves, and what is believable.

Nothing is asked that the version does not ask for: the birth date where an age is, a guardian for who is younger, the
association where practice is. Somebody is no older than 110 and no younger than 10.
"""

from __future__ import annotations

from datetime import date

from certification.rules.eligibility import age_on
from certification.rules.requirements import Requirements

YOUNGEST, OLDEST = 10, 110


def asked(requirements: Requirements) -> tuple[str, ...]:
    """The fields of `Dossier` that a candidate fills in for this version."""
    fields: list[str] = []
    if requirements.guardian_below_age:
        fields += ["birth_date", "guardian_name", "guardian_email"]
    if requirements.practice is not None:
        fields += ["association_name", "association_rna"]
    return tuple(fields)


def is_believable(birth_date: date, today: date) -> bool:
    """Whether somebody born that day may be a candidate today."""
    return birth_date < today and YOUNGEST <= age_on(birth_date, today) <= OLDEST


def may_appeal(*, state: str, due_on: date | None, today: date) -> bool:
    """Whether a refusal may be appealed today: its last day included, once only."""
    return state == "refused" and due_on is not None and today <= due_on
