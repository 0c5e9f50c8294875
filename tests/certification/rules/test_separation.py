"""Nobody decides on their own dossier, under whatever account."""

import pytest

from certification.rules.separation import Obstacle, mailbox, may_decide

OWN, SAME, NOT_STAFF = Obstacle.OWN_DOSSIER, Obstacle.SAME_ADDRESS, Obstacle.NOT_STAFF

CASES = [
    # decider id, decider e-mail, roles, obstacles
    (2, "val@exemple.fr", ["validator"], ()),
    (2, "marie@exemple.fr", ["manager"], ()),
    (2, "marie@exemple.fr", ["learner", "manager"], ()),
    (2, "grace@exemple.fr", ["trainer"], (NOT_STAFF,)),
    (2, "linus@exemple.fr", [], (NOT_STAFF,)),
    (1, "ada@exemple.fr", ["manager", "validator"], (OWN,)),
    (1, "ada@exemple.fr", ["learner"], (OWN, NOT_STAFF)),
    (2, "ADA@exemple.fr ", ["validator"], (SAME,)),
    (2, "ada+valide@exemple.fr", ["validator"], (SAME,)),
    (2, "ada+valide@exemple.fr", [], (SAME, NOT_STAFF)),
    (2, "ada@ailleurs.fr", ["validator"], ()),
]


@pytest.mark.parametrize(("decider", "email", "roles", "obstacles"), CASES)
def test_the_table(decider, email, roles, obstacles):
    answer = may_decide(
        candidate_id=1, candidate_email="ada@exemple.fr", decider_id=decider, decider_email=email, roles=roles
    )
    assert answer.obstacles == obstacles
    assert bool(answer) is not bool(obstacles)


@pytest.mark.parametrize(
    ("address", "reaches"),
    [
        ("Ada@Exemple.FR", "ada@exemple.fr"),
        ("ada+mda+2@exemple.fr", "ada@exemple.fr"),
        (" ada@exemple.fr ", "ada@exemple.fr"),
        ("ada", "ada"),
    ],
)
def test_labels_and_capitals_do_not_make_another_mailbox(address, reaches):
    assert mailbox(address) == reaches
