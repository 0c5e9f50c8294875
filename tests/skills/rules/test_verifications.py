"""Who verifies a word, what it takes, and how long it holds."""

from datetime import UTC, datetime, timedelta

import pytest

from skills.rules.attestations import Trust, trust
from skills.rules.verifications import (
    Obstacle,
    Problem,
    holds,
    obstacles,
    problem_with_closed,
    problem_with_decision,
    problem_with_submitting,
)

NOW = datetime(2026, 11, 27, 10, tzinfo=UTC)
LATER, BEFORE = NOW + timedelta(minutes=1), NOW - timedelta(minutes=1)
SEEN = {
    "verified": True,
    "association_exists": True,
    "association_source": "RNA",
    "office_held": True,
    "office_source": "Procès-verbal de 2026",
    "tie": "none",
    "tie_words": "",
    "reason": "",
}


@pytest.mark.parametrize(
    ("attested", "current", "verified", "decided", "problem"),
    [
        (True, True, False, 0, None),
        (True, True, False, 2, None),
        (False, True, False, 0, Problem.NOT_ATTESTED),
        (True, False, False, 0, Problem.OLDER_VERSION),
        (True, True, True, 1, Problem.VERIFIED_ALREADY),
        (True, True, False, 3, Problem.TOO_OFTEN),
    ],
)
def test_what_may_be_submitted(attested, current, verified, decided, problem):
    said = {"attested": attested, "current": current, "verified": verified, "decided": decided}
    assert problem_with_submitting(**said) == problem


@pytest.mark.parametrize(
    ("roles", "is_volunteer", "is_officer", "found"),
    [
        (["validator"], False, False, ()),
        (["manager", "learner"], False, False, ()),
        (["trainer"], False, False, (Obstacle.NOT_STAFF,)),
        ([], True, True, (Obstacle.NOT_STAFF, Obstacle.VOLUNTEER, Obstacle.OFFICER)),
        (["manager"], True, False, (Obstacle.VOLUNTEER,)),
        (["manager"], False, True, (Obstacle.OFFICER,)),
    ],
)
def test_who_may_verify(roles, is_volunteer, is_officer, found):
    assert obstacles(roles=roles, is_volunteer=is_volunteer, is_officer=is_officer) == found


@pytest.mark.parametrize(
    ("state", "problem"),
    [
        ("submitted", None),
        ("withdrawn", Problem.TAKEN_BACK),
        ("verified", Problem.DECIDED_ALREADY),
        ("not_verified", Problem.DECIDED_ALREADY),
    ],
)
def test_what_is_decided_once(state, problem):
    assert problem_with_closed(state) == problem


NOT = {"verified": False, "reason": "Aucune trace de l’association."}


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({}, None),
        ({"tie": "declared", "tie_words": "Ils vivent ensemble."}, None),
        ({"tie": "declared", "tie_words": " "}, Problem.NO_TIE_WORDS),
        ({"tie": ""}, Problem.NO_TIE_SAID),
        ({"tie": "autre"}, Problem.NO_TIE_SAID),
        ({"tie": "own"}, Problem.OWN_TIE),
        (NOT | {"tie": "own"}, Problem.OWN_TIE),
        ({"association_exists": False}, Problem.NOT_ALL_SEEN),
        ({"office_held": False}, Problem.NOT_ALL_SEEN),
        ({"association_source": " "}, Problem.NO_SOURCE),
        ({"office_source": ""}, Problem.NO_SOURCE),
        (NOT, None),
        (NOT | {"association_exists": False, "association_source": "", "office_held": False}, None),
        (NOT | {"office_source": ""}, Problem.NO_SOURCE),
        (NOT | {"reason": " "}, Problem.NO_REASON),
    ],
)
def test_what_a_decision_takes(said, problem):
    assert problem_with_decision(**SEEN | said) == problem


@pytest.mark.parametrize(
    ("current", "answered", "expected"),
    [
        (True, [], True),
        (True, [BEFORE], True),
        (True, [NOW], True),
        (True, [BEFORE, LATER], False),
        (False, [BEFORE], False),
    ],
)
def test_how_long_it_holds(current, answered, expected):
    assert holds(word_is_current=current, submitted_at=NOW, answered=answered) is expected


@pytest.mark.parametrize(
    ("levels", "verified", "expected"),
    [
        ([], [], Trust.DECLARED),
        ([None], [None], Trust.DECLARED),
        ([3, None], [], Trust.ATTESTED),
        ([3, None], [None], Trust.ATTESTED),
        ([3, None], [3], Trust.VERIFIED),
    ],
)
def test_trust_says_no_more_than_was_done(levels, verified, expected):
    assert trust(levels, verified) == expected
