"""Lists of people as spreadsheets export them: read, and checked line by line.

What is promised:

- **UTF-8 (with its mark or without) and the Windows encoding of French spreadsheets are read alike**; separated by
  semicolons, commas or tabs, whichever the first line holds most.
- **Columns go by their names** in the first line, in any order, capitals and accents aside; columns of other names are
  left alone. A first name and a family name make a name.
- **Each line is good or bad, and a bad one says its number in the file, the column and what is wrong**: nothing is
  guessed, nothing is dropped in silence. Empty lines are no lines. The same address twice counts once: the later line
  is bad.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum

MOST_LINES = 5000
LONGEST_ADDRESS = 254
ADDRESS = re.compile(
    r"[^@\s<>()\[\],;:\\\"]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+", re.I
)

COLUMNS = {
    "email": (
        "courriel|email|e mail|mail|adresse|adresse electronique|adresse mail|adresse e mail|adresse email"
        "|adresse courriel|e mail address|address"
    ).split("|"),
    "name": (
        "nom complet|nom affiche|nom et prenom|prenom et nom|nom prenom|prenom nom|full name|name"
    ).split("|"),
    "first": ["prenom", "prenoms", "first name"],
    "last": ["nom", "nom de famille", "nom d usage", "last name"],
    "profile": ["profil", "statut", "profile"],
}
PROFILES = {
    "volunteer": {"benevole", "volunteer"},
    "officer": {"dirigeant", "dirigeante", "elu", "elue", "elu associatif", "elue associative", "officer"},
    "employee": {"salarie", "salariee", "salarie associatif", "salariee associative", "employee"},
    "civic": {"service civique", "volontaire", "volontaire en service civique", "civic"},
    "project": {"porteur de projet", "porteuse de projet", "project"},
    "other": {"autre", "other"},
}


class Problem(StrEnum):
    """What is wrong with a list, or with one of its lines."""

    EMPTY = "empty"
    NO_COLUMN = "no_column"
    TOO_LONG = "too_long"
    UNREADABLE = "unreadable"
    NO_ADDRESS = "no_address"
    BAD_ADDRESS = "bad_address"
    TWICE = "twice"
    NO_NAME = "no_name"
    BAD_NAME = "bad_name"
    BAD_PROFILE = "bad_profile"
    CLOSED_ACCOUNT = "closed_account"


@dataclass(frozen=True)
class Line:
    """One person of the list, by the number of the line in the file."""

    number: int
    email: str
    name: str = ""
    profile: str = ""


@dataclass(frozen=True)
class Fault:
    """One bad line: its number (0: the whole file), the column, what is wrong, and what stands there."""

    number: int
    column: str
    problem: Problem
    value: str = ""


@dataclass
class Reading:
    """A list as it was read."""

    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def decoded(content: bytes) -> str:
    """The text of the file: UTF-8, else UTF-16 where its mark says so, else Windows-1252, as spreadsheets write."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def plain(words: str) -> str:
    """Words without accents, capitals or signs, to compare the names of columns."""
    spread = unicodedata.normalize("NFKD", words)
    letters = "".join(sign if sign.isalnum() else " " for sign in spread if not unicodedata.combining(sign))
    return " ".join(letters.casefold().split())


def separator_of(first_line: str) -> str:
    """What stands most often between the columns."""
    return max(";,\t", key=first_line.count)


def read(content: bytes, *, needs_name: bool = False) -> Reading:
    """The lines of a file, good and bad. ``needs_name``: whether every line must name the person."""
    reading, text = Reading(), decoded(content)
    if "\x00" in text:
        reading.faults.append(Fault(0, "", Problem.UNREADABLE))
        return reading
    rows = _rows(text)
    header = next(rows, None)
    if header is None:
        reading.faults.append(Fault(0, "", Problem.EMPTY))
        return reading
    places = _places(header[1])
    if "email" not in places:
        reading.faults.append(Fault(header[0], "email", Problem.NO_COLUMN, ", ".join(header[1])[:120]))
        return reading
    seen: set[str] = set()
    for number, cells in rows:
        if len(reading.lines) + len(reading.faults) >= MOST_LINES:
            reading.faults.append(Fault(number, "", Problem.TOO_LONG))
            break
        one = _one(number, cells, places, seen, needs_name)
        (reading.lines if isinstance(one, Line) else reading.faults).append(one)
        if isinstance(one, Line):
            seen.add(one.email)
    if not reading.lines and not reading.faults:
        reading.faults.append(Fault(0, "", Problem.EMPTY))
    return reading


def _rows(text: str):
    """The rows that hold something, each with the number of its first line in the file."""
    lines = text.splitlines(keepends=True)
    first = next((line for line in lines if line.strip(";,\t \r\n")), "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(first))
    before = 0
    while True:
        try:
            cells = [" ".join(cell.split()) for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error:
            # A cell longer than any name or address: nothing to read in it.
            cells = ["?"]
        number, before = before + 1, reader.line_num
        if any(cells):
            yield number, cells


def _places(header: list[str]) -> dict[str, int]:
    """Where each column that we know stands; the first of each name."""
    places: dict[str, int] = {}
    for place, words in enumerate(header):
        for column, names in COLUMNS.items():
            if plain(words) in names:
                places.setdefault(column, place)
    # “Nom” alone is the whole name.
    if "last" in places and "first" not in places and "name" not in places:
        places["name"] = places.pop("last")
    return places


def _one(
    number: int, cells: list[str], places: dict[str, int], seen: Collection[str], needs_name: bool
) -> Line | Fault:
    def cell(column: str) -> str:
        place = places.get(column)
        return cells[place] if place is not None and place < len(cells) else ""

    address = cell("email").lower().removeprefix("mailto:")
    name = cell("name") or " ".join(part for part in (cell("first"), cell("last")) if part)
    said = plain(cell("profile"))
    profile = next((slug for slug, names in PROFILES.items() if said in names), "")
    if not address:
        return Fault(number, "email", Problem.NO_ADDRESS)
    if len(address) > LONGEST_ADDRESS or not ADDRESS.fullmatch(address):
        return Fault(number, "email", Problem.BAD_ADDRESS, address[:120])
    if address in seen:
        return Fault(number, "email", Problem.TWICE, address)
    if needs_name and not name:
        return Fault(number, "name", Problem.NO_NAME, address)
    if said and not profile:
        return Fault(number, "profile", Problem.BAD_PROFILE, cell("profile")[:120])
    return Line(number, address, name, profile)
