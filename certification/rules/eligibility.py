"""Whether somebody has done what a scheme's version asks for, and what shows it.

Guarantees:

- only a finished module counts; where the version asks for attestations, only one whose attestation stands; where it
  does not, only one whose attestation was not revoked. A fact counts once, for the first module it can stand for;
- a group is met when `choose` of its modules are done, whichever they are; more than that is welcome and changes
  nothing. Its hours are the planned minutes of every module of the group that counts;
- the hours of the whole are planned minutes by modality, no modality for more than its cap: with 25 h at most at
  distance, 25 h 01 at distance count for 25 h, so that 30 h ask for 5 h on site (arrêté of July 2025, annex);
- practice is met by days that tutors confirmed, each tutor somebody else than the candidate, or by an exemption;
- who is younger than the age that the version names needs a guardian's authorisation until they reach it; an unknown
  birth date is asked for, never guessed;
- the issuer's authorisation must cover the day of the decision, its first and last days included;
- a renewal asks that the certificate it renews was not withdrawn;
- what a jury kept at a partial validation stays met;
- the verdict carries everything a reader needs: each requirement with what there is, what it takes, why it is not met
  and what would suffice. Words are for templates;
- a verdict can be kept as data (`as_record`) and read again (`from_record`) long after: what a validator signed is
  then shown as it stood.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from certification.rules.requirements import ModuleGroup, RequiredModule, Requirements

#: Whose turn it is to bring what is missing.
CANDIDATE, STRUCTURE = "candidate", "structure"


# --- Facts -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class FinishedModule:
    """One module that somebody finished, and the attestation that shows it.

    `attestation` is its number, empty while it has none yet; `document` is its public id. `stands` is false
    once the attestation was revoked: the work then proves nothing. `by_modality` are pairs of a modality and
    minutes; without them all `minutes` are at one's own pace. `slots` are its places in curricula.
    """

    code: str
    title: str
    finished_on: date
    minutes: int
    attestation: str = ""
    document: str = ""
    stands: bool = True
    slots: tuple[str, ...] = ()
    by_modality: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class PracticePeriod:
    """One period of practice. `days` are those the tutor confirmed once `confirmed`, else those declared."""

    association: str
    starts_on: date
    ends_on: date
    days: int
    confirmed: bool
    tutor: str = ""
    appraisal: str = ""
    tutor_is_candidate: bool = False

    @property
    def counts(self) -> bool:
        return self.confirmed and not self.tutor_is_candidate


@dataclass(frozen=True)
class Authorisation:
    """What an authority allows the structure to grant, both days included."""

    reference: str
    valid_from: date
    valid_until: date

    def covers(self, day: date) -> bool:
        return self.valid_from <= day <= self.valid_until


@dataclass(frozen=True)
class Renewed:
    """The certificate that a candidature renews; `stands` is false once it was withdrawn."""

    number: str
    expires_on: date | None
    stands: bool


@dataclass(frozen=True)
class Record:
    """Everything that is known of one candidature on the day `on`. Kept parts are slugs of requirements."""

    on: date
    modules: tuple[FinishedModule, ...] = ()
    practices: tuple[PracticePeriod, ...] = ()
    exempted_on: date | None = None
    exemption_requested: bool = False
    lead_appraised_on: date | None = None
    birth_date: date | None = None
    guardian_authorised_on: date | None = None
    countersigned_on: date | None = None
    authorisations: tuple[Authorisation, ...] = ()
    kept: frozenset[str] = frozenset()
    renews: Renewed | None = None


def age_on(birth_date: date, day: date) -> int:
    """Whole years on that day; who was born on 29 February is a year older on 1 March."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


# --- Verdicts --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ModuleVerdict:
    """One module that could count, and what shows that it does, or why it no longer does.

    `also` are other facts that stand for the same module: their hours count too.
    """

    code: str
    title: str
    evidence: FinishedModule | None = None
    revoked: FinishedModule | None = None
    also: tuple[FinishedModule, ...] = ()
    unattested: FinishedModule | None = None

    @property
    def met(self) -> bool:
        return self.evidence is not None

    @property
    def facts(self) -> tuple[FinishedModule, ...]:
        """Everything that counts for it."""
        return (self.evidence, *self.also) if self.evidence else ()

    @property
    def minutes(self) -> int:
        return sum(fact.minutes for fact in self.facts)


@dataclass(frozen=True)
class GroupVerdict:
    """One group of modules: how many were asked for, how many are done, and for how many minutes."""

    code: str
    label: str
    choose: int
    modules: tuple[ModuleVerdict, ...]
    minutes_needed: int = 0

    @property
    def done(self) -> int:
        """How many are done, no more than were asked for."""
        return min(self.choose, sum(module.met for module in self.modules))

    @property
    def still(self) -> int:
        """How many are missing."""
        return self.choose - self.done

    @property
    def minutes(self) -> int:
        return sum(module.minutes for module in self.modules)

    @property
    def met(self) -> bool:
        """Whether enough modules are done; their hours are a requirement of their own."""
        return self.still == 0

    @property
    def free_choice(self) -> bool:
        """Whether there are more modules than needed."""
        return self.choose < len(self.modules)

    @property
    def would_do(self) -> tuple[ModuleVerdict, ...]:
        """The modules that would fill what is missing; none when nothing is."""
        return () if self.met else tuple(module for module in self.modules if not module.met)


@dataclass(frozen=True)
class RequirementVerdict:
    """One thing that the version asks for: what there is (`have`) of what it takes (`need`), in `unit`.

    `slug` names it for good: a complement ticks it, a jury keeps it. `reason` says why it is met or not, `detail` what
    a sentence about it names; `whose` turn it is to bring what is missing.
    """

    slug: str
    kind: str
    met: bool
    have: int = 0
    need: int = 0
    unit: str = ""
    reason: str = ""
    whose: str = CANDIDATE
    detail: Mapping[str, Any] = field(default_factory=dict)

    @property
    def still(self) -> int:
        """What would suffice, in the unit; 0 once met."""
        return 0 if self.met else max(0, self.need - self.have)


@dataclass(frozen=True)
class Eligibility:
    """The verdict over everything. True when everything asked for is there."""

    groups: tuple[GroupVerdict, ...]
    requirements: tuple[RequirementVerdict, ...] = ()
    practices: tuple[PracticePeriod, ...] = ()
    counted_minutes: int | None = None

    def __bool__(self) -> bool:
        return all(one.met for one in self.requirements)

    @property
    def asked(self) -> int:
        """Modules asked for."""
        return sum(group.choose for group in self.groups)

    @property
    def done(self) -> int:
        return sum(group.done for group in self.groups)

    @property
    def still(self) -> int:
        """Modules missing."""
        return self.asked - self.done

    @property
    def missing(self) -> tuple[RequirementVerdict, ...]:
        return tuple(one for one in self.requirements if not one.met)

    @property
    def ready_to_send(self) -> bool:
        """Whether all that is the candidate's to bring is there."""
        return not any(one.whose == CANDIDATE for one in self.missing)

    @property
    def theory_met(self) -> bool:
        return all(one.met for one in self.requirements if one.kind in THEORY)

    def of(self, slug: str) -> RequirementVerdict | None:
        """The verdict on this requirement; None where the version does not ask for it."""
        return next((one for one in self.requirements if one.slug == slug), None)

    @property
    def minutes(self) -> int:
        """Minutes of everything that counts, caps applied."""
        if self.counted_minutes is not None:
            return self.counted_minutes
        return sum(group.minutes for group in self.groups)

    @property
    def evidence(self) -> tuple[FinishedModule, ...]:
        """What shows it, in the order of the scheme."""
        return tuple(fact for group in self.groups for module in group.modules for fact in module.facts)


THEORY = ("group", "group_hours", "hours")


# --- Weighing --------------------------------------------------------------------------------------------


def _stands_for(module: RequiredModule, fact: FinishedModule) -> bool:
    return fact.code == module.code or bool(module.slot and module.slot in fact.slots)


def _shared_out(
    modules: Iterable[RequiredModule], facts: Iterable[FinishedModule]
) -> dict[str, list[FinishedModule]]:
    """Each fact under the one module it counts for: its namesake, else the first whose place it holds. The first
    finished come first, those that stand before those that do not."""
    modules = list(modules)
    found: dict[str, list[FinishedModule]] = {module.code: [] for module in modules}
    for fact in sorted(facts, key=lambda one: (not one.stands, one.finished_on, one.attestation, one.code)):
        namesakes = [module for module in modules if module.code == fact.code]
        for module in [*namesakes, *modules]:
            if _stands_for(module, fact):
                found[module.code].append(fact)
                break
    return found


def _once(facts: list[FinishedModule]) -> list[FinishedModule]:
    """One fact a catalogue module: somebody who followed it twice did it once."""
    kept: dict[str, FinishedModule] = {}
    for fact in facts:
        kept.setdefault(fact.code, fact)
    return list(kept.values())


def _module(module: RequiredModule, facts: list[FinishedModule], attested: bool) -> ModuleVerdict:
    standing = [fact for fact in facts if fact.stands]
    counting = _once([fact for fact in standing if fact.attestation or not attested])
    verdict = ModuleVerdict(module.code, module.title)
    if counting:
        return replace(verdict, evidence=counting[0], also=tuple(counting[1:]))
    if standing:
        return replace(verdict, unattested=standing[0])
    return replace(verdict, revoked=facts[0]) if facts else verdict


def _group(group: ModuleGroup, facts: Mapping[str, list[FinishedModule]], attested: bool) -> GroupVerdict:
    modules = tuple(_module(module, facts[module.code], attested) for module in group.modules)
    return GroupVerdict(group.code, group.label, group.choose, modules, group.minutes)


def _group_verdicts(groups: Iterable[GroupVerdict]) -> list[RequirementVerdict]:
    verdicts = []
    for group in groups:
        detail = {
            "label": group.label,
            "free_choice": group.free_choice,
            "would_do": [module.title for module in group.would_do],
        }
        verdicts.append(
            RequirementVerdict(
                f"group:{group.code}", "group", group.met, group.done, group.choose, "modules", detail=detail
            )
        )
        if group.minutes_needed:
            have, need = group.minutes, group.minutes_needed
            slug = f"group_hours:{group.code}"
            verdicts.append(
                RequirementVerdict(
                    slug, "group_hours", have >= need, have, need, "minutes", detail={"label": group.label}
                )
            )
    return verdicts


def minutes_by_modality(evidence: Iterable[FinishedModule]) -> dict[str, int]:
    """Planned minutes of these facts by modality; without detail, all at one's own pace."""
    found: Counter[str] = Counter()
    for fact in evidence:
        for modality, minutes in fact.by_modality or (("self_paced", fact.minutes),):
            found[modality] += minutes
    return dict(found)


def counted(requirements: Requirements, by_modality: Mapping[str, int]) -> int:
    """Minutes that count for the whole, no modality for more than its cap."""
    capped = {modality for cap in requirements.caps for modality in cap.modalities}
    free = sum(minutes for modality, minutes in by_modality.items() if modality not in capped)
    return free + sum(
        min(cap.minutes, sum(by_modality.get(modality, 0) for modality in cap.modalities))
        for cap in requirements.caps
    )


def _hours(requirements: Requirements, groups: Iterable[GroupVerdict]) -> list[RequirementVerdict]:
    if not requirements.minutes:
        return []
    evidence = [fact for group in groups for module in group.modules for fact in module.facts]
    by_modality = minutes_by_modality(evidence)
    have, need = counted(requirements, by_modality), requirements.minutes
    lost = sum(by_modality.values()) - have
    # What no capped modality can bring any more.
    outside = max(
        0,
        need
        - sum(cap.minutes for cap in requirements.caps)
        - sum(
            minutes
            for modality, minutes in by_modality.items()
            if not any(modality in cap.modalities for cap in requirements.caps)
        ),
    )
    detail = {
        "by_modality": by_modality,
        "caps": [{"modalities": list(cap.modalities), "minutes": cap.minutes} for cap in requirements.caps],
        "over_cap": lost,
        "outside_caps_still": outside if requirements.caps else 0,
    }
    reason = "" if have >= need else ("over_cap" if lost else "short")
    return [RequirementVerdict("hours", "hours", have >= need, have, need, "minutes", reason, detail=detail)]


def _practice(requirements: Requirements, record: Record) -> list[RequirementVerdict]:
    if (rule := requirements.practice) is None:
        return []
    days = sum(period.days for period in record.practices if period.counts)
    waiting = sum(period.days for period in record.practices if not period.confirmed)
    detail = {"waiting": waiting, "exemption_possible": rule.exemption is not None}
    exempted = record.exempted_on is not None
    met = exempted or days >= rule.days
    if exempted:
        reason = "exempted"
    elif met:
        reason = ""
    elif record.exemption_requested:
        reason = "exemption_requested"
    elif any(period.tutor_is_candidate for period in record.practices):
        reason = "own_tutor"
    else:
        reason = "waiting" if waiting else "short"
    return [RequirementVerdict("practice", "practice", met, days, rule.days, "days", reason, detail=detail)]


def _appraisals(requirements: Requirements, record: Record) -> list[RequirementVerdict]:
    verdicts = []
    if "tutor" in requirements.appraisals:
        exempted = record.exempted_on is not None
        written = any(period.counts and period.appraisal for period in record.practices)
        verdicts.append(
            RequirementVerdict(
                "appraisal:tutor",
                "appraisal_tutor",
                exempted or written,
                int(written),
                1,
                "appraisals",
                "exempted" if exempted else "",
            )
        )
    if "pedagogical_lead" in requirements.appraisals:
        written = record.lead_appraised_on is not None
        verdicts.append(
            RequirementVerdict(
                "appraisal:pedagogical_lead",
                "appraisal_lead",
                written,
                int(written),
                1,
                "appraisals",
                whose=STRUCTURE,
            )
        )
    return verdicts


def _guardian(requirements: Requirements, record: Record) -> list[RequirementVerdict]:
    if not (below := requirements.guardian_below_age):
        return []
    verdict = RequirementVerdict("guardian", "guardian", False, detail={"age": below})
    if record.birth_date is None:
        return [replace(verdict, reason="birth_date_unknown")]
    if age_on(record.birth_date, record.on) >= below:
        return [replace(verdict, met=True, reason="of_age")]
    if record.guardian_authorised_on is None:
        return [replace(verdict, reason="minor")]
    return [replace(verdict, met=True, reason="authorised")]


def _countersignature(requirements: Requirements, record: Record) -> list[RequirementVerdict]:
    if not requirements.countersignature:
        return []
    signed = record.countersigned_on is not None
    return [RequirementVerdict("countersignature", "countersignature", signed, int(signed), 1, "signatures")]


def _issuer(requirements: Requirements, record: Record) -> list[RequirementVerdict]:
    if (rule := requirements.issuer) is None:
        return []
    verdict = RequirementVerdict(
        "issuer_authorisation",
        "issuer_authorisation",
        False,
        whose=STRUCTURE,
        detail={"authority": rule.authority},
    )
    covering = [one for one in record.authorisations if one.covers(record.on)]
    if covering:
        last = max(covering, key=lambda one: one.valid_until)
        detail = {"reference": last.reference, "until": last.valid_until.isoformat()}
        return [replace(verdict, met=True, detail={**verdict.detail, **detail})]
    if not record.authorisations:
        return [replace(verdict, reason="none")]
    past = [one for one in record.authorisations if one.valid_until < record.on]
    if not past:
        return [replace(verdict, reason="not_yet")]
    last = max(past, key=lambda one: one.valid_until)
    detail = {"reference": last.reference, "until": last.valid_until.isoformat()}
    return [replace(verdict, reason="expired", detail={**verdict.detail, **detail})]


def _renewed(record: Record) -> list[RequirementVerdict]:
    if (before := record.renews) is None:
        return []
    until = before.expires_on.isoformat() if before.expires_on else ""
    detail = {"number": before.number, "until": until}
    return [
        RequirementVerdict(
            "renewed", "renewed", before.stands, int(before.stands), 1, "certificates", detail=detail
        )
    ]


def _kept(verdict: RequirementVerdict, record: Record) -> RequirementVerdict:
    return (
        replace(verdict, met=True, reason="kept")
        if not verdict.met and verdict.slug in record.kept
        else verdict
    )


def weigh(requirements: Requirements, record: Record) -> Eligibility:
    """The verdict on this record."""
    facts = _shared_out(requirements.modules, record.modules)
    groups = tuple(_group(group, facts, requirements.attestations) for group in requirements.groups)
    verdicts = [
        *_renewed(record),
        *_group_verdicts(groups),
        *_hours(requirements, groups),
        *_practice(requirements, record),
        *_appraisals(requirements, record),
        *_guardian(requirements, record),
        *_countersignature(requirements, record),
        *_issuer(requirements, record),
    ]
    total = next((one.have for one in verdicts if one.slug == "hours"), None)
    return Eligibility(groups, tuple(_kept(one, record) for one in verdicts), record.practices, total)


# --- Kept as data ----------------------------------------------------------------------------------------


def _plain(value: Any) -> Any:
    """The same with days as ISO texts, as JSON keeps them."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def as_record(eligibility: Eligibility) -> dict[str, Any]:
    """The verdict as data that JSON can keep."""
    return _plain(asdict(eligibility))


def _fact(data: Mapping[str, Any] | None) -> FinishedModule | None:
    if not data:
        return None
    return FinishedModule(
        **{
            **data,
            "finished_on": date.fromisoformat(data["finished_on"]),
            "slots": tuple(data.get("slots", ())),
            "by_modality": tuple((modality, minutes) for modality, minutes in data.get("by_modality", ())),
        }
    )


def _module_verdict(data: Mapping[str, Any]) -> ModuleVerdict:
    return ModuleVerdict(
        data["code"],
        data["title"],
        _fact(data["evidence"]),
        _fact(data["revoked"]),
        tuple(_fact(one) for one in data.get("also", ())),
        _fact(data.get("unattested")),
    )


def _period(data: Mapping[str, Any]) -> PracticePeriod:
    days = {name: date.fromisoformat(data[name]) for name in ("starts_on", "ends_on")}
    return PracticePeriod(**{**data, **days})


def from_record(record: Mapping[str, Any]) -> Eligibility:
    """The verdict as it was kept; one kept before there was more to ask than modules is read as it stood."""
    groups = tuple(
        GroupVerdict(
            group["code"],
            group["label"],
            group["choose"],
            tuple(_module_verdict(module) for module in group["modules"]),
            group.get("minutes_needed", 0),
        )
        for group in record["groups"]
    )
    kept = record.get("requirements")
    verdicts = [RequirementVerdict(**one) for one in kept] if kept is not None else _group_verdicts(groups)
    practices = tuple(_period(one) for one in record.get("practices", ()))
    return Eligibility(groups, tuple(verdicts), practices, record.get("counted_minutes"))
