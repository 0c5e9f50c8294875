"""How many tries, how long each may last, which one counts, and when corrections are shown.

What is promised:

- **The terms are those of the day the attempt was begun.** Editing the quiz changes nothing in an attempt under way.
- **The clock is the server's.** What was saved before the end counts, whoever closes the attempt and whenever; a few
  seconds of grace make up for the way of the last answer.
- **What counts is as the author chose**: the best attempt, the last, or the average (rounded down). Attempts that wait
  for a person do not count yet. Passed once is passed for the step: a fact that later attempts do not undo.
- **Passing closes nothing**: one may still try again while attempts are left.
- **The key is never shown before it may be**; the score always is, once known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

GRACE = timedelta(seconds=15)
BEST, LAST, AVERAGE = "best", "last", "average"


class Reveal(StrEnum):
    """When corrections are shown."""

    EACH = "each"
    SUBMITTED = "submitted"
    LAST = "last"
    DATE = "date"
    NEVER = "never"


@dataclass(frozen=True)
class Terms:
    """What a quiz asks of those who answer it, as it stood when an attempt was begun."""

    pass_percent: int = 70
    one_a_page: bool = False
    attempts_allowed: int = 0  # 0: no limit
    delay_minutes: int = 0
    counts: str = BEST
    time_limit_minutes: int | None = None
    negative_marking: bool = False
    asks_certainty: bool = False
    reveal: str = Reveal.SUBMITTED
    reveal_from: datetime | None = None
    exempts: bool = False
    sections: Mapping[str, str] = field(default_factory=dict)  # what introduces a section, by its title

    def as_json(self) -> dict[str, Any]:
        """The terms as JSON keeps them."""
        kept = asdict(self)
        kept["reveal_from"] = self.reveal_from.isoformat() if self.reveal_from else None
        kept["reveal"] = str(self.reveal)
        return kept

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Terms:
        """The terms that an attempt keeps; what it does not say is as by default."""
        known = {name: kept[name] for name in (one.name for one in fields(cls)) if name in kept}
        if isinstance(known.get("reveal_from"), str):
            known["reveal_from"] = datetime.fromisoformat(known["reveal_from"])
        return cls(**known)


@dataclass(frozen=True)
class Tried:
    """One attempt that was sent: its percentage, whether it passed then (None: not marked yet), and when."""

    percent: int
    passed: bool | None
    sent: datetime


@dataclass(frozen=True)
class Counted:
    """What counts of all the attempts, and whether it passes; ``percent`` None while nothing is marked."""

    percent: int | None
    passes: bool


def counted(tried: Sequence[Tried], *, counts: str, pass_percent: int) -> Counted:
    """What counts, as the author chose. Attempts that wait for a person are left out."""
    marked = sorted((one for one in tried if one.passed is not None), key=lambda one: one.sent)
    if not marked:
        return Counted(None, passes=False)
    if counts == AVERAGE:
        percent = sum(one.percent for one in marked) // len(marked)
        return Counted(percent, passes=percent >= pass_percent)
    one = marked[-1] if counts == LAST else best(marked)
    return Counted(one.percent, passes=bool(one.passed))


def best(attempts: Sequence[Tried]) -> Tried | None:
    """Passed before not passed, then the highest, then the earliest. None without any."""
    ordered = sorted(attempts, key=lambda tried: tried.sent)
    return max(ordered, key=lambda tried: (bool(tried.passed), tried.percent), default=None)


class Refusal(StrEnum):
    """Why a new attempt is not begun."""

    NO_QUESTION = "no_question"
    NONE_LEFT = "none_left"
    TOO_SOON = "too_soon"


@dataclass(frozen=True)
class Opening:
    """Whether an attempt may be begun: why not, from when on, how many are left (None: no limit)."""

    refusal: Refusal | None
    left: int | None
    opens_at: datetime | None = None

    def __bool__(self) -> bool:
        return self.refusal is None


def opening(terms: Terms, sent: Sequence[datetime], *, now: datetime, questions: int) -> Opening:
    """Whether somebody who sent attempts at these moments may begin another now."""
    left = max(terms.attempts_allowed - len(sent), 0) if terms.attempts_allowed else None
    if not questions:
        return Opening(Refusal.NO_QUESTION, left)
    if left == 0:
        return Opening(Refusal.NONE_LEFT, left)
    opens_at = max(sent) + timedelta(minutes=terms.delay_minutes) if sent and terms.delay_minutes else None
    if opens_at is not None and now < opens_at:
        return Opening(Refusal.TOO_SOON, left, opens_at)
    return Opening(None, left)


def ends_at(started: datetime, terms: Terms, *, extra_percent: int = 0) -> datetime | None:
    """When the time is over, with the learner's own extra time, to the second above; None without a limit."""
    if not terms.time_limit_minutes:
        return None
    seconds = -(-terms.time_limit_minutes * 60 * (100 + max(extra_percent, 0)) // 100)
    return started + timedelta(seconds=seconds)


def is_over(due_at: datetime | None, now: datetime) -> bool:
    """Whether answers come too late, grace included."""
    return due_at is not None and now > due_at + GRACE


def shows_corrections(terms: Terms, *, is_sent: bool, left: int | None, now: datetime) -> bool:
    """Whether the corrections of a whole attempt are shown. ``left``: attempts left; None: no limit."""
    if not is_sent or terms.reveal == Reveal.NEVER:
        return False
    if terms.reveal == Reveal.LAST:
        return left == 0
    if terms.reveal == Reveal.DATE:
        return terms.reveal_from is None or now >= terms.reveal_from
    return True
