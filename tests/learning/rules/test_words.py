"""How words are compared in a search. No database."""

import pytest

from learning.rules.words import folded, search_terms


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Comptabilité associative", "comptabilite associative"),
        ("L’œuvre  d'une\nÉQUIPE", "l oeuvre d une equipe"),
        ("Certif’Asso : 3 h 30", "certif asso 3 h 30"),
        ("", ""),
        ("% _ \\", ""),
    ],
)
def test_accents_capitals_and_punctuation_make_no_difference(text, plain):
    assert folded(text) == plain


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("comptabilite", ["comptabilite"]),
        ("les comptes de l’association", ["compte", "association"]),
        ("de la", ["de", "la"]),
        ("compte Comptes", ["compte"]),
        ("bas", ["bas"]),
        ("   ", []),
        (
            "un deux trois quatre cinq six sept huit neuf dix",
            "deu troi quatre cinq six sept huit neuf".split(),
        ),
    ],
)
def test_a_query_is_its_telling_words_in_the_singular(query, terms):
    assert search_terms(query) == terms
