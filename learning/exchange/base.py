"""The contract of a format of exchange, and a question as it stands between a file and a bank.

A format reads a file into `Found` questions and says, line by line, what it skipped and what it had to leave out; it
writes the same questions back, and says what it cannot express. Neither knows our blocks: `learning.exchange.kinds`
turns one into the other. Nothing here touches the database.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar

#: A file heavier than this is refused before it is read.
MAX_BYTES = 20 * 1024 * 1024
WHOLE = Fraction(100)
TYPED, CHOSEN, NUMBER = "typed", "chosen", "number"


class Unreadable(Exception):
    """The file cannot be read at all; the message says why, to a person."""


class Skipped(Exception):
    """One question cannot be taken; the message says why, to a person."""


@dataclass(frozen=True)
class Picture:
    """One picture that travels inside a file."""

    name: str
    content: bytes
    alt: str = ""


@dataclass(frozen=True)
class Option:
    """One answer, with the share of the points it earns (100: all; below 0: takes away)."""

    text: str
    percent: Fraction = Fraction(0)
    feedback: str = ""
    picture: Picture | None = None

    @property
    def is_right(self) -> bool:
        return self.percent == WHOLE


@dataclass(frozen=True)
class Choice:
    """Answers of which one, or several, are to be ticked."""

    options: tuple[Option, ...]
    single: bool


@dataclass(frozen=True)
class Statement:
    """A statement that is true or false."""

    is_true: bool
    feedback_true: str = ""
    feedback_false: str = ""


@dataclass(frozen=True)
class Spellings:
    """A short text with the spellings that are right, or partly right."""

    options: tuple[Option, ...]
    minds_case: bool = False


@dataclass(frozen=True)
class Amount:
    """A number that is right within a tolerance on either side."""

    value: Decimal
    tolerance: Decimal = Decimal(0)
    percent: Fraction = WHOLE
    feedback: str = ""


@dataclass(frozen=True)
class Numbers:
    """A number to give, with its unit."""

    amounts: tuple[Amount, ...]
    unit: str = ""
    otherwise: str = ""  # said of any other answer


@dataclass(frozen=True)
class Pairs:
    """What goes with what; `others` go with nothing."""

    pairs: tuple[tuple[str, str], ...]
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Order:
    """Things to put in order, written in the right one."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Essay:
    """A text that a person marks; `criteria` is what that person reads."""

    criteria: str = ""


@dataclass(frozen=True)
class Gap:
    """One gap of a text: a word typed, a number typed (within a tolerance), or one of the options chosen."""

    options: tuple[Option, ...]
    kind: str = TYPED
    tolerance: Decimal = Decimal(0)
    weight: int = 1
    minds_case: bool = False


@dataclass(frozen=True)
class Gaps:
    """A text with gaps: pieces of text, and gaps between them."""

    pieces: tuple[str | Gap, ...]


@dataclass(frozen=True)
class Foreign:
    """A kind of ours that no format knows, as its author wrote it: only a file that can carry it as it is has it."""

    kind: str
    value: dict[str, Any]


Body = Choice | Statement | Spellings | Numbers | Pairs | Order | Essay | Gaps | Foreign


@dataclass
class Found:
    """One question as a file tells it, in plain text.

    `extras` are what only our blocks have (see `learning.exchange.extras`); a file may carry them as they are.
    `notes` are what had to be left out of it.
    """

    line: int
    prompt: str
    body: Body
    name: str = ""
    category: str = ""
    feedback: str = ""
    hint: str = ""
    points: int = 1
    tags: tuple[str, ...] = ()
    picture: Picture | None = None
    source: str = ""
    review_on: datetime.date | None = None
    is_retired: bool = False
    extras: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Remark:
    """Something to know about what starts at this line of the file; `line` is 0 when it is about all of it."""

    line: int
    reason: str


@dataclass
class Reading:
    """What was found in a file."""

    questions: list[Found] = field(default_factory=list)
    skipped: list[Remark] = field(default_factory=list)

    @property
    def found(self) -> int:
        """How many questions the file holds, taken or not; headings of categories are none."""
        return len(self.questions) + len(self.skipped)


@dataclass
class Written:
    """A file made, and what could not be said in it (`line` is the place of the question in the bank, from 1)."""

    content: bytes = b""
    count: int = 0
    lost: list[Remark] = field(default_factory=list)


class ExchangeFormat:
    """One format of files of questions."""

    #: Named by commands and addresses. Never rename one.
    slug: ClassVar[str]
    label: ClassVar[str]
    extension: ClassVar[str]
    content_type: ClassVar[str]

    def recognises(self, content: bytes) -> bool:
        """Whether a file starts like one of this format."""
        raise NotImplementedError

    def read(self, content: bytes) -> Reading:
        """The questions of a file. Raises `Unreadable` when nothing can be said of it; never for one question."""
        raise NotImplementedError

    def write(self, questions: Iterable[Found]) -> Written:
        """A file with these questions, and what it could not say of each. Raises nothing."""
        raise NotImplementedError
