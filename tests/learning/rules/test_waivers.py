"""Who may waive what for whom. No database."""

import pytest

from learning.rules.waivers import Obstacle, obstacles_to_decide, obstacles_to_grant


@pytest.mark.parametrize(
    ("learner", "roles", "administrator", "obstacles"),
    [
        (1, ["validator"], False, ()),
        (1, ["manager"], False, ()),
        (1, ["trainer"], False, (Obstacle.NOT_STAFF,)),
        (1, [], True, ()),
        (9, ["manager"], False, (Obstacle.OWN,)),
        (9, [], True, (Obstacle.OWN,)),
        (9, ["learner"], False, (Obstacle.OWN, Obstacle.NOT_STAFF)),
    ],
)
def test_validators_and_managers_waive_and_never_for_themselves(learner, roles, administrator, obstacles):
    found = obstacles_to_decide(learner_id=learner, actor_id=9, roles=roles, is_administrator=administrator)
    assert found == obstacles


@pytest.mark.parametrize(
    ("reason", "evidence", "done", "obstacles"),
    [
        ("BAFD", "Diplôme n° 12", False, ()),
        (" ", "Diplôme", False, (Obstacle.NO_REASON,)),
        ("BAFD", "", False, (Obstacle.NO_EVIDENCE,)),
        ("BAFD", "Diplôme", True, (Obstacle.DONE,)),
    ],
)
def test_a_waiver_says_why_and_what_was_seen(reason, evidence, done, obstacles):
    assert obstacles_to_grant(reason=reason, evidence=evidence, is_done=done) == obstacles
