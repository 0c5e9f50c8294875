"""Numbers as people write them in French, and whether one is near enough to another.

What is promised: every number is exact (a fraction, never a float). Spaces of any width group digits by three, the
comma is the decimal mark, the point too. “153.000” has two readings, 153 and 153 000: either is accepted. A unit before
or after is set apart. What is no number is None: nothing is guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

LONGEST_TYPED = 60

_NUMBER = re.compile(r"[+-]?(?:\d[\d .,]*\d|[.,]?\d)(?:e[+-]?\d{1,2}(?!\d))?", re.I)
_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d{1,2})?", re.I)
_BY_THREE = re.compile(r"\d{1,3}(?: \d{3})+")


@dataclass(frozen=True)
class Typed:
    """A number somebody typed: what it may mean, and the unit beside it."""

    readings: tuple[Fraction, ...]
    unit: str = ""


def typed_number(text: str) -> Typed | None:
    """What was typed, as a number and its unit; None when it holds no number, or more than one."""
    text = " ".join(text[: LONGEST_TYPED + 1].replace("−", "-").split())
    found = _NUMBER.search(text)
    if found is None or len(text) > LONGEST_TYPED:
        return None
    unit = f"{text[: found.start()]} {text[found.end() :]}".strip()
    if re.search(r"\d", unit):
        return None
    meant = tuple(dict.fromkeys(value for one in _spellings(found[0]) if (value := _exact(one)) is not None))
    return Typed(meant, unit) if meant else None


def number(text: str) -> Fraction | None:
    """The number that an author wrote, without any unit; None when it is none."""
    typed = typed_number(text)
    return None if typed is None or typed.unit else typed.readings[0]


def is_near(
    value: Fraction, expected: Fraction, *, tolerance: Fraction = Fraction(0), percent: bool = False
) -> bool:
    """Whether a value is within the tolerance of what is expected, ends included.

    ``percent``: the tolerance is a share of what is expected.
    """
    allowed = abs(expected) * tolerance / 100 if percent else tolerance
    return abs(value - expected) <= allowed


def _spellings(text: str) -> list[str]:
    """The ways to read the marks within a number, as Python would write each."""
    points, commas = text.count("."), text.count(",")
    if points and commas:
        decimal = max(".,", key=text.rindex)
        group = "," if decimal == "." else "."
        return [text.replace(group, " ").replace(decimal, ".")] if text.count(decimal) == 1 else []
    if points + commas > 1:
        return [re.sub("[.,]", " ", text)]
    read = [text.replace(",", ".")]
    # A point before three digits may also group them.
    return [*read, text.replace(".", " ")] if re.fullmatch(r"[+-]?[1-9]\d{0,2}\.\d{3}", text) else read


def _exact(text: str) -> Fraction | None:
    sign = text[:1] if text[:1] in "+-" else ""
    whole, mark, rest = text.removeprefix(sign).partition(".")
    if " " in whole and not _BY_THREE.fullmatch(re.split("e", whole, flags=re.I)[0]):
        return None
    plain = sign + (whole + mark + rest).replace(" ", "")
    return Fraction(plain) if _PLAIN.fullmatch(plain) else None
