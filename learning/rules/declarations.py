"""What may be declared of an activity done elsewhere, and what may be answered.

A declaration is about one day: not yet to come, and not older than a year before the enrolment. Its minutes are those
of one day at most. Who confirms may count other minutes, and then says why; who does not confirm always says why.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

OLDEST = timedelta(days=365)
MOST_MINUTES = 24 * 60


class Refusal(StrEnum):
    """Why a declaration, or its answer, is not taken."""

    NO_DATE = "no_date"
    FUTURE = "future"
    TOO_OLD = "too_old"
    MINUTES = "minutes"
    NO_REASON = "no_reason"


def refusals_to_declare(
    *, done_on: date | None, minutes: int | None, today: date, enrolled_on: date
) -> list[Refusal]:
    """Everything that keeps this from being declared, in the order of the form."""
    found = []
    if done_on is None:
        found.append(Refusal.NO_DATE)
    elif done_on > today:
        found.append(Refusal.FUTURE)
    elif done_on < enrolled_on - OLDEST:
        found.append(Refusal.TOO_OLD)
    if not is_day(minutes):
        found.append(Refusal.MINUTES)
    return found


def refusal_to_confirm(*, declared: int, minutes: int | None, reason: str) -> Refusal | None:
    """Why these minutes are not confirmed as they stand."""
    if not is_day(minutes):
        return Refusal.MINUTES
    return Refusal.NO_REASON if minutes != declared and not reason else None


def is_day(minutes: int | None) -> bool:
    """Whether these minutes fit in a day."""
    return minutes is not None and 1 <= minutes <= MOST_MINUTES
