"""A path: what finishes it, how far one is, what is open."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.rules.paths import Place, is_finished, standing, waits_for


def place(key, *, minutes=60, done=0, required=True, finished=False):
    return Place(key, minutes, done, required, finished)


@pytest.mark.parametrize(
    ("places", "choose", "expected"),
    [
        ([], 0, False),
        ([place("a", required=False, finished=True)], 0, False),
        ([place("a")], 0, False),
        ([place("a", finished=True)], 0, True),
        ([place("a", finished=True), place("b", required=False)], 0, True),
        ([place("a", finished=True), place("b", required=False)], 1, False),
        ([place("a", finished=True), place("b", required=False, finished=True)], 1, True),
        ([place("a", required=False, finished=True), place("b", required=False)], 1, True),
        ([place("a", required=False, finished=True)], 5, True),
    ],
)
def test_a_path_is_finished_by_what_it_asks_for(places, choose, expected):
    assert is_finished(places, choose=choose) is expected


def test_progress_weighs_modules_by_their_minutes():
    how_far = standing([place("a", minutes=180, finished=True), place("b", minutes=60, done=30)], choose=0)
    assert (how_far.percent, how_far.finished, how_far.asked, how_far.minutes_left) == (87, 1, 2, 30)


def test_a_path_that_was_finished_stays_whole():
    how_far = standing([place("a"), place("new")], choose=0, finished=True)
    assert (how_far.percent, how_far.minutes_left, how_far.is_whole) == (100, 0, True)


def test_an_empty_path_says_nothing_is_done():
    assert standing([], choose=3).percent == 0


def test_what_is_nearly_done_never_reads_as_whole():
    assert standing([place("a", minutes=60, done=60)], choose=0).percent == 99


def test_of_optional_modules_those_that_serve_best_are_counted():
    long = place("long", minutes=100, done=50, required=False)
    short = place("short", minutes=10, done=9, required=False)
    how_far = standing([long, short], choose=1)
    assert (how_far.percent, how_far.minutes_left) == (90, 1)


places = st.lists(
    st.builds(
        Place,
        key=st.uuids(),
        minutes=st.integers(0, 300),
        minutes_done=st.integers(0, 300),
        required=st.booleans(),
        finished=st.booleans(),
    ),
    max_size=7,
)


@given(places, st.integers(0, 7))
def test_the_counted_choice_is_the_best_there_is(path, choose):
    required = [p for p in path if p.required]
    optional = [p for p in path if not p.required]
    ways = [[*required, *way] for way in combinations(optional, min(choose, len(optional)))]
    shares = [Fraction(sum(p.done for p in w), sum(p.weight for p in w)) if w else Fraction(0) for w in ways]
    how_far = standing(path, choose=choose)
    assert how_far.share == (1 if how_far.is_whole else max(shares))


@given(places, st.integers(0, 7), st.data())
def test_doing_more_never_lowers_progress(path, choose, data):
    before = standing(path, choose=choose).percent
    if not path:
        return
    number = data.draw(st.integers(0, len(path) - 1))
    old = path[number]
    more = Place(
        old.key, old.minutes, old.minutes_done + data.draw(st.integers(0, 60)), old.required, old.finished
    )
    assert standing([*path[:number], more, *path[number + 1 :]], choose=choose).percent >= before


def test_an_ordered_path_opens_module_after_module():
    path = [
        place("a", finished=True),
        place("b"),
        place("o", required=False),
        place("c"),
        place("d", finished=True),
    ]
    assert waits_for(path, "b", is_ordered=True) is None
    assert waits_for(path, "o", is_ordered=True) == path[1]
    assert waits_for(path, "c", is_ordered=True) == path[1]
    assert waits_for(path, "d", is_ordered=True) is None
    assert waits_for(path, "c", is_ordered=False) is None
    assert waits_for(path, "elsewhere", is_ordered=True) is None
