"""What a mission may say of where, when and how long, and how its hours are estimated.

- an RNA number is W, then nine characters: digits, but for the letter of overseas departments;
- a mission begins after 1940 and no later than today; it ends on or after the day it begins, or still lasts;
- hours are those that the person counted, or an estimate from a rhythm: so many a week or a month, over the period,
  until today where it still lasts. An estimate is rounded to the hour, and is always said to be one;
- nobody gives more than sixteen hours a day.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from skills.rules.matching import WORD, folded

RNA = re.compile(r"W\d[0-9A-Z]\d{7}")
FIRST_YEAR = 1940
MOST_HOURS_A_DAY = 16
DAYS_IN = {"week": Decimal(7), "month": Decimal("30.44")}


class Problem(StrEnum):
    """Why what is said of a mission is not kept."""

    BAD_RNA = "bad_rna"
    NO_ASSOCIATION = "no_association"
    NO_ROLE = "no_role"
    NO_START = "no_start"
    TOO_OLD = "too_old"
    NOT_BEGUN = "not_begun"
    ENDS_BEFORE = "ends_before"
    ENDS_LATER = "ends_later"
    NO_HOURS = "no_hours"
    TOO_MANY_HOURS = "too_many_hours"
    NO_ACTIVITIES = "no_activities"


def rna_of(text: str) -> str:
    """The RNA number that was typed, as it is kept; empty when the text is none."""
    number = re.sub(r"[\s.-]", "", text).upper()
    return number if RNA.fullmatch(number) else ""


def search_name(name: str) -> str:
    """A name as it is looked for: its words, without accents, capitals, nor signs."""
    return " ".join(folded(word) for word in WORD.findall(name))


#: Words that most names of associations share: they find nothing.
COMMON = {
    "association",
    "asso",
    "les",
    "des",
    "amis",
    "club",
    "comite",
    "amicale",
    "pour",
    "une",
    "sur",
    "aux",
    "and",
}


def telling_words(name: str) -> list[str]:
    """The words of a name that tell it from others, the longest first; those that are left where all are common."""
    every = search_name(name).split()
    telling = [word for word in every if len(word) > 2 and word not in COMMON]
    return sorted(telling or every, key=lambda word: (-len(word), word))[:3]


def problem_with_period(*, starts_on: date | None, ends_on: date | None, today: date) -> Problem | None:
    """What is wrong with these days; None when nothing is."""
    if starts_on is None:
        return Problem.NO_START
    if starts_on.year < FIRST_YEAR:
        return Problem.TOO_OLD
    if starts_on > today:
        return Problem.NOT_BEGUN
    if ends_on is None:
        return None
    if ends_on < starts_on:
        return Problem.ENDS_BEFORE
    return Problem.ENDS_LATER if ends_on > today else None


def days_of(*, starts_on: date, ends_on: date | None, today: date) -> int:
    """Days from the first to the last, both included; until today where it still lasts."""
    return max((min(ends_on or today, today) - starts_on).days + 1, 1)


def hours_in_all(
    *, hours: Decimal, rhythm: str, starts_on: date, ends_on: date | None, today: date
) -> Decimal:
    """Hours of the whole mission: as counted, or estimated from the rhythm."""
    if rhythm not in DAYS_IN:
        return hours
    days = days_of(starts_on=starts_on, ends_on=ends_on, today=today)
    # A weekend's help is one week's hours, not two sevenths of them.
    spans = max(Decimal(days) / DAYS_IN[rhythm], Decimal(1))
    return (hours * spans).quantize(Decimal(1), rounding=ROUND_HALF_UP)


def problem_with_hours(
    *, hours: Decimal | None, rhythm: str, starts_on: date, ends_on: date | None, today: date
) -> Problem | None:
    """What is wrong with the hours; None when nothing is. Not knowing them (None) is an answer."""
    if hours is None:
        return None
    if hours <= 0:
        return Problem.NO_HOURS
    span = {"starts_on": starts_on, "ends_on": ends_on, "today": today}
    in_a_span = hours > MOST_HOURS_A_DAY * DAYS_IN[rhythm] if rhythm in DAYS_IN else False
    total = hours_in_all(hours=hours, rhythm=rhythm, **span)
    # Of a rhythm, one span at least is counted.
    days = max(Decimal(days_of(**span)), DAYS_IN.get(rhythm, Decimal(1)))
    return Problem.TOO_MANY_HOURS if in_a_span or total > MOST_HOURS_A_DAY * days else None


@dataclass(frozen=True)
class Told:
    """Which parts of a mission are told; True when it can be kept."""

    missing: tuple[str, ...]

    def __bool__(self) -> bool:
        return not self.missing


#: The screens of the interview, in their order, but the last: choosing competencies asks for nothing.
SCREENS = ("association", "time", "story", "competencies")


def told(*, has_association: bool, role: str, starts_on: date | None, activities: str) -> Told:
    """Which screens still lack what a mission needs, in their order."""
    needs = {
        "association": has_association and bool(role.strip()),
        "time": starts_on is not None,
        "story": bool(activities.strip()),
    }
    return Told(tuple(screen for screen, there in needs.items() if not there))


def first_screen(missing: Collection[str]) -> str:
    """Where to go on with a mission that is not wholly told."""
    return next((screen for screen in SCREENS if screen in missing), SCREENS[-1])
