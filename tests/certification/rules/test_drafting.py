"""Rules being written: kept as they are meant, or refused where they are wrong."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

import certification
from certification.rules.drafting import Fault, Kind, as_data, faults_in
from certification.rules.requirements import (
    Cap,
    Criterion,
    Deadlines,
    DecisionRule,
    ExemptionRule,
    IssuerRule,
    ModuleGroup,
    PracticeRule,
    RequiredModule,
    Requirements,
    ValidityRule,
    read_requirements,
)

LAW, BOOKS, TEAM = (RequiredModule(code, code.title()) for code in ("LAW", "BOOKS", "TEAM"))
BASES = ModuleGroup("bases", "Bases", 2, (LAW, BOOKS))
PLAIN = Requirements((BASES,))
WHOLE = Requirements(
    (
        replace(BASES, choose=1, minutes=100),
        ModuleGroup("more", "More", 1, (replace(TEAM, slot="certif-asso-c4"),), 600),
    ),
    minutes=1801,
    caps=(Cap(("self_paced", "live_remote"), 1500), Cap(("onsite",), 600)),
    attestations=True,
    practice=PracticeRule(15, ExemptionRule("validator", False)),
    appraisals=("tutor", "pedagogical_lead"),
    countersignature=True,
    guardian_below_age=18,
    issuer=IssuerRule("DRAJES", 3),
    decision=DecisionRule("jury", 4, (Criterion("rigour", "Rigour"), Criterion("clarity", "Clarity"))),
    validity=ValidityRule(36, 6),
    skills=("Keep the cash book",),
    deadlines=Deadlines(review=10),
)
CAPS = (Cap(("self_paced", "live_remote"), 1500),)
JURY = DecisionRule("jury", 3, (Criterion("a", "A"),))


@pytest.mark.parametrize("rules", [PLAIN, WHOLE, replace(PLAIN, practice=PracticeRule(3), minutes=60)])
def test_what_is_written_is_read_again_the_same(rules):
    data = json.loads(json.dumps(as_data(rules)))
    assert read_requirements(data) == rules
    assert faults_in(rules) == ()


def test_what_asks_for_nothing_is_left_out():
    assert as_data(PLAIN) == {
        "groups": [
            {
                "code": "bases",
                "label": "Bases",
                "choose": "all",
                "modules": [{"code": "LAW", "title": "Law"}, {"code": "BOOKS", "title": "Books"}],
            }
        ]
    }


def test_certif_asso_is_written_as_it_was_read():
    path = Path(certification.__file__).parent / "data" / "certif_asso_2025.json"
    data = json.loads(path.read_text())["requirements"]
    rules = read_requirements(data)
    assert read_requirements(as_data(rules)) == rules
    assert faults_in(rules) == ()


def two(first, second):
    return Requirements((ModuleGroup("a", "A", 1, first), ModuleGroup("b", "B", 1, second)))


SLOT = RequiredModule("X", "X", "c1")
TABLE = [
    ("nothing", Requirements(()), [Fault(Kind.NO_GROUP, "groups")]),
    (
        "a group of nothing",
        Requirements((BASES, ModuleGroup("b", "B", 0, ()))),
        [Fault(Kind.NO_MODULE, "modules", 1, "B")],
    ),
    (
        "3 of 2",
        Requirements((replace(BASES, choose=3),)),
        [Fault(Kind.TOO_MANY_CHOSEN, "choose", 0, "Bases", 3, 2)],
    ),
    (
        "0 of 2",
        Requirements((replace(BASES, choose=0),)),
        [Fault(Kind.TOO_MANY_CHOSEN, "choose", 0, "Bases", 0, 2)],
    ),
    (
        "twice in a group",
        Requirements((replace(BASES, modules=(LAW, LAW)),)),
        [Fault(Kind.TWICE_IN_A_GROUP, "modules", 0, "LAW")],
    ),
    (
        "one place twice in a group",
        Requirements((replace(BASES, modules=(SLOT, replace(LAW, slot="c1"))),)),
        [Fault(Kind.TWICE_IN_A_GROUP, "modules", 0, "c1")],
    ),
    ("in two groups", two((LAW,), (BOOKS, LAW)), [Fault(Kind.IN_TWO_GROUPS, "modules", 1, "LAW")]),
    (
        "one place in two groups",
        two((SLOT,), (replace(LAW, slot="c1"),)),
        [Fault(Kind.IN_TWO_GROUPS, "modules", 1, "c1")],
    ),
    (
        "a modality in two caps",
        replace(PLAIN, minutes=60, caps=(Cap(("onsite",), 30), Cap(("onsite", "self_paced"), 30))),
        [Fault(Kind.MODALITY_TWICE, "modalities", 1)],
    ),
    ("caps of no total", replace(PLAIN, caps=CAPS), [Fault(Kind.CAPS_WITHOUT_TOTAL, "total")]),
    ("caps that leave room", replace(PLAIN, minutes=9000, caps=CAPS), []),
    (
        "caps that leave no room",
        replace(PLAIN, minutes=1801, caps=(*CAPS, Cap(("onsite",), 300))),
        [Fault(Kind.OUT_OF_REACH, "total", have=1801, most=1800)],
    ),
    ("caps just enough", replace(PLAIN, minutes=1800, caps=(*CAPS, Cap(("onsite",), 300))), []),
    (
        "a tutor of no practice",
        replace(PLAIN, appraisals=("tutor",)),
        [Fault(Kind.NOBODY_TO_APPRAISE, "appraisals")],
    ),
    ("a lead of no practice", replace(PLAIN, appraisals=("pedagogical_lead",)), []),
    ("a jury that looks at nothing", replace(PLAIN, decision=DecisionRule("jury", 3)), [
        Fault(Kind.NO_CRITERION, "criteria")
    ]),
    ("a jury", replace(PLAIN, decision=JURY), []),
    (
        "a jury that looks twice",
        replace(PLAIN, decision=replace(JURY, criteria=JURY.criteria * 2)),
        [Fault(Kind.CRITERION_TWICE, "criteria", name="a")],
    ),
    (
        "renewed before it is granted",
        replace(PLAIN, validity=ValidityRule(12, 13)),
        [Fault(Kind.RENEWED_TOO_EARLY, "renewal_months", have=13, most=12)],
    ),
    ("renewed at once", replace(PLAIN, validity=ValidityRule(12, 12)), []),
]  # fmt: skip


@pytest.mark.parametrize(("rules", "faults"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_what_is_wrong_is_named_where_it_is(rules, faults):
    assert list(faults_in(rules)) == faults
