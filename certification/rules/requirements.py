"""What a scheme's version asks for, read from its data.

The data is one object; only `groups` must be there, the rest asks for nothing when it is absent::

    {"groups": [{"code": "bases", "label": "Bases", "choose": 3 or "all", "hours": 20,
                 "modules": [{"code": "COMPTA", "title": "Comptabilité associative", "slot": "certif-asso-c3"}]}],
     "hours": {"total": 30, "caps": [{"modalities": ["self_paced", "live_remote"], "hours": 25}]},
     "attestations": true,
     "practice": {"days": 15, "exemption": {"decided_by": "pedagogical_lead", "interview": true}},
     "appraisals": ["tutor", "pedagogical_lead"],
     "countersignature": true,
     "guardian_below_age": 18,
     "issuer_authorisation": {"authority": "DRAJES", "years": 3},
     "decision": {"by": "validator"} or {"by": "jury", "quorum": 3, "criteria": [{"code": …, "label": …}]},
     "validity": {"months": 36, "renewal_months": 6, "reminders": [90, 30], "renewal": "full" or "delta" or
                  "revalidation"},
     "skills": ["Tenir le livre de caisse"],
     "deadlines": {"review": 21, "complement": 30, "exemption": 21, "appeal": 60, "tutor": 30}}

A group asks for `choose` of its modules, each finished, and for `hours` of planned work in them; a module stands in
one group only, so that nothing counts twice. A module is named by its code in the catalogue, or by the place it holds
in a curriculum (`slot`), which modules of any house may hold. Hours are decimal numbers of whole minutes; deadlines,
whole days. A key that is not known is refused rather than ignored, so that no rule is lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MODALITIES = ("self_paced", "live_remote", "onsite")
APPRAISERS = ("tutor", "pedagogical_lead")
EXEMPTERS = ("pedagogical_lead", "validator")
DECIDERS = ("validator", "jury")
#: What renewing asks for: everything again, the modules that changed in substance, or a decision alone.
RENEWALS = ("full", "delta", "revalidation")
#: Days before the last day when a holder is reminded, where the version does not say.
REMINDERS = (90, 30)


class InvalidRequirements(ValueError):
    """The data of a scheme's version is not what it must be; the message names the key and what is
    expected.
    """


@dataclass(frozen=True)
class RequiredModule:
    """One module of a group: its lasting code and the title people know it by; `slot`: its place in a curriculum."""

    code: str
    title: str
    slot: str = ""


@dataclass(frozen=True)
class ModuleGroup:
    """Some modules, of which `choose` must be finished, for `minutes` of planned work in all."""

    code: str
    label: str
    choose: int
    modules: tuple[RequiredModule, ...]
    minutes: int = 0


@dataclass(frozen=True)
class Cap:
    """The most minutes that work in these modalities may count for, taken together."""

    modalities: tuple[str, ...]
    minutes: int


@dataclass(frozen=True)
class ExemptionRule:
    """Who may exempt somebody from practice, and whether an interview comes before."""

    decided_by: str
    interview: bool


@dataclass(frozen=True)
class PracticeRule:
    """Days of practice in an association, under a tutor who is somebody else."""

    days: int
    exemption: ExemptionRule | None = None


@dataclass(frozen=True)
class Criterion:
    """One thing that a jury looks at."""

    code: str
    label: str


@dataclass(frozen=True)
class DecisionRule:
    """Who decides: one validator, or a jury of at least `quorum` members who may speak."""

    by: str = "validator"
    quorum: int = 0
    criteria: tuple[Criterion, ...] = ()


@dataclass(frozen=True)
class IssuerRule:
    """The authorisation that the structure must hold on the day it grants, and how many years one lasts at most."""

    authority: str
    years: int


@dataclass(frozen=True)
class ValidityRule:
    """How many months a certificate stands, and how many before its end it may be renewed; how many days before its
    end its holder is reminded, and what renewing asks for."""

    months: int
    renewal_months: int
    reminders: tuple[int, ...] = REMINDERS
    renewal: str = "full"


@dataclass(frozen=True)
class Deadlines:
    """Days that each has to act: staff to review, candidates to complete, leads to decide on an exemption, refused
    candidates to appeal, tutors to answer."""

    review: int = 21
    complement: int = 30
    exemption: int = 21
    appeal: int = 60
    tutor: int = 30


@dataclass(frozen=True)
class Requirements:
    """All that a version asks for."""

    groups: tuple[ModuleGroup, ...]
    minutes: int = 0
    caps: tuple[Cap, ...] = ()
    attestations: bool = False
    practice: PracticeRule | None = None
    appraisals: tuple[str, ...] = ()
    countersignature: bool = False
    guardian_below_age: int = 0
    issuer: IssuerRule | None = None
    decision: DecisionRule = field(default_factory=DecisionRule)
    validity: ValidityRule | None = None
    skills: tuple[str, ...] = ()
    deadlines: Deadlines = field(default_factory=Deadlines)

    @property
    def modules(self) -> tuple[RequiredModule, ...]:
        """Every module of every group, in the order of the scheme."""
        return tuple(module for group in self.groups for module in group.modules)

    @property
    def by_jury(self) -> bool:
        return self.decision.by == "jury"

    @property
    def asks_the_candidate(self) -> bool:
        """Whether a dossier has anything to fill in: without it, who finished the modules sends it at once."""
        return bool(self.practice or self.countersignature or self.guardian_below_age)


# --- Reading: each reader takes the value and where it stands, and says what is wrong there ------------------


def _object(value: Any, where: str, keys: set[str], optional: set[str] = frozenset()) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise InvalidRequirements(f"{where}: an object is expected.")
    if unknown := set(value) - keys - optional:
        raise InvalidRequirements(f"{where}: unknown key {', '.join(sorted(unknown))}.")
    if missing := keys - set(value):
        raise InvalidRequirements(f"{where}: missing key {', '.join(sorted(missing))}.")
    return value


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise InvalidRequirements(f"{where}: a text is expected.")
    return value


def _items(value: Any, where: str) -> list[Any]:
    if not isinstance(value, list | tuple) or not value:
        raise InvalidRequirements(f"{where}: a list with at least one item is expected.")
    return value


def _whole(value: Any, where: str, least: int = 1, most: int = 100_000) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise InvalidRequirements(f"{where}: a whole number from {least} to {most} is expected.")
    return value


def _yes_no(value: Any, where: str) -> bool:
    if not isinstance(value, bool):
        raise InvalidRequirements(f"{where}: true or false is expected.")
    return value


def _one_of(value: Any, where: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise InvalidRequirements(f"{where}: one of {', '.join(known)} is expected.")
    return value


def _each_of(value: Any, where: str, known: tuple[str, ...]) -> tuple[str, ...]:
    found = tuple(
        _one_of(item, f"{where}[{place}]", known) for place, item in enumerate(_items(value, where))
    )
    if len(set(found)) != len(found):
        raise InvalidRequirements(f"{where}: the same item stands twice.")
    return found


def _minutes(value: Any, where: str) -> int:
    """Minutes of a number of hours, whole or not; no less than one minute."""
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value <= 10_000:
        raise InvalidRequirements(f"{where}: a number of hours is expected, more than 0.")
    minutes = round(value * 60)
    if abs(minutes - value * 60) > 1e-6 or minutes < 1:
        raise InvalidRequirements(f"{where}: whole minutes are expected, such as 1.5 for 1 h 30.")
    return minutes


def _group(data: Any, where: str) -> ModuleGroup:
    group = _object(data, where, {"code", "label", "choose", "modules"}, {"hours"})
    modules = []
    for position, item in enumerate(_items(group["modules"], f"{where}.modules")):
        at = f"{where}.modules[{position}]"
        module = _object(item, at, {"code", "title"}, {"slot"})
        slot = _text(module["slot"], f"{at}.slot") if "slot" in module else ""
        modules.append(
            RequiredModule(_text(module["code"], f"{at}.code"), _text(module["title"], f"{at}.title"), slot)
        )
    if len({module.code for module in modules}) != len(modules):
        raise InvalidRequirements(f"{where}.modules: the same code stands twice.")
    choose = len(modules) if group["choose"] == "all" else group["choose"]
    if not isinstance(choose, int) or isinstance(choose, bool) or not 1 <= choose <= len(modules):
        raise InvalidRequirements(f"{where}.choose: “all” or a number from 1 to {len(modules)} is expected.")
    return ModuleGroup(
        _text(group["code"], f"{where}.code"),
        _text(group["label"], f"{where}.label"),
        choose,
        tuple(modules),
        _minutes(group["hours"], f"{where}.hours") if "hours" in group else 0,
    )


def _groups(data: Any) -> tuple[ModuleGroup, ...]:
    groups = [_group(item, f"groups[{place}]") for place, item in enumerate(_items(data, "groups"))]
    if len({group.code for group in groups}) != len(groups):
        raise InvalidRequirements("groups: the same code stands twice.")
    modules = [module for group in groups for module in group.modules]
    for names in ([module.code for module in modules], [module.slot for module in modules if module.slot]):
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise InvalidRequirements(f"groups: {', '.join(twice)} would count in two groups.")
    return tuple(groups)


def _hours(data: Any) -> dict[str, Any]:
    hours = _object(data, "hours", {"total"}, {"caps"})
    caps = []
    for place, item in enumerate(hours.get("caps", [])):
        at = f"hours.caps[{place}]"
        cap = _object(item, at, {"modalities", "hours"})
        modalities = _each_of(cap["modalities"], f"{at}.modalities", MODALITIES)
        caps.append(Cap(modalities, _minutes(cap["hours"], f"{at}.hours")))
    named = [modality for cap in caps for modality in cap.modalities]
    if len(set(named)) != len(named):
        raise InvalidRequirements("hours.caps: a modality stands in two caps.")
    return {"minutes": _minutes(hours["total"], "hours.total"), "caps": tuple(caps)}


def _practice(data: Any) -> PracticeRule:
    practice = _object(data, "practice", {"days"}, {"exemption"})
    exemption = None
    if "exemption" in practice:
        rule = _object(practice["exemption"], "practice.exemption", {"decided_by"}, {"interview"})
        exemption = ExemptionRule(
            _one_of(rule["decided_by"], "practice.exemption.decided_by", EXEMPTERS),
            _yes_no(rule.get("interview", True), "practice.exemption.interview"),
        )
    return PracticeRule(_whole(practice["days"], "practice.days", most=366), exemption)


def _decision(data: Any) -> DecisionRule:
    decision = _object(data, "decision", {"by"}, {"quorum", "criteria"})
    if _one_of(decision["by"], "decision.by", DECIDERS) == "validator":
        _object(decision, "decision", {"by"})
        return DecisionRule()
    criteria = []
    for place, item in enumerate(_items(decision.get("criteria"), "decision.criteria")):
        at = f"decision.criteria[{place}]"
        one = _object(item, at, {"code", "label"})
        criteria.append(Criterion(_text(one["code"], f"{at}.code"), _text(one["label"], f"{at}.label")))
    if len({one.code for one in criteria}) != len(criteria):
        raise InvalidRequirements("decision.criteria: the same code stands twice.")
    quorum = _whole(decision.get("quorum", 3), "decision.quorum", least=2, most=30)
    return DecisionRule("jury", quorum, tuple(criteria))


def _issuer(data: Any) -> IssuerRule:
    rule = _object(data, "issuer_authorisation", {"authority", "years"})
    return IssuerRule(
        _text(rule["authority"], "issuer_authorisation.authority"),
        _whole(rule["years"], "issuer_authorisation.years", most=20),
    )


def _validity(data: Any) -> ValidityRule:
    rule = _object(data, "validity", {"months"}, {"renewal_months", "reminders", "renewal"})
    months = _whole(rule["months"], "validity.months", most=600)
    renewal = _whole(rule.get("renewal_months", min(6, months)), "validity.renewal_months", most=months)
    reminders = REMINDERS
    if "reminders" in rule:
        reminders = tuple(
            _whole(days, f"validity.reminders[{place}]", most=366)
            for place, days in enumerate(_items(rule["reminders"], "validity.reminders"))
        )
        if len(set(reminders)) != len(reminders):
            raise InvalidRequirements("validity.reminders: the same item stands twice.")
    return ValidityRule(
        months, renewal, reminders, _one_of(rule.get("renewal", "full"), "validity.renewal", RENEWALS)
    )


def _deadlines(data: Any) -> Deadlines:
    known = set(Deadlines.__dataclass_fields__)
    rule = _object(data, "deadlines", set(), known)
    return Deadlines(**{name: _whole(days, f"deadlines.{name}", most=730) for name, days in rule.items()})


def _skills(data: Any) -> tuple[str, ...]:
    return tuple(_text(item, f"skills[{place}]") for place, item in enumerate(_items(data, "skills")))


#: What each optional key gives the requirements.
READERS = {
    "hours": _hours,
    "attestations": lambda data: {"attestations": _yes_no(data, "attestations")},
    "practice": lambda data: {"practice": _practice(data)},
    "appraisals": lambda data: {"appraisals": _each_of(data, "appraisals", APPRAISERS)},
    "countersignature": lambda data: {"countersignature": _yes_no(data, "countersignature")},
    "guardian_below_age": lambda data: {
        "guardian_below_age": _whole(data, "guardian_below_age", least=1, most=25)
    },
    "issuer_authorisation": lambda data: {"issuer": _issuer(data)},
    "decision": lambda data: {"decision": _decision(data)},
    "validity": lambda data: {"validity": _validity(data)},
    "skills": lambda data: {"skills": _skills(data)},
    "deadlines": lambda data: {"deadlines": _deadlines(data)},
}


def read_requirements(data: Any) -> Requirements:
    """The requirements in this data. Raises InvalidRequirements naming the key that is wrong."""
    whole = _object(data, "requirements", {"groups"}, set(READERS))
    found: dict[str, Any] = {"groups": _groups(whole["groups"])}
    for key, read in READERS.items():
        if key in whole:
            found |= read(whole[key])
    requirements = Requirements(**found)
    if "tutor" in requirements.appraisals and requirements.practice is None:
        raise InvalidRequirements("appraisals: a tutor appraises practice, and no practice is asked for.")
    return requirements
