"""Who has done what a scheme asks for, in tables."""

import json
from datetime import date

import pytest

from certification.rules.eligibility import FinishedModule, Record, as_record, from_record, weigh
from certification.rules.requirements import read_requirements

THREE = read_requirements(
    {
        "groups": [
            {
                "code": "bases",
                "label": "Bases",
                "choose": "all",
                "modules": [{"code": "DROIT", "title": "Droit"}, {"code": "COMPTA", "title": "Comptabilité"}],
            },
            {
                "code": "choix",
                "label": "Au choix",
                "choose": 1,
                "modules": [{"code": "COM", "title": "Communication"}, {"code": "NUM", "title": "Numérique"}],
            },
        ]
    }
)


def verdict_on(facts):
    return weigh(THREE, Record(on=date(2026, 11, 26), modules=tuple(facts)))


def fact(code, *, day=1, minutes=60, stands=True, attestation=None):
    number = f"VAL-AS-2026-{day:05}" if attestation is None else attestation
    return FinishedModule(
        code, f"Module {code}", date(2026, 10, day), minutes, number, f"id-{code}-{day}", stands
    )


CASES = [
    # finished, eligible, done, still
    ("nothing at all", [], False, 0, 3),
    ("everything", ["DROIT", "COMPTA", "COM"], True, 3, 0),
    ("the other choice does as well", ["DROIT", "COMPTA", "NUM"], True, 3, 0),
    ("both choices are welcome and count for one", ["DROIT", "COMPTA", "COM", "NUM"], True, 3, 0),
    ("two of a choice do not fill another group", ["DROIT", "COM", "NUM"], False, 2, 1),
    ("the same module twice counts once", ["DROIT", "DROIT", "COM"], False, 2, 1),
    ("a module that nobody asked for", ["GOUV", "DROIT"], False, 1, 2),
]


@pytest.mark.parametrize(
    ("finished", "eligible", "done", "still"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_the_table(finished, eligible, done, still):
    verdict = verdict_on([fact(code, day=day) for day, code in enumerate(finished, 1)])
    assert bool(verdict) is eligible
    assert (verdict.done, verdict.still, verdict.asked) == (done, still, 3)


def test_the_verdict_says_what_would_do():
    verdict = verdict_on([fact("DROIT")])
    bases, choice = verdict.groups
    assert [module.code for module in bases.would_do] == ["COMPTA"]
    assert [module.code for module in choice.would_do] == ["COM", "NUM"]
    assert (bases.free_choice, choice.free_choice) == (False, True)
    assert (bases.met, choice.met) == (False, False)


def test_nothing_more_would_do_once_a_group_is_met():
    choice = verdict_on([fact("COM")]).groups[1]
    assert choice.met
    assert choice.would_do == ()


def test_the_evidence_comes_with_its_attestation_in_the_order_of_the_scheme():
    verdict = verdict_on([fact("COMPTA", day=2, minutes=240), fact("DROIT", day=5, minutes=45)])
    assert [one.code for one in verdict.evidence] == ["DROIT", "COMPTA"]
    assert verdict.evidence[1].attestation == "VAL-AS-2026-00002"
    assert verdict.minutes == 285


def test_a_revoked_attestation_no_longer_counts_and_says_so():
    verdict = verdict_on([fact("DROIT", stands=False)])
    [droit, _compta] = verdict.groups[0].modules
    assert not droit.met
    assert droit.revoked.attestation == "VAL-AS-2026-00001"
    assert verdict.done == 0


def test_a_module_done_again_counts_though_its_first_attestation_was_revoked():
    verdict = verdict_on([fact("DROIT", day=1, stands=False), fact("DROIT", day=9)])
    assert verdict.groups[0].modules[0].evidence.finished_on == date(2026, 10, 9)


def test_of_two_times_the_first_counts():
    verdict = verdict_on([fact("DROIT", day=9), fact("DROIT", day=2)])
    assert verdict.groups[0].modules[0].evidence.finished_on == date(2026, 10, 2)


def test_a_module_without_its_attestation_yet_counts():
    assert verdict_on([fact("DROIT", attestation="")]).groups[0].modules[0].met


@pytest.mark.parametrize(
    "facts", [[], [fact("DROIT"), fact("COM", stands=False)], [fact("DROIT"), fact("COMPTA"), fact("NUM")]]
)
def test_a_verdict_is_kept_as_json_and_read_again_whole(facts):
    verdict = verdict_on(facts)
    assert from_record(json.loads(json.dumps(as_record(verdict)))) == verdict
