"""What is missing, said to the candidate in plain French."""

import dataclasses
from datetime import date

import pytest

from certification.rules.eligibility import (
    Authorisation,
    FinishedModule,
    PracticePeriod,
    Record,
    Renewed,
    RequirementVerdict,
    weigh,
)
from certification.rules.requirements import read_requirements
from certification.sentences import SAID, sentence, sentences

DAY = date(2026, 6, 1)
ASKED = {
    "groups": [
        {
            "code": "tronc",
            "label": "Tronc commun",
            "choose": "all",
            "hours": 20,
            "modules": [{"code": "C1", "title": "Les bases"}, {"code": "C2", "title": "L’équipe d’O’Brien"}],
        },
        {
            "code": "plus",
            "label": "Additionnels",
            "choose": 1,
            "modules": [{"code": "A1", "title": "Communiquer"}, {"code": "A2", "title": "Employer"}],
        },
    ],
    "hours": {"total": 30, "caps": [{"modalities": ["self_paced", "live_remote"], "hours": 25}]},
    "practice": {"days": 15, "exemption": {"decided_by": "pedagogical_lead"}},
    "appraisals": ["tutor", "pedagogical_lead"],
    "countersignature": True,
    "guardian_below_age": 18,
    "issuer_authorisation": {"authority": "DRAJES", "years": 3},
}


def fact(code, hours, modality="self_paced"):
    return FinishedModule(code, code, DAY, hours * 60, by_modality=((modality, hours * 60),))


def period(days=10, **changes):
    return PracticePeriod("Les Amis", DAY, DAY, days, True, **changes)


def said(slug, **record) -> str:
    found = weigh(read_requirements(ASKED), Record(on=DAY, **record)).of(slug)
    return sentence(found).replace("\u00a0", " ")


EVERYTHING = {
    "modules": (fact("C1", 10), fact("C2", 15, "onsite"), fact("A1", 10)),
    "practices": (dataclasses.replace(period(15), appraisal="Bien."),),
    "lead_appraised_on": DAY,
    "birth_date": date(1990, 1, 1),
    "countersigned_on": DAY,
    "authorisations": (Authorisation("DRAJES", DAY, DAY),),
}


@pytest.mark.parametrize(
    ("slug", "record", "words"),
    [
        (
            "group:tronc",
            {},
            "« Tronc commun » : il vous manque 2 modules : Les bases · L’équipe d’O’Brien",
        ),
        ("group:tronc", {"modules": (fact("C1", 10),)}, "manque 1 module : L’équipe d’O’Brien"),
        ("group:plus", {}, "1 module, à choisir parmi : Communiquer · Employer"),
        (
            "group_hours:tronc",
            {"modules": (fact("C1", 19),)},
            "« Tronc commun » : il vous manque encore 1 h.",
        ),
        ("hours", {}, "Il vous manque encore 30 h de formation en tout. Dont 5 h au moins : sur place."),
        (
            "hours",
            {"modules": (fact("C1", 26),)},
            "5 h de formation en tout. 1 h dépassent ce qui peut compter dans leur modalité. Dont 5 h au moins",
        ),
        (
            "practice",
            {},
            "Il vous manque 15 jours de pratique confirmés par un tuteur ou une tutrice. Avec une",
        ),
        ("practice", {"practices": (period(14),)}, "Il vous manque 1 jour de pratique confirmé"),
        (
            "practice",
            {"practices": (dataclasses.replace(period(4), confirmed=False),)},
            "4 jours déclarés attendent une confirmation",
        ),
        ("practice", {"practices": (period(15, tutor_is_candidate=True),)}, "une autre personne que vous"),
        ("practice", {"exemption_requested": True}, "en cours de lecture : rien à faire"),
        ("appraisal:tutor", {}, "Il manque l’appréciation de votre tuteur"),
        ("appraisal:pedagogical_lead", {}, "rien à faire de votre côté"),
        ("guardian", {}, "Il nous manque votre date de naissance"),
        ("guardian", {"birth_date": date(2010, 1, 1)}, "Vous avez moins de 18 ans"),
        ("countersignature", {}, "relire votre livret et à le signer"),
        ("issuer_authorisation", {}, "son habilitation (DRAJES)"),
    ],
)
def test_each_says_what_would_do(slug, record, words):
    assert words in said(slug, **record)


@pytest.mark.parametrize(
    "slug", "group:tronc group:plus hours practice guardian countersignature issuer_authorisation".split()
)
def test_what_is_met_says_nothing(slug):
    assert said(slug, **EVERYTHING) == ""


def test_all_that_is_missing_is_said_in_the_order_of_the_scheme():
    verdict = weigh(read_requirements(ASKED), Record(on=DAY))
    found = sentences(verdict)
    assert len(found) == len(verdict.requirements) == 10
    assert all(found)
    assert sentences(weigh(read_requirements(ASKED), Record(on=DAY, **EVERYTHING))) == []


def test_every_kind_of_requirement_has_words():
    withdrawn = Renewed("VAL-2023-0001", None, False)
    verdict = weigh(read_requirements(ASKED), Record(on=DAY, renews=withdrawn))
    assert "VAL-2023-0001" in sentences(verdict)[0]
    assert {one.kind for one in verdict.requirements} == set(SAID)
    assert sentence(RequirementVerdict("x", "x", True)) == ""
