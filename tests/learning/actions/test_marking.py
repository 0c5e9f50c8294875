"""A person marks an open answer; a learner gets more time."""

import pytest

from accounts.models import LogEntry
from learning.actions.answer_quiz import answer_quiz
from learning.actions.begin_attempt import begin_attempt
from learning.actions.grant_accommodation import NotGranted, grant_accommodation
from learning.actions.mark_answer import NotMarked, mark_answer
from learning.models import Accommodation, Answer, Notification, QuizPage

OPEN = (
    "open_text",
    {
        "prompt": "Pourquoi montrer le bénévolat dans les comptes ?",
        "points": 4,
        "criteria": [
            {"title": "Ce que cela montre", "detail": "", "points": 3},
            {"title": "Des mots simples", "detail": "", "points": 1},
        ],
    },
)


@pytest.fixture
def open_quiz(module, make_quiz) -> QuizPage:
    """A quiz of one open question and one machine-marked, 5 points."""
    statement = {"prompt": "Vrai ?", "points": 1, "is_true": True, "feedback": "", "source": ""}
    return make_quiz(module, "Questions ouvertes", questions=[OPEN, ("true_false", statement)])


@pytest.fixture
def sent(enrolment, open_quiz, ada):
    """Ada's attempt, whose open answer waits."""
    first, second = open_quiz.asked()
    given = {first.key: "Pour montrer l’engagement.", second.key: "true"}
    return answer_quiz(enrolment=enrolment, quiz=open_quiz, answers=given, actor=ada)


@pytest.fixture
def waiting(sent) -> Answer:
    return sent.answers.get(number=1)


def test_an_open_answer_waits_and_nothing_is_decided_meanwhile(sent, enrolment):
    assert (sent.to_mark, sent.passed, sent.is_marked) == (1, None, False)
    assert not enrolment.completed_steps.exists()


def test_an_open_question_left_blank_waits_for_nobody(enrolment, open_quiz, ada):
    attempt = answer_quiz(enrolment=enrolment, quiz=open_quiz, answers={}, actor=ada)
    assert (attempt.to_mark, attempt.passed, attempt.percent) == (0, False, 0)


def test_marking_settles_the_score_finishes_the_step_and_tells_the_learner(waiting, grace, ada, enrolment):
    attempt = mark_answer(answer=waiting, actor=grace, points=[3, 0], comment="Bien vu.")
    assert (attempt.earned, attempt.percent, attempt.passed) == (4, 80, True)
    assert enrolment.completed_steps.count() == 1
    waiting.refresh_from_db()
    assert (waiting.earned, waiting.comment, waiting.marked_by) == ("3", "Bien vu.", grace)
    assert [one["earned"] for one in waiting.criteria] == [3, 0]
    told = Notification.objects.to(ada).get(kind="answer_marked")
    assert (told.kind, told.address) == ("answer_marked", attempt.get_absolute_url())
    assert LogEntry.objects.about(waiting).get().verb == "answer.marked"


def test_marking_again_corrects_and_takes_back_no_step(waiting, grace, ada, enrolment):
    mark_answer(answer=waiting, actor=grace, points=[3, 1])
    attempt = mark_answer(answer=waiting, actor=grace, points=[0, 0])
    assert (attempt.percent, attempt.passed) == (20, False)
    assert enrolment.completed_steps.count() == 1
    assert Notification.objects.to(ada).filter(kind="answer_marked").count() == 1


def test_nobody_marks_their_own(waiting, ada):
    with pytest.raises(NotMarked, match="propres réponses"):
        mark_answer(answer=waiting, actor=ada, points=[3, 1])


@pytest.mark.parametrize("points", [[], [4, 0], [None, 1], [3, -1]])
def test_points_that_make_no_sense_name_their_criterion_and_keep_nothing(waiting, grace, points):
    with pytest.raises(NotMarked, match="«\xa0"):
        mark_answer(answer=waiting, actor=grace, points=points)
    waiting.refresh_from_db()
    assert waiting.earned == ""


def test_only_open_answers_of_sent_attempts_are_marked(sent, grace, enrolment, open_quiz, ada):
    with pytest.raises(NotMarked, match="n’attend pas"):
        mark_answer(answer=sent.answers.get(number=2), actor=grace, points=[])
    going = begin_attempt(enrolment=enrolment, quiz=open_quiz, actor=ada)
    with pytest.raises(NotMarked, match="n’attend pas"):
        mark_answer(answer=going.answers.get(number=1), actor=grace, points=[3, 1])


class TestAccommodations:
    def test_more_time_is_granted_changed_and_ended(self, ada, house, val):
        def give(percent):
            return grant_accommodation(learner=ada, structure=house, extra_time_percent=percent, actor=val)

        assert give(33).extra_time_percent == 33
        assert give(50).extra_time_percent == 50
        assert give(0) is None
        assert give(0) is None
        assert not Accommodation.objects.exists()
        verbs = LogEntry.objects.filter(verb__startswith="accommodation").order_by("pk")
        assert [line.verb.partition(".")[2] for line in verbs] == ["granted", "granted", "ended"]

    def test_the_log_keeps_no_reason(self, ada, house, val):
        grant_accommodation(learner=ada, structure=house, extra_time_percent=33, reason="dyslexie", actor=val)
        assert "dyslexie" not in str(LogEntry.objects.get(verb="accommodation.granted").payload)

    @pytest.mark.parametrize("percent", [-1, 301])
    def test_a_measure_that_makes_no_sense_is_refused(self, ada, house, val, percent):
        with pytest.raises(NotGranted, match="300"):
            grant_accommodation(learner=ada, structure=house, extra_time_percent=percent, actor=val)

    def test_nobody_grants_it_to_themselves_nor_without_the_role(self, ada, house, val, grace):
        with pytest.raises(NotGranted, match="soi-même"):
            grant_accommodation(learner=val, structure=house, extra_time_percent=33, actor=val)
        with pytest.raises(NotGranted, match="valident"):
            grant_accommodation(learner=ada, structure=house, extra_time_percent=33, actor=grace)
