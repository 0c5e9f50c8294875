"""Which competencies words call to mind, and which words did."""

import pytest

from skills.rules.frameworks import Competency
from skills.rules.matching import Suggestion, folded, suggest

EVENT = Competency("evenement", "Organiser", words=("festival*", "fete*"))
BAR = Competency("buvette", "Tenir une buvette", words=("buvette*", "tenu la caisse", "caisse*"))
MINUTES = Competency("compte-rendu", "Écrire un compte rendu", words=("compte* rendu*", "pv"))
SILENT = Competency("rien", "Rien")
EVERY = (EVENT, BAR, MINUTES, SILENT)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("J’ai aidé.", []),
        ("J’ai aidé au Festival", [("evenement", ("Festival",))]),
        ("Les FÊTES de l’école", [("evenement", ("FÊTES",))]),
        ("une fête, puis une autre fête", [("evenement", ("fête",))]),
        ("Des comptes rendus", [("compte-rendu", ("comptes rendus",))]),
        ("Le compte est rendu", []),
        ("J’ai écrit le P.V.", []),
        ("J’ai écrit le PV", [("compte-rendu", ("PV",))]),
        ("le pvc", []),
        (
            "Au festival j’ai tenu la caisse de la buvette",
            [("buvette", ("tenu la caisse", "buvette", "caisse")), ("evenement", ("festival",))],
        ),
        ("compte", []),
    ],
)
def test_suggestions_show_the_words_as_written(text, found):
    assert [(one.code, one.words) for one in suggest(text, EVERY)] == found


def test_the_most_words_come_first_then_the_order_of_the_framework():
    assert [one.code for one in suggest("pv, fête, buvette", EVERY)] == [
        "evenement",
        "buvette",
        "compte-rendu",
    ]


def test_no_more_than_asked_for():
    assert suggest("pv, fête, buvette", EVERY, most=1) == (Suggestion("evenement", ("fête",)),)


@pytest.mark.parametrize(
    ("text", "flat"), [("Œuvre ÉTÉ", "oeuvre ete"), ("straße", "strasse"), ("ﬁn", "fin")]
)
def test_folding_keeps_letters_only(text, flat):
    assert folded(text) == flat
