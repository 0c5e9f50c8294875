"""How many tries, how long, which counts, when corrections are shown. No database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.rules.attempts import (
    GRACE,
    Counted,
    Refusal,
    Reveal,
    Terms,
    Tried,
    best,
    counted,
    ends_at,
    is_over,
    opening,
    shows_corrections,
)

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def at(minutes) -> datetime:
    return NOON + timedelta(minutes=minutes)


LOW, HIGH, AGAIN = Tried(40, False, at(1)), Tried(80, True, at(2)), Tried(80, True, at(3))
UNREAD = Tried(0, None, at(4))


@pytest.mark.parametrize(
    ("attempts", "counts"),
    [([], None), ([LOW], LOW), ([LOW, HIGH], HIGH), ([HIGH, LOW], HIGH), ([AGAIN, HIGH, LOW], HIGH)],
)
def test_the_best_attempt_counts_and_the_earliest_of_equals(attempts, counts):
    assert best(attempts) == counts


def test_passed_once_is_passed_even_where_the_pass_mark_was_raised_since():
    passed_at_60, missed_at_75 = Tried(60, True, at(1)), Tried(70, False, at(2))
    assert best([missed_at_75, passed_at_60]) == passed_at_60


@pytest.mark.parametrize(
    ("attempts", "counts", "expected"),
    [
        ([], "best", Counted(None, passes=False)),
        ([UNREAD], "best", Counted(None, passes=False)),
        ([LOW, HIGH, UNREAD], "best", Counted(80, passes=True)),
        ([HIGH, Tried(50, False, at(9))], "last", Counted(50, passes=False)),
        ([Tried(50, False, at(9)), HIGH], "last", Counted(50, passes=False)),
        ([LOW, HIGH], "average", Counted(60, passes=False)),
        ([Tried(61, False, at(1)), HIGH], "average", Counted(70, passes=True)),
    ],
)
def test_what_counts_is_as_the_author_chose(attempts, counts, expected):
    assert counted(attempts, counts=counts, pass_percent=70) == expected


@given(
    st.lists(
        st.builds(Tried, st.integers(0, 100), st.booleans(), st.datetimes(timezones=st.just(UTC))), max_size=6
    ),
    st.integers(0, 100),
)
def test_one_more_attempt_never_lowers_what_counts_when_the_best_does(attempts, percent):
    before = counted(attempts, counts="best", pass_percent=50)
    after = counted([*attempts, Tried(percent, percent >= 50, NOON)], counts="best", pass_percent=50)
    assert after.passes >= before.passes


@pytest.mark.parametrize(
    ("terms", "sent", "questions", "refusal", "left", "opens_at"),
    [
        (Terms(), [], 3, None, None, None),
        (Terms(), [at(-1)] * 50, 3, None, None, None),
        (Terms(), [], 0, Refusal.NO_QUESTION, None, None),
        (Terms(attempts_allowed=2), [at(-9)], 3, None, 1, None),
        (Terms(attempts_allowed=2), [at(-9)] * 2, 3, Refusal.NONE_LEFT, 0, None),
        (Terms(attempts_allowed=1), [at(-9)] * 2, 3, Refusal.NONE_LEFT, 0, None),
        (Terms(delay_minutes=10), [at(-30), at(-9)], 3, Refusal.TOO_SOON, None, at(1)),
        (Terms(delay_minutes=10), [at(-10)], 3, None, None, None),
        (Terms(delay_minutes=10), [], 3, None, None, None),
    ],
)
def test_an_attempt_is_begun_when_the_terms_allow_it(terms, sent, questions, refusal, left, opens_at):
    answer = opening(terms, sent, now=NOON, questions=questions)
    assert (answer.refusal, answer.left, answer.opens_at) == (refusal, left, opens_at)
    assert bool(answer) is (refusal is None)


@pytest.mark.parametrize(
    ("limit", "extra", "seconds"),
    [(None, 50, None), (10, 0, 600), (10, 33, 798), (1, 33, 80), (10, -20, 600)],
)
def test_the_time_ends_with_the_learners_own_extra_time(limit, extra, seconds):
    end = ends_at(NOON, Terms(time_limit_minutes=limit), extra_percent=extra)
    assert end == (None if seconds is None else NOON + timedelta(seconds=seconds))


def test_answers_on_their_way_at_the_end_still_count():
    assert not is_over(None, NOON)
    assert not is_over(NOON, NOON + GRACE)
    assert is_over(NOON, NOON + GRACE + timedelta(seconds=1))


@pytest.mark.parametrize(
    ("reveal", "reveal_from", "is_sent", "left", "shown"),
    [
        (Reveal.SUBMITTED, None, False, None, False),
        (Reveal.SUBMITTED, None, True, None, True),
        (Reveal.EACH, None, True, None, True),
        (Reveal.NEVER, None, True, 0, False),
        (Reveal.LAST, None, True, 1, False),
        (Reveal.LAST, None, True, 0, True),
        (Reveal.LAST, None, True, None, False),
        (Reveal.DATE, at(1), True, None, False),
        (Reveal.DATE, at(0), True, None, True),
        (Reveal.DATE, None, True, None, True),
    ],
)
def test_corrections_are_shown_when_they_may_be(reveal, reveal_from, is_sent, left, shown):
    terms = Terms(reveal=reveal, reveal_from=reveal_from)
    assert shows_corrections(terms, is_sent=is_sent, left=left, now=NOON) is shown


@pytest.mark.parametrize(
    "terms", [Terms(), Terms(reveal=Reveal.DATE, reveal_from=NOON, time_limit_minutes=5)]
)
def test_terms_are_kept_and_read_again(terms):
    import json

    assert Terms.from_json(json.loads(json.dumps(terms.as_json()))) == terms
    assert Terms.from_json({"pass_percent": 50, "unknown": 1}) == Terms(pass_percent=50)
