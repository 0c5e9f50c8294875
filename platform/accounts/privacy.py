"""What the platform holds of a person, room by room: shown to them, given to them, erased.

Each app says so for its own rows, in a `privacy.py` that its `AppConfig.ready` registers: accounts never knows who is
above it. A room is a list of `Holding`, each one kind of thing with the fields that lead from it to the person, and
one action that forgets the person. A field that leads to a person and that no room names makes a test fail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.expressions import Subquery
from django.utils.functional import Promise

from accounts.models import User


@dataclass(frozen=True)
class HeldFile:
    """One file kept of a person: the name to give it, and where it is stored."""

    name: str
    storage: str  # an alias of settings.STORAGES
    stored: str


def _no_files(row: models.Model) -> Iterable[HeldFile]:
    return ()


def _nothing_more(row: models.Model) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True)
class Holding:
    """One kind of thing held of people: what it is, how it is found, what becomes of it.

    `slug` names its file in the archive. `links` are the fields that lead from a row to a person, as
    “app.Model.field”. `kept` says what stays once the account is closed, why and until when; empty: nothing does.
    """

    slug: str
    label: Promise
    rows: Callable[[User], models.QuerySet]
    until: Promise  # while the account is open
    links: tuple[str, ...] = ()
    kept: Promise | str = ""
    heading: str = ""  # the field that names a row
    hidden: frozenset[str] = frozenset()  # secrets, and what is not about the person
    files: Callable[[Any], Iterable[HeldFile]] = _no_files
    more: Callable[[Any], Mapping[str, Any]] = _nothing_more


def _nobody_refuses(person: User) -> list[str]:
    return []


@dataclass(frozen=True)
class Room:
    """What one app holds of people. `forget` erases one person's: safe to repeat, and each time it is repeated it also
    drops what was kept until a day that has gone by.

    `acts`: fields that say who acted for others; their name stays beside what they decided. `stays`: fields that keep
    leading to the account, emptied of its name, with the reason.
    """

    slug: str
    label: Promise
    holdings: tuple[Holding, ...]
    forget: Callable[..., None]
    refusals: Callable[[User], list[str]] = _nobody_refuses
    acts: tuple[str, ...] = ()
    stays: Mapping[str, str] = field(default_factory=dict)


_ROOMS: dict[str, Room] = {}


def register(room: Room) -> None:
    """Add a room; called once, when its app is ready."""
    _ROOMS[room.slug] = room


def rooms() -> list[Room]:
    """Every room, the ground first."""
    return list(reversed(_ROOMS.values()))


class _Count(Subquery):
    """How many rows a query finds, within another."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS held)"
    output_field = models.IntegerField()


def _counts(person: User, found: list[models.QuerySet]) -> list[int]:
    """How many rows each of these finds. One query."""
    if not found:
        return []
    counts = [_Count(rows.order_by().values("pk")) for rows in found]
    return list(User.objects.filter(pk=person.pk).values_list(*counts).get())


def _acted(room: Room, person: User) -> list[models.QuerySet]:
    found = []
    for link in room.acts:
        label, _dot, name = link.rpartition(".")
        found.append(apps.get_model(label)._base_manager.filter(**{name: person}))
    return found


@dataclass(frozen=True)
class Held:
    """One kind of thing held of one person, and how many."""

    holding: Holding
    count: int


@dataclass(frozen=True)
class HeldInRoom:
    """What one room holds of one person: the kinds of which there is something, and how often they acted for others."""

    room: Room
    held: list[Held]
    acts: int


def held_of(person: User) -> list[HeldInRoom]:
    """What is held of this person. One query a room."""
    found = []
    for room in rooms():
        things = [one.rows(person) for one in room.holdings]
        counts = _counts(person, things + _acted(room, person))
        held = [Held(*pair) for pair in zip(room.holdings, counts, strict=False)]
        acts = sum(counts[len(things) :])
        found.append(HeldInRoom(room, [one for one in held if one.count], acts))
    return found


def refusals_of(person: User) -> list[str]:
    """Why this account cannot be closed today, in words; nothing where it can."""
    return [reason for room in rooms() for reason in room.refusals(person)]
