"""Whether a certificat de réalisation may be given, and what it counts.

Only by a structure that states both its activity number and that it is entitled (code du travail, L. 6351-1 and
L. 6353-1); only once the stay in the module has ended, finished or left, so that its days and hours no longer move; and
only for work done. Days are those of the first and of the last step done; hours, the sum of the ledger.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

NOT_ENTITLED, UNDER_WAY, NOTHING_DONE = "not_entitled", "under_way", "nothing_done"


@dataclass(frozen=True)
class Done:
    """What was done: its first and last days, and its minutes."""

    first_day: date
    last_day: date
    minutes: int


def is_entitled(*, activity_number: str, states_it: bool) -> bool:
    """Whether a structure may give any."""
    return states_it and bool(activity_number.strip())


def done_in(steps: Iterable[tuple[date, int]]) -> Done | None:
    """The sum of these steps, each a day and its minutes; None where nothing that lasts was done."""
    steps = list(steps)
    if not (minutes := sum(these for _day, these in steps)):
        return None
    days = [day for day, _minutes in steps]
    return Done(min(days), max(days), minutes)


def obstacle(*, entitled: bool, ended: bool, done: Done | None) -> str:
    """Why none may be given; nothing where one may."""
    if not entitled:
        return NOT_ENTITLED
    if not ended:
        return UNDER_WAY
    return "" if done else NOTHING_DONE
