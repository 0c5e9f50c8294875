"""What a scheme's version asks for is read whole or refused by name."""

import copy

import pytest

from certification.rules.requirements import InvalidRequirements, read_requirements

GROUP = {
    "code": "bases",
    "label": "Bases",
    "choose": 2,
    "modules": [{"code": "DROIT", "title": "Droit"}, {"code": "COMPTA", "title": "Comptabilité"}],
}


def with_group(**changes):
    return {"groups": [copy.deepcopy(GROUP) | changes]}


def test_a_group_is_read_with_its_modules_in_order():
    [group] = read_requirements({"groups": [GROUP]}).groups
    assert (group.code, group.label, group.choose) == ("bases", "Bases", 2)
    assert [(module.code, module.title) for module in group.modules] == [
        ("DROIT", "Droit"),
        ("COMPTA", "Comptabilité"),
    ]


def test_all_means_every_module_of_the_group():
    assert read_requirements(with_group(choose="all")).groups[0].choose == 2


OTHER = GROUP | {"code": "autres", "modules": [{"code": "COM", "title": "Communication"}]}

WRONG = [
    (None, "requirements: an object"),
    ([], "requirements: an object"),
    ({}, "missing key groups"),
    ({"groups": [GROUP], "max_distance_hours": 25}, "unknown key max_distance_hours"),
    ({"groups": []}, "groups: a list with at least one item"),
    ({"groups": "bases"}, "groups: a list with at least one item"),
    ({"groups": [3]}, "groups[0]: an object"),
    (with_group(duration=20), "groups[0]: unknown key duration"),
    (with_group(modules=[]), "groups[0].modules: a list"),
    (with_group(modules=[{"code": "DROIT"}]), "groups[0].modules[0]: missing key title"),
    (with_group(modules=[{"code": " ", "title": "Droit"}]), "groups[0].modules[0].code: a text"),
    (with_group(modules=[{"code": "A", "title": 3}]), "groups[0].modules[0].title: a text"),
    (with_group(modules=[GROUP["modules"][0]] * 2), "the same code stands twice"),
    (with_group(choose=0), "groups[0].choose: “all” or a number from 1 to 2"),
    (with_group(choose=3), "groups[0].choose"),
    (with_group(choose=True), "groups[0].choose"),
    (with_group(choose="2"), "groups[0].choose"),
    (with_group(choose=1.5), "groups[0].choose"),
    (with_group(label=""), "groups[0].label: a text"),
    (with_group(code=None), "groups[0].code: a text"),
    (
        {"groups": [GROUP, GROUP | {"modules": OTHER["modules"], "choose": 1}]},
        "groups: the same code stands twice",
    ),
    ({"groups": [GROUP, OTHER | {"modules": GROUP["modules"]}]}, "COMPTA, DROIT would count in two groups"),
]


@pytest.mark.parametrize(("data", "message"), WRONG, ids=[message for _data, message in WRONG])
def test_what_is_wrong_is_refused_and_named(data, message):
    with pytest.raises(InvalidRequirements) as refusal:
        read_requirements(data)
    assert message in str(refusal.value)


# --- Everything but the groups ---------------------------------------------------------------------------

FULL = {
    "groups": [GROUP | {"hours": 7.5}],
    "hours": {"total": 30, "caps": [{"modalities": ["self_paced", "live_remote"], "hours": 25}]},
    "attestations": True,
    "practice": {"days": 15, "exemption": {"decided_by": "pedagogical_lead", "interview": True}},
    "appraisals": ["tutor", "pedagogical_lead"],
    "countersignature": True,
    "guardian_below_age": 18,
    "issuer_authorisation": {"authority": "DRAJES", "years": 3},
    "decision": {"by": "jury", "quorum": 3, "criteria": [{"code": "projet", "label": "Projet"}]},
    "validity": {"months": 36, "renewal_months": 6},
    "skills": ["Tenir le livre de caisse"],
    "deadlines": {"review": 10, "appeal": 30},
}


def test_everything_is_read():
    read = read_requirements(FULL)
    assert (read.groups[0].minutes, read.minutes, read.caps[0].minutes) == (450, 1800, 1500)
    assert read.practice.days == 15 and read.practice.exemption.interview
    assert read.by_jury and read.decision.quorum == 3 and read.decision.criteria[0].code == "projet"
    assert (read.validity.months, read.validity.renewal_months) == (36, 6)
    assert (read.deadlines.review, read.deadlines.complement, read.deadlines.appeal) == (10, 30, 30)
    assert (read.validity.reminders, read.validity.renewal) == ((90, 30), "full")
    assert read.issuer.authority == "DRAJES" and read.skills and read.asks_the_candidate


def test_a_version_says_when_it_reminds_and_how_it_renews():
    rule = {"months": 36, "reminders": [60, 7], "renewal": "delta"}
    read = read_requirements({"groups": [GROUP], "validity": rule}).validity
    assert (read.reminders, read.renewal, read.renewal_months) == ((60, 7), "delta", 6)


def test_what_is_not_asked_for_asks_nothing():
    read = read_requirements({"groups": [GROUP]})
    assert not (read.minutes or read.caps or read.attestations or read.appraisals or read.validity)
    assert not (read.by_jury or read.asks_the_candidate)


WRONG_KEYS = [
    ({"hours": {"total": 0}}, "hours.total"),
    ({"hours": {"total": 1.001}}, "hours.total"),
    ({"hours": {"total": True}}, "hours.total"),
    ({"hours": {"total": 3, "caps": [{"modalities": ["moon"], "hours": 2}]}}, "hours.caps[0].modalities[0]"),
    ({"hours": {"total": 3, "caps": [{"modalities": [], "hours": 2}]}}, "hours.caps[0].modalities"),
    (
        {"hours": {"total": 3, "caps": [{"modalities": ["onsite"], "hours": 1}] * 2}},
        "hours.caps: a modality stands in two caps",
    ),
    ({"attestations": "yes"}, "attestations"),
    ({"practice": {"days": 0}}, "practice.days"),
    ({"practice": {"days": 3, "exemption": {"decided_by": "me"}}}, "practice.exemption.decided_by"),
    ({"practice": {"days": 3, "tutor": True}}, "practice: unknown key tutor"),
    ({"appraisals": ["tutor"]}, "appraisals: a tutor appraises practice"),
    ({"practice": {"days": 3}, "appraisals": ["tutor", "tutor"]}, "appraisals: the same item stands twice"),
    ({"guardian_below_age": 40}, "guardian_below_age"),
    ({"issuer_authorisation": {"authority": "", "years": 3}}, "issuer_authorisation.authority"),
    ({"decision": {"by": "chance"}}, "decision.by"),
    ({"decision": {"by": "validator", "quorum": 3}}, "decision: unknown key quorum"),
    ({"decision": {"by": "jury"}}, "decision.criteria"),
    (
        {"decision": {"by": "jury", "criteria": [{"code": "a", "label": "A"}] * 2}},
        "decision.criteria: the same code stands twice",
    ),
    ({"decision": {"by": "jury", "quorum": 1, "criteria": [{"code": "a", "label": "A"}]}}, "decision.quorum"),
    ({"validity": {"months": 12, "renewal_months": 13}}, "validity.renewal_months"),
    ({"validity": {"months": 12, "reminders": []}}, "validity.reminders"),
    ({"validity": {"months": 12, "reminders": [30, 400]}}, "validity.reminders[1]"),
    ({"validity": {"months": 12, "reminders": [30, 30]}}, "validity.reminders: the same item stands twice"),
    ({"validity": {"months": 12, "renewal": "never"}}, "validity.renewal"),
    ({"skills": [""]}, "skills[0]"),
    ({"deadlines": {"lunch": 1}}, "deadlines: unknown key lunch"),
    ({"deadlines": {"review": 0}}, "deadlines.review"),
    ({"colour": "blue"}, "requirements: unknown key colour"),
]


@pytest.mark.parametrize(("changes", "said"), WRONG_KEYS, ids=[said for _changes, said in WRONG_KEYS])
def test_what_is_wrong_is_named(changes, said):
    with pytest.raises(InvalidRequirements) as refusal:
        read_requirements({"groups": [GROUP]} | changes)
    assert said in str(refusal.value)


def test_two_modules_cannot_hold_the_same_place_in_a_curriculum():
    modules = [{"code": code, "title": code, "slot": "certif-asso-c1"} for code in ("A", "B")]
    with pytest.raises(InvalidRequirements, match="certif-asso-c1"):
        read_requirements(with_group(modules=modules))
