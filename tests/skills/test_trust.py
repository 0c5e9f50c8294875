"""Whose word a record is: the person's own, or the association's too, at the level that its officers confirm."""

import pytest

from skills.models import Attestation, Claim
from skills.space import Line, Said
from skills.trust import trust_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(mission) -> Claim:
    """Welcoming the public, declared at level 3."""
    return Claim.objects.get(code="accueillir-public")


def said(mission, claim, confirmed, *, current=True, state="attested") -> Said:
    shown = {"competencies": [{"code": claim.code, "confirmed": confirmed}]}
    return Said(Attestation(mission=mission, state=state, shown=shown), mission, current)


def trust(mission, claim, *words) -> tuple[str, str]:
    found = trust_of(Line(claim, missions=[mission], said=list(words)), mission)
    return found.code, found.words


def test_without_a_word_it_is_the_persons_own(mission, claim):
    assert trust(mission, claim) == ("declared", "déclaré par la personne")


@pytest.mark.parametrize(
    "word",
    [{"confirmed": None}, {"confirmed": 3, "current": False}, {"confirmed": 3, "state": "refused"}],
    ids=["not that one", "on an older version", "not confirmed"],
)
def test_a_word_that_does_not_stand_behind_it_changes_nothing(word, mission, claim):
    assert trust(mission, claim, said(mission, claim, **word))[0] == "declared"


def test_a_word_at_the_level_declared(mission, claim):
    words = (said(mission, claim, 1), said(mission, claim, 3))
    assert trust(mission, claim, *words) == ("attested", "attesté par l’association")


def test_a_word_at_another_level_says_which(mission, claim):
    code, words = trust(mission, claim, said(mission, claim, 2))
    assert code == "attested" and "seul dans les cas simples" in words
