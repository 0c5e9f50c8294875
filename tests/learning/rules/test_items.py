"""What answers say of a question, against the definitions computed the long way."""

import random
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.rules.items import LEAST_SAMPLE, Flag, Option, Tally, flags, frequencies

OPTIONS = [Option("0", "Le bureau", False), Option("1", "L’assemblée", True), Option("2", "Le préfet", False)]


def tally_of(rows):
    tally = Tally()
    for share, rest, chosen in rows:
        tally.add(share, rest=rest, chosen=chosen)
    return tally


def many(share, rest, chosen, count=LEAST_SAMPLE):
    return [(share, rest, chosen)] * count


def test_nothing_is_known_without_an_answer():
    assert (Tally().facility, Tally().discrimination, flags(Tally(), OPTIONS)) == (None, None, [])


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=LEAST_SAMPLE, max_size=60))
def test_figures_are_those_of_the_definitions(pairs):
    tally = tally_of((share, rest, ()) for share, rest in pairs)
    shares, rests = [x for x, _ in pairs], [y for _, y in pairs]
    assert tally.facility == pytest.approx(statistics.fmean(shares), abs=1e-9)
    if statistics.pstdev(shares) > 1e-3 and statistics.pstdev(rests) > 1e-3:
        assert tally.discrimination == pytest.approx(statistics.correlation(shares, rests), abs=1e-6)


def test_discrimination_needs_a_sample_and_something_that_varies():
    assert tally_of(many(1, 1, (), LEAST_SAMPLE - 1) + many(0, 0, (), 0)).discrimination is None
    assert tally_of(many(1, 0.5, (), 50)).discrimination is None
    few = tally_of([(1, 1, ()), (0, 0, ())] * (LEAST_SAMPLE // 2 - 1))
    assert few.discrimination is None
    assert tally_of([(1, 1, ()), (0, 0, ())] * (LEAST_SAMPLE // 2)).discrimination == pytest.approx(1)


def test_an_attempt_of_one_question_counts_for_facility_alone():
    tally = tally_of(many(1, None, ()))
    assert (tally.facility, tally.discrimination) == (1, None)


def test_frequencies_keep_the_order_offered_and_drop_what_is_offered_no_more():
    tally = tally_of([(1, 1, ["1"]), (0, 0, ["0"]), (0, 0, ["9"])])
    assert frequencies(OPTIONS, tally.chosen) == [
        {"text": "Le bureau", "count": 1, "expected": False},
        {"text": "L’assemblée", "count": 1, "expected": True},
        {"text": "Le préfet", "count": 0, "expected": False},
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (many(0, 0.5, ["0"]), {Flag.TOO_HARD, Flag.STRONG_DISTRACTOR, Flag.IDLE_DISTRACTOR}),
        (many(1, 0.5, ["1"]), {Flag.TOO_EASY, Flag.IDLE_DISTRACTOR}),
        (
            many(1, 0, ["1"], 12) + many(0, 1, ["0"], 6) + many(0, 1, ["2"], 6),
            {Flag.NEGATIVE},
        ),
        (
            many(1, 1, ["1"], 12) + many(0, 0, ["0"], 9) + many(1, 0, ["1"], 6) + many(0, 1, ["2"], 6),
            set(),
        ),
        (many(0, 0.5, ["0"], LEAST_SAMPLE - 1), set()),
        (many(1, 1, ["1"], 12) + many(0, 0, ["0"], 6) + many(0, 0, ["2"], 6), set()),
    ],
    ids=["nobody knows", "everybody knows", "the best are wrong", "tells a little", "too few", "tells"],
)
def test_questions_to_look_at_are_flagged(rows, expected):
    assert set(flags(tally_of(rows), OPTIONS)) == expected


def test_a_question_that_tells_nothing_is_weak():
    chance = random.Random(1)
    rows = [(chance.randint(0, 1), chance.random(), ["1"]) for _ in range(400)]
    assert Flag.WEAK in flags(tally_of(rows), []) or Flag.NEGATIVE in flags(tally_of(rows), [])


def test_a_question_without_choices_has_no_distractor():
    assert flags(tally_of(many(0.5, 0.5, ())), []) == []
