"""What answers say of questions, and what a corrected key changes."""

import pytest
from django.urls import reverse

from accounts.models import LogEntry
from certification.models import Credential
from learning.actions.answer_quiz import answer_quiz
from learning.actions.begin_attempt import begin_attempt
from learning.actions.complete_step import complete_step
from learning.actions.compute_statistics import compute_statistics
from learning.actions.enrol import enrol
from learning.actions.mark_answer import mark_answer
from learning.actions.regrade import NotRegraded, begin_regrade, preview_regrade, regrade
from learning.models import (
    Answer,
    Attempt,
    BankQuestion,
    ItemStatistic,
    QuestionBank,
    QuizPage,
    Regrade,
    StepPage,
)
from learning.tasks import compute_statistics as nightly


@pytest.fixture
def crowd(house, module, quiz, answers, make_person):
    """A function that has so many people answer the quiz, missing these questions."""
    made = iter(range(1000))

    def answer(count, *missed):
        people = []
        for _each in range(count):
            person = make_person(f"p{next(made)}", house, "learner")
            enrolment = enrol(learner=person, module=module, structure=house, actor=person)
            answer_quiz(enrolment=enrolment, quiz=quiz, answers=answers(quiz, *missed), actor=person)
            people.append(person)
        return people

    return answer


NEW_CHOICES = [("L’assemblée", True), ("Le maire", False)]
QUESTION = [("true_false", {"prompt": "Vrai ?", "points": 1, "is_true": True})]


def corrected(quiz, number=3, **fields) -> QuizPage:
    """The quiz with another key for its third question, published."""
    for name, value in fields.items():
        quiz.questions[number - 1].value[name] = value
    quiz.save_revision().publish()
    return QuizPage.objects.get(pk=quiz.pk)


class TestStatistics:
    def test_each_question_has_its_figures(self, crowd, quiz):
        crowd(12)
        crowd(10, 1, 3)
        assert compute_statistics(quiz_key=quiz.translation_key) == 3
        first, second, third = (
            ItemStatistic.objects.get(quiz_key=quiz.translation_key, key=one.key) for one in quiz.asked()
        )
        assert (first.sample, first.facility) == (22, pytest.approx(12 / 22))
        assert first.discrimination == pytest.approx(1)
        assert second.discrimination is None  # everybody found it
        assert second.flags == ["too_easy", "idle_distractor"]
        assert [(one["text"], one["count"]) for one in third.frequencies] == [("Vrai", 10), ("Faux", 12)]

    def test_the_first_attempt_of_each_counts_once_it_is_marked(self, crowd, quiz, ada, enrolment, answers):
        answer_quiz(enrolment=enrolment, quiz=quiz, answers=answers(quiz, 1), actor=ada)
        answer_quiz(enrolment=enrolment, quiz=quiz, answers=answers(quiz), actor=ada)
        begin_attempt(enrolment=enrolment, quiz=quiz, actor=ada)
        compute_statistics(quiz_key=quiz.translation_key)
        statistic = ItemStatistic.objects.get(key=quiz.asked()[0].key)
        assert (statistic.sample, statistic.facility) == (1, 0)

    def test_computing_again_replaces(self, crowd, quiz):
        crowd(1)
        for _each in range(2):
            compute_statistics(quiz_key=quiz.translation_key)
        assert ItemStatistic.objects.count() == 3

    def test_a_corrected_key_is_told_in_its_last_wording(self, crowd, quiz):
        crowd(1)
        corrected(quiz, number=1, prompt="Qui approuve les comptes de l’année ?")
        crowd(2, 1)
        key = quiz.asked()[0].key
        corrected(quiz, number=1, choices=[{"text": t, "correct": r} for t, r in NEW_CHOICES])
        crowd(1)
        compute_statistics(quiz_key=quiz.translation_key)
        statistic = ItemStatistic.objects.get(key=key)
        assert (statistic.sample, statistic.facility) == (4, 0.5)
        assert [one["text"] for one in statistic.frequencies] == ["L’assemblée", "Le maire"]

    def test_an_opinion_is_counted_and_nothing_is_right_or_wrong(self, module, make_quiz, ada, enrolment):
        opinion = {"prompt": "Votre avis", "points": 0, "statements": ["Utile"], "scale": ["Non", "Oui"]}
        quiz = make_quiz(module, "Avis", questions=[("likert", opinion), *QUESTION])
        [asked, question] = quiz.asked()
        answers = {asked.key: {"0": "1"}, question.key: "true"}
        answer_quiz(enrolment=enrolment, quiz=quiz, answers=answers, actor=ada)
        assert compute_statistics(quiz_key=quiz.translation_key) == 2
        said = ItemStatistic.objects.get(key=asked.key)
        assert (said.sample, said.facility, said.discrimination, said.flags) == (1, None, None, [])
        assert [(one["text"], one["count"]) for one in said.frequencies] == [
            ("Utile Non", 0),
            ("Utile Oui", 1),
        ]
        assert ItemStatistic.objects.get(key=question.key).facility == 1

    def test_answers_pass_in_few_queries_whatever_their_number(
        self, crowd, quiz, django_assert_max_num_queries
    ):
        crowd(15)
        with django_assert_max_num_queries(9):
            compute_statistics(quiz_key=quiz.translation_key)

    def test_a_bank_question_has_its_figures_over_all_quizzes(self, house, module, make_quiz, ada, enrolment):
        bank = QuestionBank.objects.create(structure=house, title="Droit", slug="droit")
        statement = {"prompt": "Tirée ?", "points": 1, "is_true": True}
        kept = BankQuestion.objects.create(bank=bank, name="Une", question=[("true_false", statement)])
        draw = {"bank": bank, "category": "", "tag": "", "count": 1, "points": None}
        for title in ("Un", "Deux"):
            quiz = make_quiz(module, title, questions=[("draw", draw)])
            answer_quiz(enrolment=enrolment, quiz=quiz, answers={str(kept.key): "true"}, actor=ada)
        nightly()
        statistic = ItemStatistic.objects.get(quiz_key=None)
        assert (statistic.key, statistic.sample, statistic.facility) == (str(kept.key), 2, 1)

    def test_the_night_computes_what_is_stale_and_nothing_else(self, crowd, quiz):
        crowd(1)
        assert nightly() == 1
        assert ItemStatistic.objects.filter(quiz_key=quiz.translation_key).count() == 3
        assert nightly() == 0

    def test_the_author_reads_them_beside_the_questions(self, crowd, quiz, val, client_of):
        crowd(2)
        client, address = client_of(val), reverse("wagtailadmin_pages:edit", args=[quiz.pk])
        assert "Aucune réponse comptée" in client.get(address).content.decode()
        compute_statistics(quiz_key=quiz.translation_key)
        page = client.get(address).content.decode()
        assert "Trop peu de réponses pour en dire plus." in page
        assert reverse("learning_regrade", args=[quiz.pk, quiz.asked()[2].key]) in page
        # The script sets this beside the very question.
        assert f'data-item="{quiz.questions[0].id}"' in page

    def test_what_a_person_marked_later_is_counted_the_next_night(
        self, enrolment, make_quiz, module, ada, val
    ):
        opinion = {"prompt": "Pourquoi ?", "points": 4, "criteria": [{"title": "A", "points": 4}]}
        quiz = make_quiz(module, "Ouverte", questions=[("open_text", opinion)])
        key = quiz.asked()[0].key
        attempt = answer_quiz(enrolment=enrolment, quiz=quiz, answers={key: "Parce que."}, actor=ada)
        nightly()
        assert not ItemStatistic.objects.exists()
        mark_answer(answer=attempt.answers.get(), actor=val, points=[3])
        nightly()
        assert ItemStatistic.objects.get(quiz_key=quiz.translation_key).facility == 0.75
        assert nightly() == 0


class TestBankQuestions:
    @pytest.fixture
    def kept(self, house) -> BankQuestion:
        bank = QuestionBank.objects.create(structure=house, title="Droit", slug="droit")
        choices = [{"text": "Oui", "correct": True}, {"text": "Non", "correct": False}]
        question = [("single_choice", {"prompt": "Tirée ?", "points": 1, "choices": choices})]
        return BankQuestion.objects.create(bank=bank, name="Une", question=question)

    @pytest.fixture
    def missed(self, kept, module, make_quiz, ada, enrolment) -> Attempt:
        draw = {"bank": kept.bank, "category": "", "tag": "", "count": 1, "points": 3}
        quiz = make_quiz(module, "Tirage", questions=[("draw", draw)])
        return answer_quiz(enrolment=enrolment, quiz=quiz, answers={str(kept.key): "1"}, actor=ada)

    def test_a_wrong_key_is_corrected_wherever_the_question_was_drawn(
        self, kept, missed, val, client_of, django_capture_on_commit_callbacks
    ):
        assert missed.percent == 0
        for place, choice in enumerate(kept.question[0].value["choices"]):
            choice["correct"] = place == 1
        kept.save()
        client, address = client_of(val), reverse("learning_regrade_bank_question", args=[kept.pk])
        assert "Ada Exemple\xa0: 0 → 3" in client.get(address).content.decode()
        with django_capture_on_commit_callbacks(execute=True):
            client.post(address, {"reason": "Le corrigé était faux"})
        missed.refresh_from_db()
        assert (missed.percent, missed.passed) == (100, True)
        assert Regrade.objects.get().quiz_key is None
        # The figures follow the corrected key at once.
        assert ItemStatistic.objects.get(quiz_key=None, key=str(kept.key)).facility == 1

    def test_an_answer_to_another_offer_is_said_to_stay(self, kept, missed, val, client_of):
        kept.question[0].value["choices"].append({"text": "Peut-être", "correct": False})
        kept.save()
        address = reverse("learning_regrade_bank_question", args=[kept.pk])
        assert "Réponses à une ancienne rédaction" in client_of(val).get(address).content.decode()

    def test_its_figures_stand_where_it_is_read_and_where_it_is_written(self, kept, missed, val, client_of):
        nightly()
        client, correct = client_of(val), reverse("learning_regrade_bank_question", args=[kept.pk])
        for action in ("inspect", "edit"):
            page = client.get(reverse(f"questions-de-banque_modeladmin_{action}", args=[kept.pk]))
            assert "Oui (attendue)" in page.content.decode() and correct in page.content.decode()

    def test_only_who_writes_the_bank_corrects_its_keys(self, kept, ada, other_house, make_person, client_of):
        QuestionBank.objects.update(is_shared=True)
        address = reverse("learning_regrade_bank_question", args=[kept.pk])
        for somebody in (ada, make_person("eve", other_house, "trainer")):
            assert client_of(somebody).get(address).status_code in (302, 403, 404)


class TestRegrading:
    @pytest.fixture
    def sent(self, enrolment, quiz, ada, answers) -> Attempt:
        """Ada's attempt, which earned 2 of 4: she missed the second question, worth 2."""
        return answer_quiz(enrolment=enrolment, quiz=quiz, answers=answers(quiz, 2), actor=ada)

    def right_everywhere(self, quiz) -> QuizPage:
        """The quiz whose second question now expects what Ada answered."""
        choices = quiz.questions[1].value["choices"]
        for place, choice in enumerate(choices):
            choice["correct"] = place == 2
        return corrected(quiz, number=2)

    def begin(self, quiz, actor, reason="Le corrigé était faux"):
        return begin_regrade(
            question=quiz.asked()[1],
            quiz_key=quiz.translation_key,
            structure=quiz.module.structure,
            actor=actor,
            reason=reason,
        )

    def test_what_would_change_is_known_and_nothing_is_written(self, sent, quiz):
        quiz = self.right_everywhere(quiz)
        preview = preview_regrade(question=quiz.asked()[1], quiz_key=quiz.translation_key)
        assert (preview.answers, preview.gain, preview.newly_passed) == (1, 1, 1)
        sent.refresh_from_db()
        assert sent.percent == 50

    def test_marking_again_finishes_the_step_of_who_passes_now(self, sent, quiz, val, enrolment):
        quiz = self.right_everywhere(quiz)
        done = regrade(begun=self.begin(quiz, val))
        sent.refresh_from_db()
        assert (sent.percent, sent.passed) == (100, True)
        assert (done.answers_changed, done.newly_passed, done.finished_at is not None) == (1, 1, True)
        assert enrolment.completed_steps.filter(step_key=quiz.translation_key).exists()
        answer = sent.answers.get(number=2)
        assert answer.version != answer.marked_as == done.to_version
        assert (
            LogEntry.objects.filter(verb="regrade.begun").get().payload["reason"] == "Le corrigé était faux"
        )
        assert LogEntry.objects.about(sent).filter(verb="attempt.regraded").count() == 1

    def test_marking_again_twice_changes_nothing_more(self, sent, quiz, val):
        quiz = self.right_everywhere(quiz)
        begun = self.begin(quiz, val)
        regrade(begun=begun)
        assert regrade(begun=begun).answers_changed == 1

    def test_a_step_and_an_attestation_are_never_taken_back(self, enrolment, quiz, ada, answers, val, module):
        for step in StepPage.objects.in_module(module).exclude(pk=quiz.pk):
            complete_step(enrolment=enrolment, step=step, actor=ada)
        attempt = answer_quiz(enrolment=enrolment, quiz=quiz, answers=answers(quiz), actor=ada)
        done = regrade(begun=self.begin(self.right_everywhere(quiz), val))
        attempt.refresh_from_db()
        enrolment.refresh_from_db()
        assert (attempt.percent, attempt.passed, done.no_longer_passing) == (50, False, 1)
        assert enrolment.completed_at is not None
        assert Credential.objects.get(subject=f"enrolment:{enrolment.pk}").status == "pending"

    def test_answers_that_the_new_wording_cannot_mark_stay_as_they_are(self, sent, quiz, val):
        quiz.questions[1].value["choices"].append({"text": "Le rapport", "correct": True})
        quiz = corrected(quiz, number=2)
        assert preview_regrade(question=quiz.asked()[1], quiz_key=quiz.translation_key).changes == ()
        assert regrade(begun=self.begin(quiz, val)).answers_changed == 0

    def test_a_key_that_changes_nothing_for_an_answer_leaves_its_score(self, sent, quiz, val):
        assert regrade(begun=self.begin(quiz, val)).answers_changed == 0
        assert Answer.objects.exclude(marked_as=None).count() == 1

    def test_it_asks_for_a_reason_and_for_a_key(self, sent, quiz, val):
        with pytest.raises(NotRegraded, match="journal"):
            self.begin(quiz, val, reason=" ")
        opinion = {"prompt": "Votre avis ?", "points": 4, "criteria": [{"title": "A", "points": 4}]}
        quiz.questions = [("open_text", opinion)]
        quiz.save_revision().publish()
        quiz = QuizPage.objects.get(pk=quiz.pk)
        with pytest.raises(NotRegraded, match="corrigé"):
            begin_regrade(question=quiz.asked()[0], structure=quiz.module.structure, actor=val, reason="Non")

    def test_the_screen_shows_who_changes_then_marks_again(
        self, sent, quiz, val, client_of, django_capture_on_commit_callbacks
    ):
        quiz = self.right_everywhere(quiz)
        client, address = client_of(val), reverse("learning_regrade", args=[quiz.pk, quiz.asked()[1].key])
        page = client.get(address).content.decode()
        assert "Ada Exemple\xa0: 0 → 2" in page
        with django_capture_on_commit_callbacks(execute=True):
            client.post(address, {"reason": "Le corrigé était faux"})
        page = client.get(address).content.decode()
        assert "1 réponse changée, 1 seuil atteint" in page and "Rien ne changerait" in page
        client.post(address, {"reason": ""})
        assert Regrade.objects.count() == 1

    def test_the_screen_is_for_those_who_may_edit_the_quiz(
        self, quiz, ada, other_house, make_person, client_of
    ):
        address = reverse("learning_regrade", args=[quiz.pk, quiz.asked()[1].key])
        for somebody in (ada, make_person("eve", other_house, "trainer")):
            assert client_of(somebody).get(address).status_code in (302, 403, 404)
        admin = make_person("root")
        admin.is_superuser = admin.is_staff = True
        admin.save()
        assert client_of(admin).get(address).status_code == 200
        gone = reverse("learning_regrade", args=[quiz.pk, "nobody-asked"])
        assert client_of(admin).get(gone).status_code == 404
