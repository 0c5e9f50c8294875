"""Certif'Asso 2025, from the data that the project seeds: each boundary of decree 2025-616 and its arrêté."""

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
    age_on,
    as_record,
    counted,
    from_record,
    weigh,
)
from certification.rules.preparation import state_for
from certification.rules.requirements import read_requirements

DATA = Path(certification.__file__).parent / "data" / "certif_asso_2025.json"
CERTIF_ASSO = read_requirements(json.loads(DATA.read_text())["requirements"])
TODAY = date(2026, 11, 26)
CORE, ADDITIONAL = ("C1", "C2", "C3", "C4", "C5"), ("A2", "A3")


def module(code, *, distance=0, onsite=0, **fields):
    """A finished module of another name in the catalogue, in the curriculum's place, with minutes by modality."""
    fields = {
        "attestation": f"VAL-AS-{code}",
        "document": f"id-{code}",
        "slots": (f"certif-asso-{code.lower()}",),
    } | fields
    minutes = (("self_paced", distance), ("onsite", onsite))
    return FinishedModule(
        f"HOUSE-{code}",
        f"Module {code}",
        date(2026, 3, 1),
        distance + onsite,
        by_modality=tuple(pair for pair in minutes if pair[1]),
        **fields,
    )


def theory(*, distance=25 * 60, onsite=5 * 60, additional=300):
    """Seven modules whose minutes add up to these; the additional two have `additional` each, all at distance."""
    core_distance, core_onsite = distance - 2 * additional, onsite
    share = [core_distance // 5 + (place < core_distance % 5) for place in range(5)]
    modules = [module(code, distance=minutes) for code, minutes in zip(CORE[:4], share[:4], strict=True)]
    modules.append(module("C5", distance=share[4], onsite=core_onsite))
    return (*modules, *(module(code, distance=additional) for code in ADDITIONAL))


def period(days=15, **fields):
    fields = {"confirmed": True, "tutor": "Paul Exemple", "appraisal": "A tenu la caisse."} | fields
    return PracticePeriod("Les Amis du canal", date(2026, 4, 1), date(2026, 6, 30), days, **fields)


COMPLETE = Record(
    on=TODAY,
    modules=theory(),
    practices=(period(),),
    lead_appraised_on=date(2026, 11, 20),
    birth_date=date(1980, 5, 17),
    countersigned_on=date(2026, 11, 21),
    authorisations=(Authorisation("DRAJES 2026-12", date(2025, 1, 1), date(2027, 12, 31)),),
)


def missing(**changes):
    return {one.slug: one for one in weigh(CERTIF_ASSO, replace(COMPLETE, **changes)).missing}


def test_a_complete_record_misses_nothing():
    verdict = weigh(CERTIF_ASSO, COMPLETE)
    assert verdict and not verdict.missing and verdict.ready_to_send
    assert verdict.minutes == 30 * 60
    assert {one.slug for one in verdict.requirements} == {
        "group:tronc-commun",
        "group_hours:tronc-commun",
        "group:additionnels",
        "group_hours:additionnels",
        "hours",
        "practice",
        "appraisal:tutor",
        "appraisal:pedagogical_lead",
        "guardian",
        "countersignature",
        "issuer_authorisation",
    }


HOURS = [
    # distance, on site, met, counted
    ("25 h 00 at distance and 5 h on site", 1500, 300, True, 1800),
    ("24 h 59 at distance: a minute is missing", 1499, 300, False, 1799),
    ("24 h 59 at distance and 5 h 01 on site", 1499, 301, True, 1800),
    ("25 h 01 at distance count for 25 h", 1501, 299, False, 1799),
    ("25 h 01 at distance and 5 h on site", 1501, 300, True, 1800),
    ("30 h at distance alone", 1800, 0, False, 1500),
]


@pytest.mark.parametrize(
    ("distance", "onsite", "met", "minutes"), [c[1:] for c in HOURS], ids=[c[0] for c in HOURS]
)
def test_hours_at_distance_count_for_25_at_most(distance, onsite, met, minutes):
    verdict = weigh(CERTIF_ASSO, replace(COMPLETE, modules=theory(distance=distance, onsite=onsite))).of(
        "hours"
    )
    assert (verdict.met, verdict.have, verdict.need) == (met, minutes, 1800)
    assert verdict.still == (0 if met else 1800 - minutes)


def test_live_classes_at_distance_share_the_cap_with_reading():
    assert counted(CERTIF_ASSO, {"self_paced": 1000, "live_remote": 600, "onsite": 60}) == 1560


def test_over_the_cap_the_verdict_says_that_only_hours_on_site_would_do():
    verdict = missing(modules=theory(distance=1800, onsite=0))["hours"]
    assert verdict.reason == "over_cap"
    assert verdict.detail["over_cap"] == 300 and verdict.detail["outside_caps_still"] == 300


@pytest.mark.parametrize(("days", "met"), [(14, False), (15, True), (16, True)])
def test_fifteen_days_of_practice(days, met):
    assert ("practice" not in missing(practices=(period(days),))) is met


def test_days_of_several_periods_add_up_and_only_confirmed_ones_count():
    assert "practice" not in missing(practices=(period(7), period(8)))
    waiting = missing(practices=(period(7), period(8, confirmed=False, appraisal="")))["practice"]
    assert (waiting.have, waiting.still, waiting.reason, waiting.detail["waiting"]) == (7, 8, "waiting", 8)


def test_nobody_is_their_own_tutor():
    found = missing(practices=(period(tutor_is_candidate=True),))
    assert found["practice"].reason == "own_tutor"
    assert "appraisal:tutor" in found


def test_an_exemption_stands_for_practice_and_its_appraisal():
    verdict = weigh(CERTIF_ASSO, replace(COMPLETE, practices=(), exempted_on=date(2026, 10, 1)))
    assert verdict and verdict.of("practice").reason == "exempted" == verdict.of("appraisal:tutor").reason


def test_a_requested_exemption_is_not_one():
    assert missing(practices=(), exemption_requested=True)["practice"].reason == "exemption_requested"


def test_a_tutor_who_confirms_without_a_word_still_owes_one():
    assert set(missing(practices=(period(appraisal=""),))) == {"appraisal:tutor"}


@pytest.mark.parametrize(("additional", "met"), [(300, True), (270, False), (240, False)])
def test_the_two_additional_modules_make_ten_hours(additional, met):
    modules = [one for one in theory() if not one.code.startswith("HOUSE-A")]
    modules += [module(code, distance=additional) for code in ADDITIONAL]
    found = missing(modules=tuple(modules))
    assert ("group_hours:additionnels" not in found) is met
    if not met:
        assert found["group_hours:additionnels"].still == 600 - 2 * additional


def test_one_additional_module_is_not_two_however_long():
    modules = [one for one in theory() if not one.code.startswith("HOUSE-A")] + [module("A2", distance=600)]
    found = missing(modules=tuple(modules))
    assert set(found) == {"group:additionnels"}
    assert "Outils numériques et transition digitale" in found["group:additionnels"].detail["would_do"]


def test_every_core_module_is_asked_for():
    found = missing(modules=tuple(one for one in theory() if one.code != "HOUSE-C4"))
    assert found["group:tronc-commun"].still == 1
    assert found["group:tronc-commun"].detail["would_do"] == [
        one.title for one in CERTIF_ASSO.modules if one.code == "C4"
    ]


def test_a_module_without_its_attestation_does_not_count_yet():
    modules = (*theory()[1:], replace(theory()[0], attestation=""))
    verdict = weigh(CERTIF_ASSO, replace(COMPLETE, modules=modules))
    assert verdict.groups[0].modules[0].unattested is not None and not verdict


def test_a_module_of_the_same_place_adds_its_hours_and_counts_once():
    modules = (*theory(), replace(module("C1", distance=60), code="OTHER"))
    verdict = weigh(CERTIF_ASSO, replace(COMPLETE, modules=modules))
    assert verdict.groups[0].done == 5
    assert verdict.groups[0].minutes == weigh(CERTIF_ASSO, COMPLETE).groups[0].minutes + 60


AUTHORISATIONS = [
    # valid from, until, met, reason
    ("of the very day, the first", TODAY, date(2028, 1, 1), True, ""),
    ("of the very day, the last", date(2024, 1, 1), TODAY, True, ""),
    ("expired yesterday", date(2023, 11, 26), date(2026, 11, 25), False, "expired"),
    ("of tomorrow", date(2026, 11, 27), date(2029, 1, 1), False, "not_yet"),
]


@pytest.mark.parametrize(
    ("since", "until", "met", "reason"), [c[1:] for c in AUTHORISATIONS], ids=[c[0] for c in AUTHORISATIONS]
)
def test_the_issuer_is_authorised_on_the_day(since, until, met, reason):
    verdict = weigh(CERTIF_ASSO, replace(COMPLETE, authorisations=(Authorisation("X", since, until),)))
    issuer = verdict.of("issuer_authorisation")
    assert (issuer.met, issuer.reason) == (met, reason)
    assert verdict.ready_to_send  # it is not the candidate's to bring


def test_without_any_authorisation_nothing_is_granted():
    assert missing(authorisations=())["issuer_authorisation"].reason == "none"


GUARDIANS = [
    # birth date, authorised, met, reason
    ("eighteen today", date(2008, 11, 26), None, True, "of_age"),
    ("eighteen tomorrow", date(2008, 11, 27), None, False, "minor"),
    ("eighteen tomorrow, authorised", date(2008, 11, 27), date(2026, 1, 5), True, "authorised"),
    ("unknown", None, date(2026, 1, 5), False, "birth_date_unknown"),
]


@pytest.mark.parametrize(
    ("born", "authorised", "met", "reason"), [c[1:] for c in GUARDIANS], ids=[c[0] for c in GUARDIANS]
)
def test_minors_need_their_guardian(born, authorised, met, reason):
    verdict = weigh(CERTIF_ASSO, replace(COMPLETE, birth_date=born, guardian_authorised_on=authorised)).of(
        "guardian"
    )
    assert (verdict.met, verdict.reason) == (met, reason)


def test_a_birthday_of_29_february_is_1_march():
    assert age_on(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert age_on(date(2008, 2, 29), date(2026, 3, 1)) == 18


def test_a_dossier_not_countersigned_is_not_ready():
    verdict = weigh(CERTIF_ASSO, replace(COMPLETE, countersigned_on=None))
    assert not verdict.ready_to_send and [one.slug for one in verdict.missing] == ["countersignature"]


def test_what_only_the_structure_can_bring_does_not_keep_anybody_from_sending():
    verdict = weigh(CERTIF_ASSO, replace(COMPLETE, lead_appraised_on=None, authorisations=()))
    assert verdict.ready_to_send and not verdict


def test_what_a_jury_kept_stays_met():
    found = missing(practices=(), kept=frozenset({"practice", "appraisal:tutor"}))
    assert not found
    verdict = weigh(CERTIF_ASSO, replace(COMPLETE, practices=(), kept=frozenset({"practice"})))
    assert verdict.of("practice").reason == "kept"


def test_the_verdict_is_kept_whole_and_read_again():
    verdict = weigh(CERTIF_ASSO, replace(COMPLETE, modules=theory()[:3], practices=(period(3),)))
    kept = json.loads(json.dumps(as_record(verdict)))
    again = from_record(kept)
    assert as_record(again) == kept
    assert [one.slug for one in again.missing] == [one.slug for one in verdict.missing]
    assert again.practices == verdict.practices and again.minutes == verdict.minutes


STATES = [
    ("nothing yet", {"modules": (), "practices": ()}, "registered"),
    ("a first module", {"modules": theory()[:1], "practices": ()}, "theory"),
    ("practice before theory", {"modules": ()}, "theory"),
    ("theory whole", {"practices": ()}, "theory_done"),
    ("some practice", {"practices": (period(3),)}, "practice"),
    ("practice whole, not countersigned", {"countersigned_on": None}, "practice_done"),
    (
        "exempted, not countersigned",
        {"practices": (), "exempted_on": TODAY, "countersigned_on": None},
        "exempted",
    ),
    ("everything", {}, "complete"),
]


@pytest.mark.parametrize(("changes", "state"), [c[1:] for c in STATES], ids=[c[0] for c in STATES])
def test_facts_put_a_dossier_in_its_state(changes, state):
    assert state_for(weigh(CERTIF_ASSO, replace(COMPLETE, **changes))) == state


def test_where_no_practice_is_asked_for_theory_done_is_the_last_step():
    rules = replace(CERTIF_ASSO, practice=None, appraisals=())
    assert state_for(weigh(rules, replace(COMPLETE, countersigned_on=None))) == "theory_done"
