"""Whose news a change of substance is. No database."""

import pytest

from learning.rules.changes import is_news, is_older


@pytest.mark.parametrize(
    ("changed", "enrolled", "done", "finished", "news"),
    [
        (5, 1, None, None, True),
        (5, 1, 3, None, True),
        (5, 1, 7, None, False),
        (5, 6, None, None, False),
        (5, 5, None, None, False),
        (5, 1, 3, 4, True),
        (5, 1, 3, 6, False),
    ],
)
def test_a_change_is_told_to_those_who_began_before_it(changed, enrolled, done, finished, news):
    told = is_news(changed_at=changed, enrolled_at=enrolled, done_at=done, finished_at=finished)
    assert told is news


def test_what_was_finished_before_a_change_is_of_the_older_version():
    assert is_older(finished_at=3, changed_at=5)
    assert not is_older(finished_at=5, changed_at=5)
