"""Finished, how far, what next. No database."""

from itertools import permutations

import pytest

from learning.rules.completion import Step, is_complete, next_step, progress

READ, QUIZ, EXTRA = Step("read", 30), Step("quiz", 10), Step("extra", 60, required=False)
MODULE = (READ, EXTRA, QUIZ)


@pytest.mark.parametrize(
    ("steps", "done", "complete"),
    [
        (MODULE, [], False),
        (MODULE, ["read"], False),
        (MODULE, ["read", "quiz"], True),
        (MODULE, ["read", "quiz", "extra"], True),
        (MODULE, ["extra", "gone"], False),
        ((), [], False),
        ((), ["gone"], False),
        ((EXTRA,), ["extra"], False),
    ],
)
def test_a_module_is_finished_when_its_required_steps_are_done(steps, done, complete):
    assert is_complete(steps, done) is complete


@pytest.mark.parametrize(
    ("done", "figures"),
    [
        ([], (0, 2, 0, 40)),
        (["extra"], (0, 2, 0, 40)),
        (["read"], (1, 2, 75, 10)),
        (["read", "gone"], (1, 2, 75, 10)),
        (["read", "quiz"], (2, 2, 100, 0)),
    ],
)
def test_progress_weighs_required_steps_by_their_minutes(done, figures):
    how_far = progress(MODULE, done)
    assert (how_far.done, how_far.total, how_far.percent, how_far.minutes_left) == figures


def test_progress_never_says_a_hundred_before_the_end():
    steps = [Step(number, 5) for number in range(300)]
    assert progress(steps, range(299)).percent == 99


def test_progress_never_goes_down_when_one_more_step_is_done():
    steps = [Step("a", 1), Step("b", 90, required=False), Step("c", 5), Step("d", 2)]
    for order in permutations("abcd"):
        percents = [progress(steps, order[:count]).percent for count in range(5)]
        assert percents == sorted(percents)


def test_finished_stays_finished_when_a_required_step_is_added():
    how_far = progress([*MODULE, Step("new", 20)], ["read", "quiz"], finished=True)
    assert (how_far.percent, how_far.is_whole, how_far.minutes_left) == (100, True, 0)


def test_a_module_without_steps_shows_no_progress():
    assert progress([], []).percent == 0


@pytest.mark.parametrize(
    ("done", "following"),
    [
        ([], READ),
        (["read"], EXTRA),
        (["extra"], QUIZ),
        (["read", "extra"], QUIZ),
        (["quiz"], READ),
        (["read", "quiz"], EXTRA),
        (["gone"], READ),
        (["read", "extra", "quiz"], None),
    ],
)
def test_what_comes_next_is_after_where_one_stopped(done, following):
    assert next_step(MODULE, done) == following


def test_nothing_comes_next_in_an_empty_module():
    assert next_step([], []) is None


class TestWaivers:
    def test_a_waived_step_counts_as_done_and_leaves_no_minutes(self):
        how_far = progress(MODULE, ["quiz"], ["read"])
        assert (how_far.done, how_far.waived, how_far.percent, how_far.minutes_left) == (2, 1, 100, 0)

    def test_what_was_done_is_no_waiver(self):
        assert progress(MODULE, ["read"], ["read"]).waived == 0

    @pytest.mark.parametrize(
        ("done", "waived", "complete"),
        [
            (["quiz"], ["read"], True),
            (["extra"], ["read", "quiz"], True),
            ([], ["read", "quiz"], False),
            (["read"], ["extra"], False),
        ],
    )
    def test_a_module_is_finished_only_by_somebody_who_did_something(self, done, waived, complete):
        assert is_complete(MODULE, done, waived) is complete

    def test_nothing_left_to_do_is_a_hundred_even_where_nothing_was_done(self):
        how_far = progress(MODULE, [], ["read", "quiz"])
        assert (how_far.percent, how_far.is_whole) == (100, True)


def test_a_step_without_minutes_still_weighs():
    assert progress([Step("a", 0), Step("b", 0)], ["a"]).percent == 50


def test_a_locked_step_is_never_next():
    assert next_step(MODULE, ["read"], locked=["extra"]) == QUIZ
    assert next_step(MODULE, ["read"], locked=["extra", "quiz"]) is None
