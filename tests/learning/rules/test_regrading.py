"""What a corrected key changes. No database."""

from fractions import Fraction

from learning.rules.regrading import Before, Preview, weigh


def before(number, earned, whole, passed):
    return Before(number, Fraction(earned), Fraction(whole), 4, 70, passed)


def test_only_what_earns_another_mark_changes():
    preview = weigh([(before(1, 1, 4, True), Fraction(1)), (before(2, 0, 2, False), Fraction(0))])
    assert preview == Preview(2, ())


def test_who_gains_loses_passes_or_no_longer_does_is_counted():
    preview = weigh(
        [
            (before(1, 0, 2, False), Fraction(1)),  # 75 %: passes now
            (before(2, 0, 1, False), Fraction(1)),  # 50 %: gains, passes not
            (before(3, 1, 3, True), Fraction(0)),  # 50 %: passed, and keeps its step
            (before(4, 1, 4, True), Fraction(0)),  # 75 %: loses a point, passes still
        ]
    )
    assert (preview.answers, preview.gain, preview.lose) == (4, 2, 2)
    assert (preview.newly_passed, preview.no_longer_passing) == (1, 1)


def test_answers_that_the_key_cannot_mark_are_counted_apart():
    preview = weigh([(before(1, 1, 4, True), None), (before(2, 1, 4, True), Fraction(1))])
    assert (preview.answers, preview.unmarkable, preview.changes) == (2, 1, ())


def test_a_whole_never_ends_below_nothing_and_a_quiz_without_points_passes_nobody():
    negative = Before(1, Fraction(0), Fraction(0), 4, 0, True)
    assert weigh([(negative, Fraction(-1))]).changes[0].passes
    assert not weigh([(Before(1, Fraction(0), Fraction(0), 0, 70, False), Fraction(1))]).changes[0].passes
