"""Renewing a certificate: from when, and how the rules of its version are then read.

What is promised:

- it opens so many months before the last day, as the version it was granted under says, and stays open after that day;
  where a version renews by what changed (`delta`), it also opens as soon as a module that the certificate rests on has
  changed in substance;
- `full` asks for everything again; `delta` for the modules that changed in substance, followed again since; and
  `revalidation` for no module. Practice, hours in all and appraisals were shown for the certificate that is renewed:
  `delta` and `revalidation` do not ask for them again. What is about the day of the decision (guardian, signature,
  authorisation of the house, who decides) is asked for in each;
- what the certificate already rests on never counts again, nor what was finished before it was granted or, for a module
  that changed, before the change;
- how the rules are read is kept with the dossier the day it opens (`kept`), and does not move afterwards.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from certification.rules.eligibility import FinishedModule
from certification.rules.requirements import ModuleGroup, RequiredModule, Requirements
from certification.rules.validity import months_before

FULL, DELTA, REVALIDATION = "full", "delta", "revalidation"
#: The code of the one group that a renewal by what changed asks for.
REVISED = "revised"


@dataclass(frozen=True)
class Revised:
    """One module that changed in substance since it was finished: what its authors said, the last time on `since`."""

    code: str
    title: str
    since: date
    sentences: tuple[str, ...] = ()


def opens_on(*, expires_on: date, renewal_months: int) -> date:
    """The first day when a certificate may be renewed for its end."""
    return months_before(expires_on, renewal_months)


def may_renew(
    *, expires_on: date | None, renewal_months: int, mode: str, revised: Collection[Revised], today: date
) -> bool:
    """Whether a certificate that was not withdrawn may be renewed today. One without an end is not renewed."""
    if expires_on is None:
        return False
    if mode == DELTA and revised:
        return True
    return today >= opens_on(expires_on=expires_on, renewal_months=renewal_months)


def kept(
    *,
    mode: str,
    number: str,
    since: date,
    label: str,
    pinned: Iterable[str],
    revised: Iterable[Revised],
) -> dict[str, Any]:
    """How the rules are read for one renewal, as data that its dossier keeps."""
    return {
        "mode": mode,
        "number": number,
        "since": since.isoformat(),
        "label": label,
        "pinned": sorted(attestation for attestation in pinned if attestation),
        "modules": [{"code": one.code, "title": one.title, "since": one.since.isoformat()} for one in revised]
        if mode == DELTA
        else [],
    }


def read_for(requirements: Requirements, renewal: Mapping[str, Any]) -> Requirements:
    """What the version asks for, as this renewal reads it; the version itself where nothing is renewed."""
    if not renewal or renewal["mode"] == FULL:
        return requirements
    modules = tuple(RequiredModule(one["code"], one["title"]) for one in renewal["modules"])
    groups = (ModuleGroup(REVISED, renewal["label"], len(modules), modules),) if modules else ()
    return replace(requirements, groups=groups, minutes=0, caps=(), practice=None, appraisals=())


def counting(modules: Iterable[FinishedModule], renewal: Mapping[str, Any]) -> tuple[FinishedModule, ...]:
    """What counts of somebody's finished modules."""
    if not renewal:
        return tuple(modules)
    changed = {one["code"]: one["since"] for one in renewal["modules"]}
    pinned = set(renewal["pinned"])
    return tuple(
        fact
        for fact in modules
        if fact.attestation not in pinned
        and fact.finished_on >= date.fromisoformat(changed.get(fact.code, renewal["since"]))
    )
