"""An attempt: begun once, saved as it goes, sent once, marked as it was shown."""

import random
import threading
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import LogEntry
from learning.actions.answer_quiz import answer_quiz
from learning.actions.begin_attempt import NotOpen, begin_attempt
from learning.actions.close_overdue import close_overdue
from learning.actions.enrol import enrol
from learning.actions.reveal_answer import reveal_answer
from learning.actions.save_answers import AttemptClosed, save_answers
from learning.actions.submit_attempt import submit_attempt
from learning.models import (
    Accommodation,
    Answer,
    Attempt,
    BankCategory,
    BankQuestion,
    CompletedStep,
    QuestionBank,
    QuestionVersion,
    QuizPage,
)
from learning.rules.attempts import Refusal


@pytest.fixture
def begin(enrolment, quiz, ada):
    def begin(quiz=quiz, **kwargs):
        return begin_attempt(enrolment=enrolment, quiz=quiz, actor=ada, **kwargs)

    return begin


@pytest.fixture
def send(enrolment, quiz, ada):
    """A function that answers the quiz at once."""

    def send(given, quiz=quiz, **kwargs):
        return answer_quiz(enrolment=enrolment, quiz=quiz, answers=given, actor=ada, **kwargs)

    return send


def edited(quiz, **fields) -> QuizPage:
    """The quiz with these settings, published."""
    for name, value in fields.items():
        setattr(quiz, name, value)
    quiz.save_revision().publish()
    return QuizPage.objects.get(pk=quiz.pk)


def hours_ago(count):
    return timezone.now() - timedelta(hours=count)


class TestBeginning:
    def test_the_questions_are_kept_as_they_are_worded_that_day(self, begin, quiz):
        attempt = begin()
        edited(quiz, questions=[])
        rows = list(attempt.answers.in_order())
        assert [row.version.kind for row in rows] == ["single_choice", "multiple_choice", "true_false"]
        assert rows[0].version.value["choices"][0]["text"] == "L’assemblée générale"
        assert (attempt.possible, attempt.number, attempt.pass_percent) == (4, 1, 70)
        assert LogEntry.objects.about(attempt).get().verb == "attempt.begun"

    def test_what_comes_after_another_step_is_not_begun_before_it(self, begin, quiz, sequences):
        quiz = edited(quiz, in_order=True)
        with pytest.raises(NotOpen, match="Séquence") as caught:
            begin(quiz=quiz)
        assert (caught.value.lock.url, caught.value.opening) == (sequences[0].url, None)
        assert not Attempt.objects.exists()

    def test_beginning_again_finds_the_attempt_under_way(self, begin):
        assert begin() == begin()

    def test_the_same_token_is_the_same_attempt_even_once_sent(self, begin, ada):
        token = uuid4()
        first = begin(token=token)
        submit_attempt(attempt=first, actor=ada)
        assert begin(token=token) == first

    def test_a_thousand_attempts_share_one_wording(self, begin, ada):
        for _each in range(2):
            submit_attempt(attempt=begin(), actor=ada)
        assert (Attempt.objects.count(), QuestionVersion.objects.count()) == (2, 3)

    def test_a_question_corrected_since_is_another_wording(self, begin, quiz, ada):
        submit_attempt(attempt=begin(), actor=ada)
        quiz.questions[2].value["is_true"] = True
        begin(quiz=edited(quiz))
        assert QuestionVersion.objects.filter(kind="true_false").count() == 2

    def test_a_quiz_without_questions_is_not_begun(self, begin, quiz):
        with pytest.raises(NotOpen) as refused:
            begin(quiz=edited(quiz, questions=[]))
        assert refused.value.opening.refusal == Refusal.NO_QUESTION

    def test_attempts_allowed_are_counted(self, begin, quiz, ada):
        quiz = edited(quiz, attempts_allowed=1)
        submit_attempt(attempt=begin(quiz=quiz), actor=ada)
        with pytest.raises(NotOpen) as refused:
            begin(quiz=quiz)
        assert refused.value.opening.refusal == Refusal.NONE_LEFT

    def test_the_delay_between_two_is_kept(self, begin, quiz, ada):
        quiz = edited(quiz, delay_minutes=60)
        submit_attempt(attempt=begin(quiz=quiz), actor=ada, at=hours_ago(0.5))
        with pytest.raises(NotOpen) as refused:
            begin(quiz=quiz)
        assert refused.value.opening.refusal == Refusal.TOO_SOON
        assert begin(quiz=quiz, at=timezone.now() + timedelta(minutes=31)).number == 2

    def test_answers_are_shuffled_when_the_author_wants(self, begin, quiz):
        begin(quiz=edited(quiz, shuffle_answers=True), chance=random.Random(3))
        orders = list(Answer.objects.order_by("number").values_list("order", flat=True))
        assert [sorted(order) for order in orders] == [[0, 1], [0, 1, 2], []]

    def test_sixty_questions_are_begun_in_few_queries(self, begin, quiz, django_assert_max_num_queries):
        question = {"prompt": "Vrai ?", "points": 1, "is_true": True, "feedback": "", "source": ""}
        quiz = edited(
            quiz, questions=[("true_false", question | {"prompt": f"Vrai {n} ?"}) for n in range(60)]
        )
        with django_assert_max_num_queries(23):
            assert begin(quiz=quiz).answers.count() == 60


class TestDraws:
    @pytest.fixture
    def bank(self, house):
        bank = QuestionBank.objects.create(structure=house, title="Droit", slug="droit")
        law = BankCategory.objects.create(bank=bank, path="Loi/1901")
        for number in range(6):
            BankQuestion.objects.create(
                bank=bank,
                name=f"Question {number}",
                category=law if number < 4 else None,
                question=[("true_false", {"prompt": f"Tirée {number} ?", "points": 1, "is_true": True})],
            )
        return bank

    def draw(self, bank, count, **more):
        return (
            "draw",
            {"bank": bank, "category": "", "tag": "", "count": count, "points": None} | more,
        )

    def test_questions_are_drawn_once_each(self, begin, quiz, bank):
        quiz = edited(quiz, questions=[self.draw(bank, 3), self.draw(bank, 3)])
        keys = begin(quiz=quiz).answers.values_list("version__key", flat=True)
        assert len(keys) == len(set(keys)) == 6

    def test_a_draw_that_finds_too_few_takes_what_there_is(self, begin, quiz, bank):
        quiz = edited(quiz, questions=[self.draw(bank, 4), self.draw(bank, 4)])
        assert begin(quiz=quiz).answers.count() == 6

    def test_a_category_holds_what_is_under_it_and_a_draw_its_points(self, begin, quiz, bank):
        quiz = edited(
            quiz,
            questions=[
                ("section", {"title": "La loi", "text": ""}),
                self.draw(bank, 9, category="Loi", points=5),
            ],
        )
        rows = list(begin(quiz=quiz).answers.all())
        assert {(row.section, row.points) for row in rows} == {("La loi", 5)}
        assert len(rows) == 4

    def test_retired_questions_are_not_drawn(self, begin, quiz, bank):
        BankQuestion.objects.exclude(name="Question 5").update(is_retired=True)
        quiz = edited(quiz, questions=[self.draw(bank, 3)])
        assert begin(quiz=quiz).answers.get().version.value["prompt"] == "Tirée 5 ?"

    def test_every_question_has_a_chance(self, begin, quiz, bank, ada):
        quiz, seen = edited(quiz, questions=[self.draw(bank, 1)]), set()
        for seed in range(40):
            attempt = begin(quiz=quiz, chance=random.Random(seed))
            seen.add(attempt.answers.get().version.value["prompt"])
            submit_attempt(attempt=attempt, actor=ada)
        assert len(seen) == 6

    def test_questions_are_shuffled_within_their_section(self, begin, quiz, bank):
        parts = [
            ("section", {"title": "A", "text": ""}),
            self.draw(bank, 3),
            ("section", {"title": "B", "text": ""}),
            self.draw(bank, 3),
        ]
        quiz = edited(quiz, questions=parts, shuffle_questions=True)
        assert (
            list(begin(quiz=quiz).answers.order_by("number").values_list("section", flat=True))
            == ["A"] * 3 + ["B"] * 3
        )


class TestSaving:
    def test_two_tabs_that_save_two_answers_lose_neither(self, begin, ada):
        attempt = begin()
        save_answers(attempt=attempt, answers={1: "0"}, actor=ada)
        save_answers(attempt=attempt, answers={3: "false"}, actor=ada, certainty={3: 2})
        assert list(attempt.answers.order_by("number").values_list("answer", "certainty")) == [
            ("0", None),
            (None, None),
            ("false", 2),
        ]

    def test_how_sure_one_is_may_be_said_by_itself_and_leaves_the_answer(self, begin, ada):
        attempt = begin()
        save_answers(attempt=attempt, answers={1: "0"}, actor=ada)
        assert save_answers(attempt=attempt, answers={}, certainty={1: 3}, actor=ada) == 1
        assert attempt.answers.filter(number=1).values_list("answer", "certainty").get() == ("0", 3)

    def test_numbers_it_does_not_have_and_degrees_that_make_no_sense_are_ignored(self, begin, ada):
        attempt = begin()
        assert save_answers(attempt=attempt, answers={1: "0", 99: "0"}, certainty={1: 7}, actor=ada) == 1
        assert attempt.answers.get(number=1).certainty is None

    def test_nothing_is_saved_once_it_is_sent(self, begin, ada):
        attempt = submit_attempt(attempt=begin(), actor=ada)
        with pytest.raises(AttemptClosed):
            save_answers(attempt=attempt, answers={1: "0"}, actor=ada)
        assert attempt.answers.get(number=1).answer is None

    def test_saving_one_answer_costs_few_queries(self, begin, ada, django_assert_max_num_queries):
        attempt = begin()
        with django_assert_max_num_queries(5):  # two of them the savepoint's
            save_answers(attempt=attempt, answers={1: "0"}, actor=ada)


class TestTime:
    def test_the_clock_is_the_servers(self, begin, quiz, ada):
        attempt = begin(quiz=edited(quiz, time_limit_minutes=10))
        save_answers(attempt=attempt, answers={1: "0"}, actor=ada)
        with pytest.raises(AttemptClosed):
            save_answers(
                attempt=attempt, answers={1: "1"}, actor=ada, at=attempt.due_at + timedelta(seconds=16)
            )
        assert attempt.answers.get(number=1).answer == "0"

    def test_a_few_seconds_of_grace_make_up_for_the_way(self, begin, quiz, ada):
        attempt = begin(quiz=edited(quiz, time_limit_minutes=10))
        late = attempt.due_at + timedelta(seconds=10)
        assert save_answers(attempt=attempt, answers={1: "0"}, actor=ada, at=late) == 1

    @pytest.mark.parametrize(("until", "minutes"), [(None, 15), (-1, 10), (1, 15)])
    def test_an_accommodation_gives_more_of_it_while_it_holds(
        self, begin, quiz, ada, house, val, until, minutes
    ):
        Accommodation.objects.create(
            learner=ada,
            structure=house,
            extra_time_percent=50,
            granted_by=val,
            until=until and timezone.localdate() + timedelta(days=until),
        )
        attempt = begin(quiz=edited(quiz, time_limit_minutes=10))
        assert attempt.due_at - attempt.started_at == timedelta(minutes=minutes)

    def test_the_worker_sends_what_is_overdue_with_what_was_saved(self, begin, quiz, ada, enrolment, answers):
        attempt = begin(quiz=edited(quiz, time_limit_minutes=10), at=hours_ago(1))
        numbers = dict(attempt.answers.values_list("version__key", "number"))
        given = {numbers[key]: answer for key, answer in answers(quiz).items()}
        save_answers(attempt=attempt, answers=given, actor=ada, at=hours_ago(0.9))

        assert close_overdue() == 1
        assert close_overdue() == 0
        attempt.refresh_from_db()
        assert (attempt.submitted_at, attempt.percent, attempt.passed) == (attempt.due_at, 100, True)
        assert enrolment.completed_steps.count() == 1

    def test_beginning_after_the_time_sends_the_old_one_and_makes_another(self, begin, quiz):
        quiz = edited(quiz, time_limit_minutes=10)
        old = begin(quiz=quiz, at=hours_ago(1))
        assert begin(quiz=quiz).number == 2
        old.refresh_from_db()
        assert old.submitted_at == old.due_at

    def test_an_attempt_without_limit_is_never_overdue(self, begin):
        begin(at=hours_ago(1000))
        assert close_overdue() == 0


class TestSending:
    def test_a_passed_attempt_finishes_the_step(self, send, quiz, answers, enrolment):
        attempt = send(answers(quiz))
        assert (attempt.earned, attempt.possible, attempt.percent, attempt.passed) == (4, 4, 100, True)
        fact = enrolment.completed_steps.get()
        assert (fact.step_key, fact.evidence_type, fact.revision_id) == (
            quiz.translation_key,
            "evaluation",
            attempt.revision_id,
        )
        line = LogEntry.objects.about(attempt).get(verb="attempt.submitted")
        assert line.payload == {"quiz": "Questionnaire", "percent": 100, "passed": True}

    def test_an_attempt_that_misses_the_mark_finishes_nothing(self, send, quiz, answers, enrolment):
        attempt = send(answers(quiz, 2))
        assert (attempt.percent, attempt.passed) == (50, False)
        assert not enrolment.completed_steps.exists()

    def test_sending_twice_marks_once(self, begin, ada):
        attempt = begin()
        assert submit_attempt(attempt=attempt, actor=ada) == submit_attempt(attempt=attempt, actor=ada)
        assert LogEntry.objects.filter(verb="attempt.submitted").count() == 1

    def test_the_same_token_sent_again_changes_nothing(self, send, quiz, answers):
        token = uuid4()
        first = send(answers(quiz), token=token)
        assert send(answers(quiz, 1, 2, 3), token=token) == first
        assert Attempt.objects.get().percent == 100

    def test_a_better_attempt_counts_and_a_worse_one_takes_nothing(self, send, quiz, answers, enrolment):
        send(answers(quiz, 2))
        send(answers(quiz))
        send(answers(quiz, 1, 2, 3))
        assert enrolment.completed_steps.count() == 1

    def test_the_average_is_what_counts_where_the_author_wants(self, send, quiz, answers, enrolment):
        quiz = edited(quiz, counts="average")
        send(answers(quiz, 2), quiz=quiz)  # 50
        send(answers(quiz), quiz=quiz)  # 75 on average
        assert enrolment.completed_steps.count() == 1

    def test_the_last_is_what_counts_where_the_author_wants(self, send, quiz, answers, enrolment):
        quiz = edited(quiz, counts="last")
        send(answers(quiz, 2), quiz=quiz)
        assert not enrolment.completed_steps.exists()
        send(answers(quiz), quiz=quiz)
        assert enrolment.completed_steps.count() == 1

    def test_wrong_answers_cost_points_where_the_author_wants(self, send, quiz, answers):
        quiz = edited(quiz, negative_marking=True)
        attempt = send(answers(quiz, 3), quiz=quiz)
        assert attempt.earned == Decimal(2)  # 3 right, 1 taken away
        assert attempt.answers.get(number=3).earned == "-1"

    def test_the_terms_are_those_of_the_day_it_was_begun(self, begin, quiz, ada):
        attempt = begin()
        edited(quiz, pass_percent=0)
        assert submit_attempt(attempt=attempt, actor=ada).passed is False

    def test_a_quiz_unpublished_meanwhile_still_takes_the_answers(self, begin, quiz, ada, answers, enrolment):
        attempt = begin()
        numbers = dict(attempt.answers.values_list("version__key", "number"))
        quiz.unpublish()
        save_answers(
            attempt=attempt, answers={numbers[key]: one for key, one in answers(quiz).items()}, actor=ada
        )
        assert submit_attempt(attempt=attempt, actor=ada).passed
        assert enrolment.completed_steps.count() == 1

    @pytest.mark.parametrize("nonsense", [None, "", "99", [], ["0", "1", "2", "99"], {"a": 1}, 7])
    def test_answers_that_make_no_sense_earn_nothing(self, send, quiz, nonsense):
        attempt = send({question.key: nonsense for question in quiz.asked()} | {"nobody-asked": "0"})
        assert (attempt.percent, attempt.passed) == (0, False)

    def test_thirds_are_added_exactly_and_kept_rounded_down(self, send, quiz, answers, monkeypatch):
        from fractions import Fraction

        third = lambda *_args: Fraction(1, 3)  # noqa: E731
        for kind in ("single_choice.SingleChoice", "multiple_choice.MultipleChoice", "true_false.TrueFalse"):
            monkeypatch.setattr(f"learning.questions.{kind}.credit", third)
        attempt = send(answers(quiz))
        assert (attempt.earned, attempt.percent) == (Decimal("1.33"), 33)


class TestRevealing:
    def test_a_checked_answer_no_longer_changes(self, begin, quiz, ada):
        attempt = begin(quiz=edited(quiz, reveal="each"))
        save_answers(attempt=attempt, answers={1: "1"}, actor=ada)
        assert reveal_answer(attempt=attempt, number=1, actor=ada)
        assert reveal_answer(attempt=attempt, number=1, actor=ada)
        assert save_answers(attempt=attempt, answers={1: "0"}, actor=ada) == 0
        assert attempt.answers.get(number=1).answer == "1"

    def test_nothing_is_revealed_without_an_answer_or_where_corrections_come_later(self, begin, quiz, ada):
        attempt = begin()
        save_answers(attempt=attempt, answers={1: "1"}, actor=ada)
        assert not reveal_answer(attempt=attempt, number=1, actor=ada)
        submit_attempt(attempt=attempt, actor=ada)
        each = begin(quiz=edited(quiz, reveal="each"))
        assert not reveal_answer(attempt=each, number=1, actor=ada)
        assert not reveal_answer(attempt=each, number=9, actor=ada)
        submit_attempt(attempt=each, actor=ada)
        assert not reveal_answer(attempt=each, number=1, actor=ada)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("verb", ["begin", "send"])
def test_two_requests_at_once_make_one(house, make_module, make_person, answers, verb):
    module, eve = make_module(house, sequences=0), make_person("eve")
    enrolment = enrol(learner=eve, module=module, structure=house, actor=eve)
    quiz = QuizPage.objects.child_of(module).get()
    if verb == "send":
        attempt = begin_attempt(enrolment=enrolment, quiz=quiz, actor=eve)
        numbers = dict(attempt.answers.values_list("version__key", "number"))
        given = {numbers[key]: one for key, one in answers(quiz).items()}
        save_answers(attempt=attempt, answers=given, actor=eve)
    barrier, problems, made = threading.Barrier(2), [], []

    def request() -> None:
        try:
            barrier.wait()
            if verb == "begin":
                made.append(begin_attempt(enrolment=enrolment, quiz=quiz, actor=eve))
            else:
                made.append(submit_attempt(attempt=attempt, actor=eve))
        except Exception as problem:
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=request) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert problems == []
    assert made[0] == made[1]
    assert Attempt.objects.count() == 1
    assert CompletedStep.objects.count() == (verb == "send")
