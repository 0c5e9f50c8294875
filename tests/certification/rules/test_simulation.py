"""A record that is typed gets the verdict of a real one."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import certification
from certification.rules.eligibility import (
    Authorisation,
    FinishedModule,
    PracticePeriod,
    Record,
    weigh,
)
from certification.rules.requirements import read_requirements
from certification.rules.simulation import Typed, TypedModule, record_of, typed_of

DAY = date(2026, 11, 26)
DATA = Path(certification.__file__).parent / "data" / "certif_asso_2025.json"
RULES = read_requirements(json.loads(DATA.read_text())["requirements"])
ALLOWED = (Authorisation("DRAJES 1", date(2026, 1, 1), date(2028, 12, 31)),)


def hours(self_paced=0, onsite=0):
    return TypedModule(True, True, {"self_paced": self_paced * 60, "onsite": onsite * 60})


#: 25 h at distance, 5 h on site, all the rest.
WHOLE = Typed(
    on=DAY,
    modules={code: hours(4) for code in ("C1", "C2", "C3", "C4", "C5")} | {"A1": hours(5), "A2": hours(0, 5)},
    age=18,
    days=15,
    tutor_wrote=True,
    lead_wrote=True,
    countersigned=True,
)


def verdict(**changes):
    return weigh(RULES, record_of(RULES, replace(WHOLE, **changes), ALLOWED))


def missing(**changes) -> list[str]:
    return [one.slug for one in verdict(**changes).missing]


def test_whole_nothing_is_missing():
    assert verdict()
    assert verdict().minutes == 30 * 60


TABLE = [
    ({"modules": {}}, ["group:tronc-commun", "group_hours:tronc-commun", "group:additionnels",
                       "group_hours:additionnels", "hours"]),
    ({"modules": {**WHOLE.modules, "A2": hours(5)}}, ["hours"]),
    ({"modules": {**WHOLE.modules, "C5": TypedModule(True, False, {"self_paced": 240})}},
     ["group:tronc-commun", "group_hours:tronc-commun", "hours"]),
    ({"modules": {**WHOLE.modules, "C5": TypedModule(False, True, {"self_paced": 240})}}, []),
    ({"days": 14}, ["practice"]),
    ({"days": 0, "days_waiting": 15}, ["practice"]),
    ({"days": 0, "tutor_wrote": False, "exempted": True}, []),
    ({"tutor_wrote": False}, ["appraisal:tutor"]),
    ({"lead_wrote": False}, ["appraisal:pedagogical_lead"]),
    ({"countersigned": False}, ["countersignature"]),
    ({"age": 17}, ["guardian"]),
    ({"age": 17, "guardian_authorised": True}, []),
    ({"age": None}, ["guardian"]),
    ({"on": date(2029, 1, 1)}, ["issuer_authorisation"]),
    ({"on": date(2028, 2, 29)}, []),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "slugs"), TABLE)
def test_what_would_be_missing(changes, slugs):
    assert missing(**changes) == slugs


@pytest.mark.parametrize("changes", [row[0] for row in TABLE])
def test_typed_again_it_is_the_same(changes):
    record = record_of(RULES, replace(WHOLE, **changes), ALLOWED)
    again = record_of(RULES, typed_of(RULES, record), ALLOWED)
    assert weigh(RULES, again).missing == weigh(RULES, record).missing


def test_a_real_record_is_taken_as_a_start():
    fact = FinishedModule("GOUV-76", "Gouverner", DAY, 90, "VAL-1", slots=("certif-asso-c2",))
    record = Record(
        on=DAY,
        modules=(
            fact,
            replace(fact, code="COMPTA", slots=("certif-asso-c3",), attestation=""),
            replace(fact, code="EQUIPE", slots=("certif-asso-c4",), stands=False),
        ),
        practices=(
            PracticePeriod("Rive", DAY, DAY, 9, True, appraisal="Bien."),
            PracticePeriod("Rive", DAY, DAY, 4, True, tutor_is_candidate=True),
            PracticePeriod("Rive", DAY, DAY, 3, False),
        ),
        birth_date=date(2010, 11, 27),
    )
    typed = typed_of(RULES, record)
    assert typed.modules == {
        "C2": TypedModule(True, True, {"self_paced": 90}),
        "C3": TypedModule(True, False, {"self_paced": 90}),
    }
    assert (typed.days, typed.days_waiting, typed.tutor_wrote, typed.age) == (9, 3, True, 15)
    assert not (typed.exempted or typed.lead_wrote or typed.guardian_authorised or typed.countersigned)
    assert typed_of(RULES, replace(record, birth_date=None)).age is None
