"""Files of hours, as Bénévalibre and spreadsheets export them: read, and sorted line by line.

What is promised:

- **UTF-8 (with its mark or without) and the Windows encoding of French spreadsheets are read alike**, with semicolons,
  commas or tabs between columns. A file too heavy or too long is refused whole: half of it would tell half the hours;
- **columns are guessed from their headings and chosen by the person.** A line needs an association, a day and hours;
- **each line is kept or left out, and one that is left out says its number in the file and why**: nothing is guessed
  in silence. Hours read as people write them: “2h30”, “2,5”, “2:30”, “45 min”; a point or a comma parts tenths;
- **a line counts once**: twice in the file, or brought before, it is left out. It is known by what it says, and by its
  cells as they stand: the same file with its columns chosen otherwise still adds nothing;
- **a day has 24 hours**, all lines of that day together, those brought before included; a line over several days has 24
  for each of them;
- **lines of one association and one role, accents and capitals aside, make one mission**: from its first day to its
  last, with their hours in all, counted in minutes and told in tenths of an hour, never nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from learning.rules.people_lists import decoded, plain, rows_of
from skills.rules.missions import FIRST_YEAR, search_name

MOST_BYTES = 1_000_000
MOST_LINES = 5_000
#: Beyond, a column of comments was taken for the roles.
MOST_MISSIONS = 60
MINUTES_A_DAY = 24 * 60
#: What the hours of a mission hold: 99,999.9.
MOST_MINUTES = 99_999 * 60
TENTH = Decimal("0.1")

COLUMNS = ("association", "starts", "ends", "hours", "role", "comment")
NEEDED = ("association", "starts", "hours")

#: Headings of each column, the surest first.
HEADINGS = {
    "association": "association|nom de l association|asso|structure|organisation|organisme".split("|"),
    "ends": "date de fin|fin|jusqu au|end date".split("|"),
    "starts": "date|date de debut|jour|debut|start date|day".split("|"),
    "hours": (
        "duree en heures|nombre d heures|nb d heures|nb heures|heures|duree|temps passe|temps|volume horaire"
        "|duration hours|hours|duration"
    ).split("|"),
    "role": "role|fonction|poste|activite|mission|categorie|action|titre|activity|category|title".split("|"),
    "comment": "commentaire|commentaires|description|remarque|remarques|notes|details|comment".split("|"),
}
#: Headings of who gave the hours: a file of a whole association names several people.
PEOPLE = frozenset("prenom|nom|pseudo|pseudonyme|benevole|nom du benevole|first name|last name".split("|"))

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan",
            "fevrier fevr fev",
            "mars",
            "avril avr",
            "mai",
            "juin",
            "juillet juil",
            "aout",
            "septembre sept sep",
            "octobre oct",
            "novembre nov",
            "decembre dec",
        ),
        start=1,
    )
    for name in names.split()
}

ISO_DAY = re.compile(r"([0-9]{4}) ([0-9]{1,2}) ([0-9]{1,2})(?:[t ].*)?")
FRENCH_DAY = re.compile(r"([0-9]{1,2}) ([0-9]{1,2}) ([0-9]{4}|[0-9]{2})(?: [0-9]{1,2} [0-9]{2}.*)?")
DAY_IN_WORDS = re.compile(r"(?:[a-z]+ )?([0-9]{1,2})(?:er)? ([a-z]+) ([0-9]{4})")

HOUR, MINUTE = "(?:heures?|hours?|hrs?|h)", "(?:minutes?|min|mn|m|')"
DAYS_AND_CLOCK = re.compile(
    r"([0-9]{1,2})(?:days?|jours?|j),?([0-9]{1,2}):([0-5][0-9])(?::[0-5][0-9](?:\.[0-9]+)?)?"
)
CLOCK = re.compile(r"([0-9]{1,4}):([0-5][0-9])(?::[0-5][0-9])?")
HOURS_AND_MINUTES = re.compile(rf"([0-9]{{1,4}}){HOUR}([0-5]?[0-9]){MINUTE}?")
ONLY_MINUTES = re.compile(rf"([0-9]{{1,5}}){MINUTE}")
TENTHS = re.compile(rf"([0-9]{{1,4}}(?:[.,][0-9]{{1,15}})?){HOUR}?")


class FileProblem(StrEnum):
    """Why a whole file is not taken, or not kept."""

    TOO_HEAVY = "too_heavy"
    UNREADABLE = "unreadable"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    NO_COLUMN = "no_column"
    TOO_MANY_MISSIONS = "too_many_missions"
    TOO_MANY_HOURS = "too_many_hours"
    NOTHING_NEW = "nothing_new"


class Problem(StrEnum):
    """Why a line is left out."""

    BROUGHT_BEFORE = "brought_before"
    NO_ASSOCIATION = "no_association"
    NO_DATE = "no_date"
    BAD_DATE = "bad_date"
    SWAPPED_DATE = "swapped_date"
    TOO_OLD = "too_old"
    IN_FUTURE = "in_future"
    ENDS_BEFORE = "ends_before"
    NO_HOURS = "no_hours"
    BAD_HOURS = "bad_hours"
    OVER_A_DAY = "over_a_day"
    DAY_IS_FULL = "day_is_full"
    TWICE = "twice"


# --- The file ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Table:
    """The headings of a file, and its lines with their number in it."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read(content: bytes) -> str | FileProblem:
    """The text of the file, or why it is not taken."""
    if len(content) > MOST_BYTES:
        return FileProblem.TOO_HEAVY
    text = decoded(content)
    found = table_of(text)
    return found if isinstance(found, FileProblem) else text


def table_of(text: str) -> Table | FileProblem:
    """The lines of this text, or why there are none. Lines that hold nothing are no lines."""
    if "\x00" in text:
        return FileProblem.UNREADABLE
    rows = [(number, tuple(cells)) for number, cells in rows_of(text)]
    if len(rows) < 2:
        return FileProblem.EMPTY
    if len(rows) - 1 > MOST_LINES:
        return FileProblem.TOO_LONG
    return Table(rows[0][1], tuple(rows[1:]))


def guessed(headings: Sequence[str]) -> dict[str, int]:
    """Where each column seems to stand: by its whole heading, else by how it begins. No heading serves twice."""
    words = [plain(heading) for heading in headings]
    places: dict[str, int] = {}
    for fits in (str.__eq__, lambda heading, name: heading.startswith(f"{name} ")):
        for column, names in HEADINGS.items():
            free = [place for place in range(len(words)) if place not in places.values()]
            found = (place for name in names for place in free if fits(words[place], name))
            place = next(found, None)
            if column not in places and place is not None:
                places[column] = place
    return places


def problem_with_columns(columns: Mapping[str, int], *, width: int) -> FileProblem | None:
    """What is wrong with the columns chosen, of a file this wide; None when nothing is."""
    there = {column for column, place in columns.items() if 0 <= place < width}
    return None if there >= set(NEEDED) else FileProblem.NO_COLUMN


def names_several_people(table: Table) -> bool:
    """Whether the file says the hours of more than one person."""
    places = [place for place, heading in enumerate(table.headings) if plain(heading) in PEOPLE]
    people = {tuple(plain(_cell(cells, place)) for place in places) for _, cells in table.rows}
    return len({one for one in people if any(one)}) > 1


def _cell(cells: Sequence[str], place: int | None) -> str:
    return cells[place] if place is not None and place < len(cells) else ""


# --- Its words -----------------------------------------------------------------------------------------


def day_of(words: str) -> date | Problem:
    """The day that was written, or what is wrong with it."""
    said = plain(words)
    if found := ISO_DAY.fullmatch(said):
        year, month, day = (int(part) for part in found.groups())
    elif found := FRENCH_DAY.fullmatch(said):
        day, month, year = (int(part) for part in found.groups())
    elif (found := DAY_IN_WORDS.fullmatch(said)) and found[2] in MONTHS:
        day, month, year = int(found[1]), MONTHS[found[2]], int(found[3])
    else:
        return Problem.BAD_DATE if said else Problem.NO_DATE
    if month > 12 >= day:
        return Problem.SWAPPED_DATE
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return Problem.BAD_DATE


def minutes_of(words: str) -> int | None:
    """The minutes that these hours are; None when they cannot be read."""
    said = re.sub(r"\s*([^\W\d_]|[:,.'])\s*", r"\1", words.casefold().replace("’", "'").strip())
    if found := DAYS_AND_CLOCK.fullmatch(said):
        days, hours, minutes = (int(part) for part in found.groups())
        return (days * 24 + hours) * 60 + minutes
    if found := CLOCK.fullmatch(said) or HOURS_AND_MINUTES.fullmatch(said):
        return int(found[1]) * 60 + int(found[2])
    if found := ONLY_MINUTES.fullmatch(said):
        return int(found[1])
    if found := TENTHS.fullmatch(said):
        return int((Decimal(found[1].replace(",", ".")) * 60).quantize(Decimal(1), ROUND_HALF_UP))
    return None


def hours_of(minutes: int) -> Decimal:
    """These minutes as the hours of a mission: in tenths, one at least."""
    return max((Decimal(minutes) / 60).quantize(TENTH, ROUND_HALF_UP), TENTH)


# --- Its lines -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Entry:
    """One line that is kept. `digest`: of what it says; `row_digest`: of its cells as they stand."""

    number: int
    association: str
    role: str
    starts_on: date
    ends_on: date
    minutes: int
    comment: str
    digest: str
    row_digest: str


@dataclass(frozen=True)
class LeftOut:
    """One line that is not, and why: `value` is what stands there, or the number of the line that says the same."""

    number: int
    problem: Problem
    value: str = ""


@dataclass(frozen=True)
class Sorted:
    """The lines of a file, those kept and those left out, each in the order of the file."""

    entries: tuple[Entry, ...]
    left_out: tuple[LeftOut, ...]


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


def _period(starts: str, ends: str, today: date) -> tuple[date, date] | tuple[Problem, str]:
    """The days of a line, or what is wrong with them and what was written."""
    first = day_of(starts)
    if isinstance(first, Problem):
        return first, starts
    last = day_of(ends) if plain(ends) else first
    if isinstance(last, Problem):
        return last, ends
    if first.year < FIRST_YEAR:
        return Problem.TOO_OLD, starts
    if last < first:
        return Problem.ENDS_BEFORE, f"{starts} – {ends}"
    if last > today:
        return Problem.IN_FUTURE, ends if last > first else starts
    return first, last


def _read_line(
    number: int, cells: Sequence[str], columns: Mapping[str, int], role: str, today: date
) -> Entry | LeftOut:
    said = {column: _cell(cells, columns.get(column)) for column in COLUMNS}
    if not search_name(said["association"]):
        return LeftOut(number, Problem.NO_ASSOCIATION)
    starts_on, ends_on = _period(said["starts"], said["ends"], today)
    if isinstance(starts_on, Problem):
        return LeftOut(number, starts_on, ends_on[:120])
    minutes = minutes_of(said["hours"])
    if not minutes:
        unread = minutes is None and said["hours"]
        return LeftOut(number, Problem.BAD_HOURS if unread else Problem.NO_HOURS, said["hours"][:120])
    if minutes > MINUTES_A_DAY * ((ends_on - starts_on).days + 1):
        return LeftOut(number, Problem.OVER_A_DAY, said["hours"][:120])
    return Entry(
        number=number,
        association=said["association"][:200],
        role=(said["role"] or role)[:120],
        starts_on=starts_on,
        ends_on=ends_on,
        minutes=minutes,
        comment=said["comment"],
        # The role that lines without one are given is not the file's: chosen otherwise, the line is the same.
        digest=_digest(
            search_name(said["association"]),
            search_name(said["role"]),
            starts_on.isoformat(),
            ends_on.isoformat(),
            str(minutes),
            search_name(said["comment"]),
        ),
        row_digest=_digest("row", *cells),
    )


def sort_out(
    table: Table,
    columns: Mapping[str, int],
    *,
    role: str,
    today: date,
    known: Collection[str] = frozenset(),
    worked: Mapping[date, int] | None = None,
) -> Sorted:
    """Which lines are kept. `role`: of lines that say none; `known`: digests of lines brought before, of both sorts;
    `worked`: minutes told already of each day.
    """
    seen: dict[str, int] = {}
    told = dict(worked or {})
    entries: list[Entry] = []
    left: list[LeftOut] = []
    for number, cells in table.rows:
        if _digest("row", *cells) in known:
            left.append(LeftOut(number, Problem.BROUGHT_BEFORE))
            continue
        line = _read_line(number, cells, columns, role, today)
        if isinstance(line, Entry):
            line = _counted_once(line, known, seen, told)
        (entries if isinstance(line, Entry) else left).append(line)
    return Sorted(tuple(entries), tuple(left))


def _counted_once(
    line: Entry, known: Collection[str], seen: dict[str, int], told: dict[date, int]
) -> Entry | LeftOut:
    if line.digest in known:
        return LeftOut(line.number, Problem.BROUGHT_BEFORE)
    if line.digest in seen:
        return LeftOut(line.number, Problem.TWICE, str(seen[line.digest]))
    seen[line.digest] = line.number
    if line.starts_on == line.ends_on:
        in_all = told.get(line.starts_on, 0) + line.minutes
        if in_all > MINUTES_A_DAY:
            return LeftOut(line.number, Problem.DAY_IS_FULL, line.starts_on.isoformat())
        told[line.starts_on] = in_all
    return line


# --- Their missions ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sum:
    """Lines of one association and one role, as they were first written."""

    association: str
    role: str
    entries: tuple[Entry, ...]

    @property
    def starts_on(self) -> date:
        return min(one.starts_on for one in self.entries)

    @property
    def ends_on(self) -> date:
        return max(one.ends_on for one in self.entries)

    @property
    def minutes(self) -> int:
        return sum(one.minutes for one in self.entries)

    @property
    def hours(self) -> Decimal:
        return hours_of(self.minutes)

    @property
    def comments(self) -> str:
        """What the lines say of themselves, each thing once, in the order of the file."""
        return "\n".join(dict.fromkeys(one.comment for one in self.entries if one.comment))


def key_of(association: str, role: str) -> tuple[str, str]:
    """What tells one mission from another: its association and its role, accents and capitals aside."""
    return search_name(association), search_name(role)


def sums(entries: Iterable[Entry]) -> tuple[Sum, ...]:
    """The missions that these lines make, in the order of the file."""
    found: dict[tuple[str, str], list[Entry]] = {}
    for one in entries:
        found.setdefault(key_of(one.association, one.role), []).append(one)
    return tuple(Sum(lines[0].association, lines[0].role, tuple(lines)) for lines in found.values())


def problem_with_sums(made: Collection[Sum], *, logged: Mapping[tuple[str, str], int]) -> FileProblem | None:
    """Why these missions are not kept; None when they are. `logged`: minutes that some of them have already."""
    if not made:
        return FileProblem.NOTHING_NEW
    if len(made) > MOST_MISSIONS:
        return FileProblem.TOO_MANY_MISSIONS
    longest = max(one.minutes + logged.get(key_of(one.association, one.role), 0) for one in made)
    return FileProblem.TOO_MANY_HOURS if longest > MOST_MINUTES else None
