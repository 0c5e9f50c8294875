"""Who may speak, when a quorum holds, what may be shown and decided."""

from dataclasses import replace

import pytest

from certification.rules.jury import (
    Association,
    Candidate,
    Obstacle,
    Seat,
    Tie,
    bench,
    decisions,
    missing_criteria,
    needs_grounds,
    seal,
    tie,
    to_decide,
    to_open,
)

CANDIDATE = Candidate(
    person=1,
    email="ada@exemple.fr",
    associations=(Association("Les Amis du canal", "W123456789"), Association("Chœur d’été")),
    trainers=frozenset({7}),
    tutors=frozenset({"Paul+asso@exemple.fr", ""}),
    judges=frozenset({8}),
)
SEATS = (
    Seat(10, 2, "un@exemple.fr", presides=True),
    Seat(11, 3, "deux@exemple.fr"),
    Seat(12, 4, "trois@exemple.fr"),
)


def seat(**changes) -> Seat:
    return replace(Seat(10, 2, "un@exemple.fr"), **changes)


@pytest.mark.parametrize(
    ("member", "expected"),
    [
        (seat(), None),
        (seat(person=1), Tie.SELF),
        (seat(email="ADA+jury@exemple.fr"), Tie.SELF),
        (seat(association=Association(rna="w 123 456 789")), Tie.SAME_ASSOCIATION),
        (seat(association=Association("LES AMIS DU CANAL")), Tie.SAME_ASSOCIATION),
        (seat(association=Association("choeur d'ete")), None),  # œ is not “oe”: declared, then
        (seat(association=Association("Chœur d'été")), Tie.SAME_ASSOCIATION),
        (
            seat(association=Association("Les Amis du canal", "W987654321")),
            None,
        ),  # two numbers, two associations
        (seat(association=Association("Autre nom", "W123456789")), Tie.SAME_ASSOCIATION),
        (seat(association=Association("")), None),
        (seat(person=7), Tie.OWN_TRAINEE),
        (seat(email="paul@exemple.fr"), Tie.OWN_TRAINEE),
        (seat(person=8), Tie.JUDGED),  # an appeal is heard by others
        (seat(email=""), None),
    ],
)
def test_a_tie_that_is_seen_excludes(member, expected):
    assert tie(member, CANDIDATE) == expected


def test_an_association_without_a_name_is_nobodys():
    assert not Association().is_same(Association())


def test_a_declared_tie_excludes_without_being_weighed():
    found = bench(SEATS, CANDIDATE, {11: "household"}, 3)
    assert found.speaking == (10, 12)
    assert found.excluded == {11: Tie.HOUSEHOLD}
    assert not found.quorum_holds


def test_what_is_seen_is_said_before_what_is_declared():
    found = bench([seat(person=1)], CANDIDATE, {10: "other"}, 1)
    assert found.excluded == {10: Tie.SELF}


def test_one_mailbox_counts_once():
    again = Seat(13, 5, "UN+bis@exemple.fr")
    found = bench([*SEATS, again], CANDIDATE, {}, 4)
    assert found.excluded == {13: Tie.TWICE}
    assert not found.quorum_holds


@pytest.mark.parametrize(
    ("declared", "quorum", "holds", "leader"),
    [
        ({}, 3, True, 10),
        ({}, 4, False, 10),
        ({12: "other"}, 3, False, 10),
        ({12: "other"}, 2, True, 10),
        ({10: "other"}, 2, True, 11),  # the president may not speak: the first seated of the others leads
        ({10: "other", 11: "other", 12: "other"}, 2, False, None),
    ],
)
def test_the_quorum_counts_those_who_may_speak(declared, quorum, holds, leader):
    found = bench(SEATS, CANDIDATE, declared, quorum)
    assert (found.quorum_holds, found.leader) == (holds, leader)


@pytest.mark.parametrize(
    ("declared", "signed", "shown"),
    [
        ({}, [], False),
        ({}, [10, 11], False),
        ({}, [10, 11, 12], True),
        ({12: "other"}, [10, 11], True),
        ({10: "other", 11: "other", 12: "other"}, [], False),
    ],
)
def test_opinions_are_shown_once_all_who_may_speak_have_signed(declared, signed, shown):
    assert bench(SEATS, CANDIDATE, declared, 2).may_show(signed) is shown


@pytest.mark.parametrize(
    ("seats", "quorum", "cases", "expected"),
    [
        (SEATS, 3, 1, ()),
        (SEATS, 3, 0, (Obstacle.NO_CASE,)),
        (SEATS, 4, 1, (Obstacle.TOO_FEW_MEMBERS,)),
        ([*SEATS, Seat(13, 5, "un+x@exemple.fr")], 4, 1, (Obstacle.TOO_FEW_MEMBERS,)),
        (SEATS[1:], 2, 1, (Obstacle.NO_PRESIDENT,)),
        ([], 3, 0, (Obstacle.NO_PRESIDENT, Obstacle.TOO_FEW_MEMBERS, Obstacle.NO_CASE)),
    ],
)
def test_a_session_opens_with_a_president_enough_members_and_a_dossier(seats, quorum, cases, expected):
    assert to_open(seats, quorum, cases) == expected


@pytest.mark.parametrize(
    ("seats", "declared", "signed", "state", "decided", "expected"),
    [
        (SEATS, {}, [10, 11, 12], "deliberating", False, ()),
        (SEATS, {}, [10, 11, 12], "open", False, (Obstacle.NOT_DELIBERATING,)),
        (SEATS, {}, [10, 11, 12], "deliberating", True, (Obstacle.ALREADY_DECIDED,)),
        (SEATS, {}, [10, 11], "deliberating", False, (Obstacle.OPINIONS_MISSING,)),
        (SEATS, {12: "other"}, [10, 11, 12], "deliberating", False, (Obstacle.NO_QUORUM,)),
        (SEATS[1:], {}, [11, 12], "deliberating", False, (Obstacle.NO_PRESIDENT, Obstacle.NO_QUORUM)),
    ],
)
def test_a_dossier_is_decided_by_a_whole_bench(seats, declared, signed, state, decided, expected):
    assert to_decide(bench(seats, CANDIDATE, declared, 3), signed, state=state, decided=decided) == expected


@pytest.mark.parametrize(
    ("eligible", "keepable", "expected"),
    [
        (True, ["hours"], ("validated", "partial", "adjourned", "refused")),
        (False, ["hours"], ("partial", "adjourned", "refused")),
        (False, [], ("adjourned", "refused")),
    ],
)
def test_a_dossier_leaves_some_decisions(eligible, keepable, expected):
    assert decisions(eligible=eligible, keepable=keepable) == expected


@pytest.mark.parametrize(
    ("decision", "views", "needed"),
    [
        ("validated", ["favourable", "favourable"], False),
        ("validated", ["favourable", "reserved"], True),
        ("refused", ["unfavourable"], True),
        ("adjourned", ["favourable"], True),
        ("partial", ["favourable"], True),
    ],
)
def test_all_but_a_unanimous_yes_is_explained(decision, views, needed):
    assert needs_grounds(decision, views) is needed


def test_an_opinion_speaks_of_every_criterion():
    given = {"rigour": {"view": "favourable"}, "clarity": {"view": "perhaps"}}
    assert missing_criteria(["rigour", "clarity", "care"], given) == ("clarity", "care")


def test_a_seal_covers_every_word_whatever_their_order():
    assert seal({"a": 1, "b": "é"}) == seal({"b": "é", "a": 1})
    assert seal({"a": 1, "b": "é"}) != seal({"a": 1, "b": "e"})
    assert len(seal({})) == 64
