"""Rules being written: what is wrong with them, and where; and the data that they are kept as.

Guarantees:

- what `as_data` writes, `read_requirements` reads again, the same;
- rules without a fault are data that can be read; each fault names the field where it is put right;
- rules that nobody could ever meet (more modules than there are, more hours than the caps leave) are faults.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from certification.rules.requirements import MODALITIES, Deadlines, ModuleGroup, Requirements


class Kind(StrEnum):
    NO_GROUP = "no_group"
    NO_MODULE = "no_module"
    TOO_MANY_CHOSEN = "too_many_chosen"
    TWICE_IN_A_GROUP = "twice_in_a_group"
    IN_TWO_GROUPS = "in_two_groups"
    MODALITY_TWICE = "modality_twice"
    CAPS_WITHOUT_TOTAL = "caps_without_total"
    OUT_OF_REACH = "out_of_reach"
    NOBODY_TO_APPRAISE = "nobody_to_appraise"
    NO_CRITERION = "no_criterion"
    CRITERION_TWICE = "criterion_twice"
    RENEWED_TOO_EARLY = "renewed_too_early"


@dataclass(frozen=True)
class Fault:
    """What is wrong in a field; of a group or a cap, at its `place`. `name` and the two counts are for its words."""

    kind: Kind
    field: str
    place: int | None = None
    name: str = ""
    have: int = 0
    most: int = 0


def _twice(names: list[str]) -> str:
    """The first name that stands twice; none when each stands once. Nothing is no name."""
    return next((name for place, name in enumerate(names) if name and name in names[:place]), "")


def _of_group(group: ModuleGroup, place: int, others: set[str]) -> Iterator[Fault]:
    codes = [module.code for module in group.modules]
    slots = [module.slot for module in group.modules]
    if not codes:
        yield Fault(Kind.NO_MODULE, "modules", place, group.label)
    elif not 1 <= group.choose <= len(codes):
        yield Fault(Kind.TOO_MANY_CHOSEN, "choose", place, group.label, group.choose, len(codes))
    if name := _twice(codes) or _twice(slots):
        yield Fault(Kind.TWICE_IN_A_GROUP, "modules", place, name)
    elif name := next((one for one in [*codes, *slots] if one in others), ""):
        yield Fault(Kind.IN_TWO_GROUPS, "modules", place, name)


def _of_hours(rules: Requirements) -> Iterator[Fault]:
    named: set[str] = set()
    for place, cap in enumerate(rules.caps):
        if named & set(cap.modalities):
            yield Fault(Kind.MODALITY_TWICE, "modalities", place)
        named |= set(cap.modalities)
    if rules.caps and not rules.minutes:
        yield Fault(Kind.CAPS_WITHOUT_TOTAL, "total")
    most = sum(cap.minutes for cap in rules.caps)
    if named == set(MODALITIES) and rules.minutes > most:
        yield Fault(Kind.OUT_OF_REACH, "total", have=rules.minutes, most=most)


def _of_people(rules: Requirements) -> Iterator[Fault]:
    if "tutor" in rules.appraisals and rules.practice is None:
        yield Fault(Kind.NOBODY_TO_APPRAISE, "appraisals")
    if rules.by_jury:
        if not rules.decision.criteria:
            yield Fault(Kind.NO_CRITERION, "criteria")
        if name := _twice([one.label.casefold() for one in rules.decision.criteria]):
            yield Fault(Kind.CRITERION_TWICE, "criteria", name=name)


def faults_in(rules: Requirements) -> tuple[Fault, ...]:
    """Everything that is wrong with these rules, in the order of the form."""
    found: list[Fault] = []
    if not rules.groups:
        found.append(Fault(Kind.NO_GROUP, "groups"))
    before: set[str] = set()
    for place, group in enumerate(rules.groups):
        found += _of_group(group, place, before)
        before |= {name for module in group.modules for name in (module.code, module.slot) if name}
    found += [*_of_hours(rules), *_of_people(rules)]
    if rules.validity and rules.validity.renewal_months > rules.validity.months:
        most = rules.validity.months
        found.append(
            Fault(Kind.RENEWED_TOO_EARLY, "renewal_months", have=rules.validity.renewal_months, most=most)
        )
    return tuple(found)


def _hours(minutes: int) -> float | int:
    return minutes // 60 if minutes % 60 == 0 else minutes / 60


def _group(group: ModuleGroup) -> dict[str, Any]:
    data: dict[str, Any] = {
        "code": group.code,
        "label": group.label,
        "choose": "all" if group.choose == len(group.modules) else group.choose,
        "modules": [
            {"code": one.code, "title": one.title} | ({"slot": one.slot} if one.slot else {})
            for one in group.modules
        ],
    }
    return data | ({"hours": _hours(group.minutes)} if group.minutes else {})


def as_data(rules: Requirements) -> dict[str, Any]:
    """These rules as the data that a version keeps; what asks for nothing is left out."""
    data: dict[str, Any] = {"groups": [_group(group) for group in rules.groups]}
    if rules.minutes:
        caps = [{"modalities": list(cap.modalities), "hours": _hours(cap.minutes)} for cap in rules.caps]
        data["hours"] = {"total": _hours(rules.minutes)} | ({"caps": caps} if caps else {})
    if rules.practice:
        exemption = {"exemption": asdict(rules.practice.exemption)} if rules.practice.exemption else {}
        data["practice"] = {"days": rules.practice.days, **exemption}
    if rules.by_jury:
        data["decision"] = {
            "by": "jury",
            "quorum": rules.decision.quorum,
            "criteria": [asdict(one) for one in rules.decision.criteria],
        }
    said = {
        "attestations": rules.attestations,
        "appraisals": list(rules.appraisals),
        "countersignature": rules.countersignature,
        "guardian_below_age": rules.guardian_below_age,
        "issuer_authorisation": asdict(rules.issuer) if rules.issuer else None,
        "validity": asdict(rules.validity) if rules.validity else None,
        "skills": list(rules.skills),
        "deadlines": asdict(rules.deadlines) if rules.deadlines != Deadlines() else None,
    }
    return data | {key: value for key, value in said.items() if value}
