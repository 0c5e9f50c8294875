"""A record that nobody has: what would be missing to whoever had it?

Guarantees:

- the verdict on what was typed is the one that a dossier would get: the same rules weigh it;
- a real record can be taken as a start (`typed_of`): what it has is met in the same way. What figures cannot say is not
  carried over: parts that a jury kept, days refused because the tutor was the candidate, a request that waits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from certification.rules.eligibility import (
    Authorisation,
    FinishedModule,
    PracticePeriod,
    Record,
    age_on,
    minutes_by_modality,
    weigh,
)
from certification.rules.requirements import Requirements


@dataclass(frozen=True)
class TypedModule:
    """One module: whether it is finished and attested, and its minutes by modality."""

    done: bool = False
    attested: bool = False
    minutes: Mapping[str, int] = field(default_factory=dict)

    @property
    def finished(self) -> bool:
        """Hours of a module are those of a finished one."""
        return self.done or any(self.minutes.values())


@dataclass(frozen=True)
class Typed:
    """What somebody typed of a record, on the day `on`. An unknown age is unknown. `modules` by their code."""

    on: date
    modules: Mapping[str, TypedModule] = field(default_factory=dict)
    age: int | None = None
    days: int = 0
    days_waiting: int = 0
    exempted: bool = False
    tutor_wrote: bool = False
    lead_wrote: bool = False
    guardian_authorised: bool = False
    countersigned: bool = False


def _born(on: date, age: int) -> date:
    """A birth date of somebody of that age that day."""
    try:
        return on.replace(year=on.year - age)
    except ValueError:
        return date(on.year - age, 2, 28)


def record_of(
    requirements: Requirements, typed: Typed, authorisations: tuple[Authorisation, ...] = ()
) -> Record:
    """The record that these words describe, for these rules."""
    modules = []
    for module in requirements.modules:
        one = typed.modules.get(module.code, TypedModule())
        if one.finished:
            by_modality = tuple((modality, minutes) for modality, minutes in one.minutes.items() if minutes)
            modules.append(
                FinishedModule(
                    module.code,
                    module.title,
                    typed.on,
                    sum(one.minutes.values()),
                    attestation=module.code if one.attested else "",
                    by_modality=by_modality,
                )
            )
    practices = []
    if typed.days or typed.tutor_wrote:
        appraisal = "…" if typed.tutor_wrote else ""
        practices.append(PracticePeriod("", typed.on, typed.on, typed.days, True, appraisal=appraisal))
    if typed.days_waiting:
        practices.append(PracticePeriod("", typed.on, typed.on, typed.days_waiting, False))
    return Record(
        on=typed.on,
        modules=tuple(modules),
        practices=tuple(practices),
        exempted_on=typed.on if typed.exempted else None,
        lead_appraised_on=typed.on if typed.lead_wrote else None,
        birth_date=None if typed.age is None else _born(typed.on, typed.age),
        guardian_authorised_on=typed.on if typed.guardian_authorised else None,
        countersigned_on=typed.on if typed.countersigned else None,
        authorisations=authorisations,
    )


def typed_of(requirements: Requirements, record: Record) -> Typed:
    """What one would type to describe this record to these rules."""
    modules = {}
    for group in weigh(requirements, record).groups:
        for verdict in group.modules:
            facts = verdict.facts or ((verdict.unattested,) if verdict.unattested else ())
            if facts:
                attested = all(fact.attestation for fact in facts)
                modules[verdict.code] = TypedModule(True, attested, minutes_by_modality(facts))
    counting = [period for period in record.practices if period.counts]
    return Typed(
        on=record.on,
        modules=modules,
        age=None if record.birth_date is None else age_on(record.birth_date, record.on),
        days=sum(period.days for period in counting),
        days_waiting=sum(period.days for period in record.practices if not period.confirmed),
        exempted=record.exempted_on is not None,
        tutor_wrote=any(period.appraisal for period in counting),
        lead_wrote=record.lead_appraised_on is not None,
        guardian_authorised=record.guardian_authorised_on is not None,
        countersigned=record.countersigned_on is not None,
    )
