"""What a jury may do, so that it can show later that it did it properly.

Guarantees:

- who has a tie with a candidate does not speak of them: their own dossier, the same mailbox, the same association as
  stated in the dossier or in a period of practice, a person they trained (activities they confirmed, practice they
  tutored, an appraisal they wrote), or any tie they declared, a household among others. A declared tie is never
  weighed: it excludes;
- an appeal is heard by others: who signed an opinion on the refusal does not speak of the same dossier again;
- nobody counts twice: of two seats that reach one mailbox only the first speaks;
- a dossier is decided by members who may speak of it, at least as many as the quorum, and each of them has signed;
- opinions are shown once all of those have signed, to all at once;
- the president leads; of a dossier they may not speak of, the first seated of those who may;
- whoever is refused, adjourned or validated in part, or validated against somebody's advice, is owed the grounds;
- a signed opinion has a seal over every word of it: `seal`.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from certification.rules.separation import mailbox

VIEWS = ("favourable", "reserved", "unfavourable")

#: What happens to a dossier on each decision: an event of `rules.dossier_states`.
EVENTS = {"validated": "validate", "partial": "keep_parts", "adjourned": "adjourn", "refused": "refuse"}


class Tie(StrEnum):
    """Why a member may not speak of a dossier."""

    SELF = "self"
    TWICE = "twice"
    SAME_ASSOCIATION = "same_association"
    HOUSEHOLD = "household"
    OWN_TRAINEE = "own_trainee"
    OTHER = "other"
    JUDGED = "judged"


class Obstacle(StrEnum):
    """Why a jury cannot do something now."""

    NOT_STAFF = "not_staff"
    NOT_BY_JURY = "not_by_jury"
    QUORUM_TOO_LOW = "quorum_too_low"
    TOO_LATE = "too_late"
    ALREADY_SEATED = "already_seated"
    NOT_SUBMITTED = "not_submitted"
    HEARD_ALREADY = "heard_already"
    NOT_HEARD = "not_heard"
    NO_PRESIDENT = "no_president"
    TOO_FEW_MEMBERS = "too_few_members"
    NO_CASE = "no_case"
    NOT_A_MEMBER = "not_a_member"
    MAY_NOT_SPEAK = "may_not_speak"
    ALREADY_DECLARED = "already_declared"
    NOT_OPEN = "not_open"
    ALREADY_SIGNED = "already_signed"
    CRITERIA_MISSING = "criteria_missing"
    TEXT_MISSING = "text_missing"
    NOT_LEADING = "not_leading"
    NOT_DELIBERATING = "not_deliberating"
    OPINIONS_MISSING = "opinions_missing"
    NO_QUORUM = "no_quorum"
    ALREADY_DECIDED = "already_decided"
    NOTHING_KEPT = "nothing_kept"
    UNDECIDED = "undecided"
    GROUNDS_MISSING = "grounds_missing"
    UNKNOWN = "unknown"
    STILL_HEARD = "still_heard"
    HAS_SPOKEN = "has_spoken"
    OWN_DOSSIER = "own_dossier"
    REASON_MISSING = "reason_missing"


@dataclass(frozen=True)
class Association:
    """An association as somebody stated it."""

    name: str = ""
    rna: str = ""

    def is_same(self, other: Association) -> bool:
        """By number where both give one, else by name whatever its capitals, accents and marks."""
        if _plain(self.rna) and _plain(other.rna):
            return _plain(self.rna) == _plain(other.rna)
        return bool(_plain(self.name)) and _plain(self.name) == _plain(other.name)


@dataclass(frozen=True)
class Seat:
    """One member of a session, in the order they were seated."""

    member: int
    person: int
    email: str
    association: Association = Association()
    presides: bool = False


@dataclass(frozen=True)
class Candidate:
    """What a dossier says of who has a tie with its candidate. `trainers` are people, `tutors` addresses;
    `judges` are people who spoke when it was refused."""

    person: int
    email: str
    associations: tuple[Association, ...] = ()
    trainers: frozenset[int] = frozenset()
    tutors: frozenset[str] = frozenset()
    judges: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Bench:
    """Who speaks of one dossier, in the order of seats, and who is excluded and why."""

    speaking: tuple[int, ...]
    excluded: Mapping[int, Tie]
    quorum: int
    president: int | None = None

    @property
    def quorum_holds(self) -> bool:
        return len(self.speaking) >= self.quorum

    @property
    def leader(self) -> int | None:
        """The president, or the first of those who may speak where the president may not."""
        if self.president in self.speaking:
            return self.president
        return self.speaking[0] if self.speaking else None

    def missing(self, signed: Collection[int]) -> tuple[int, ...]:
        """Who has still to sign."""
        return tuple(member for member in self.speaking if member not in signed)

    def may_show(self, signed: Collection[int]) -> bool:
        """Whether each may read the others' opinions."""
        return bool(self.speaking) and not self.missing(signed)


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if character.isalnum())


def tie(seat: Seat, candidate: Candidate) -> Tie | None:
    """The tie that the platform sees between a member and a candidate, the closest first."""
    if seat.person == candidate.person or mailbox(seat.email) == mailbox(candidate.email):
        return Tie.SELF
    if any(seat.association.is_same(one) for one in candidate.associations):
        return Tie.SAME_ASSOCIATION
    if seat.person in candidate.trainers or mailbox(seat.email) in {
        mailbox(one) for one in candidate.tutors if one
    }:
        return Tie.OWN_TRAINEE
    return Tie.JUDGED if seat.person in candidate.judges else None


def bench(seats: Sequence[Seat], candidate: Candidate, declared: Mapping[int, str], quorum: int) -> Bench:
    """Who may speak of this candidate. `declared`: the tie each member declared, by member."""
    speaking: list[int] = []
    excluded: dict[int, Tie] = {}
    seen: set[str] = set()
    for seat in seats:
        twice = Tie.TWICE if mailbox(seat.email) in seen else None
        said = Tie(declared[seat.member]) if seat.member in declared else None
        seen.add(mailbox(seat.email))
        if found := tie(seat, candidate) or said or twice:
            excluded[seat.member] = found
        else:
            speaking.append(seat.member)
    president = next((seat.member for seat in seats if seat.presides), None)
    return Bench(tuple(speaking), excluded, quorum, president)


def to_open(seats: Sequence[Seat], quorum: int, cases: int) -> tuple[Obstacle, ...]:
    """What keeps a session from opening."""
    found = []
    if not any(seat.presides for seat in seats):
        found.append(Obstacle.NO_PRESIDENT)
    if len({mailbox(seat.email) for seat in seats}) < quorum:
        found.append(Obstacle.TOO_FEW_MEMBERS)
    if not cases:
        found.append(Obstacle.NO_CASE)
    return tuple(found)


def to_deliberate(heard: Iterable[tuple[Bench, Collection[int]]]) -> tuple[Obstacle, ...]:
    """What keeps the deliberation from opening: a bench, with who signed, that could decide but lacks an opinion."""
    lacking = any(found.quorum_holds and found.missing(signed) for found, signed in heard)
    return (Obstacle.OPINIONS_MISSING,) if lacking else ()


def to_decide(found: Bench, signed: Collection[int], *, state: str, decided: bool) -> tuple[Obstacle, ...]:
    """What keeps a dossier from being decided, the order in which it is mended."""
    obstacles = []
    if decided:
        obstacles.append(Obstacle.ALREADY_DECIDED)
    if state != "deliberating":
        obstacles.append(Obstacle.NOT_DELIBERATING)
    if found.president is None:
        obstacles.append(Obstacle.NO_PRESIDENT)
    if not found.quorum_holds:
        obstacles.append(Obstacle.NO_QUORUM)
    if found.missing(signed):
        obstacles.append(Obstacle.OPINIONS_MISSING)
    return tuple(obstacles)


def decisions(*, eligible: bool, keepable: Collection[str]) -> tuple[str, ...]:
    """The decisions that a dossier leaves: validated where all is met, in part where something is."""
    return (
        *(("validated",) if eligible else ()),
        *(("partial",) if keepable else ()),
        "adjourned",
        "refused",
    )


def needs_grounds(decision: str, views: Collection[str]) -> bool:
    """Whether a decision must be explained: any but a validation that every opinion favours."""
    return decision != "validated" or any(view != "favourable" for view in views)


def missing_criteria(asked: Sequence[str], given: Mapping[str, Mapping[str, str]]) -> tuple[str, ...]:
    """The criteria that an opinion says nothing of."""
    return tuple(code for code in asked if given.get(code, {}).get("view") not in VIEWS)


def seal(words: Mapping[str, Any]) -> str:
    """The SHA-256 of what was signed: its JSON in UTF-8, keys sorted, without spaces."""
    text = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
