"""Answering a quiz over HTTP: begun, saved, sent, read again; without JavaScript and with it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from learning.actions.begin_attempt import begin_attempt
from learning.models import Attempt, Enrolment, QuizPage

# What a form sends for the three questions of the quiz: places as shown.
RIGHT = {"q1": "0", "q2": ["0", "1"], "q3": "false"}
ALL = {"shown": ["1", "2", "3"]}


def url(name, thing):
    return reverse(f"learning:{name}", args=[getattr(thing, "token", thing.pk)])


def edited(quiz, **fields) -> QuizPage:
    for name, value in fields.items():
        setattr(quiz, name, value)
    quiz.save_revision().publish()
    return QuizPage.objects.get(pk=quiz.pk)


@pytest.fixture
def client(ada, client_of):
    """Ada's browser."""
    return client_of(ada)


@pytest.fixture
def attempt(client, quiz):
    """Ada's attempt under way."""
    client.post(url("begin-quiz", quiz))
    return Attempt.objects.get()


def text(response) -> str:
    return response.content.decode().replace("\xa0", " ")


class TestBeginning:
    def test_one_post_begins_and_leads_to_the_questions(self, client, quiz):
        page = text(client.post(url("begin-quiz", quiz), follow=True))
        assert "Qui approuve les comptes" in page and "Question 1 sur 3" in page

    def test_the_quiz_says_how_it_is_answered_and_writes_nothing(self, client, quiz):
        quiz = edited(quiz, attempts_allowed=2, counts="last", delay_minutes=60, time_limit_minutes=30)
        page = text(client.get(quiz.url))
        for words in ("3 questions", "2 tentatives", "la dernière compte", "1 h entre deux", "30 min"):
            assert words in page
        assert not Attempt.objects.exists()

    def test_an_attempt_under_way_is_found_again(self, client, quiz, attempt):
        assert url("attempt", attempt) in text(client.get(quiz.url))

    def test_why_it_cannot_be_begun_is_said(self, client, quiz, attempt):
        client.post(url("answer", attempt), {"go": "send"})
        edited(quiz, attempts_allowed=1)
        page = text(client.post(url("begin-quiz", quiz), follow=True))
        assert "Vous avez utilisé toutes les tentatives" in page
        assert url("begin-quiz", quiz) not in page

    def test_somebody_not_enrolled_cannot_tell_that_it_exists(self, linus, quiz, client_of):
        assert client_of(linus).post(url("begin-quiz", quiz)).status_code == 404

    def test_the_page_costs_at_most_12_queries(self, client, quiz, django_assert_max_num_queries):
        for _each in range(3):
            client.post(url("begin-quiz", quiz))
            client.post(url("answer", Attempt.objects.order_by("-pk").first()), {"go": "send"})
        client.get(quiz.url)
        with django_assert_max_num_queries(12):
            client.get(quiz.url)


class TestAnswering:
    def test_answers_are_saved_by_the_form_and_shown_again(self, client, attempt):
        client.post(url("answer", attempt), ALL | {"q1": "1", "go": "save"})
        assert attempt.answers.get(number=1).answer == "1"
        page = client.get(url("attempt", attempt)).content.decode()
        assert 'name="q1" value="1" checked' in page

    def test_they_are_saved_by_a_script_too(self, client, attempt):
        saved = client.post(
            url("answer", attempt), ALL | RIGHT | {"go": "save"}, headers={"Accept": "application/json"}
        )
        assert saved.json() == {"saved": [1, 2, 3]}
        assert attempt.answers.get(number=2).answer == ["0", "1"]

    def test_a_question_that_was_not_on_the_page_keeps_its_answer(self, client, attempt):
        client.post(url("answer", attempt), ALL | RIGHT | {"go": "save"})
        client.post(url("answer", attempt), {"shown": "1", "q1": "1", "go": "page:2"})
        assert [row.answer for row in attempt.answers.order_by("number")] == ["1", ["0", "1"], "false"]

    def test_one_question_a_page_goes_from_page_to_page(self, client, quiz):
        edited(quiz, layout="one")
        page = text(client.post(url("begin-quiz", quiz), follow=True))
        assert "Qui approuve" in page and "Quels documents" not in page
        attempt = Attempt.objects.get()
        page = text(
            client.post(url("answer", attempt), {"shown": "1", "q1": "0", "go": "page:2"}, follow=True)
        )
        assert "Quels documents" in page and "2 questions encore sans réponse" in page
        # Who comes back finds the first question without an answer.
        assert "Quels documents" in text(client.get(url("attempt", attempt)))

    @pytest.mark.parametrize("go", ["", "page:", "page:9999", "check:1", "check:77", "x" * 500])
    def test_a_button_that_makes_no_sense_saves_and_stays(self, client, attempt, go):
        assert client.post(url("answer", attempt), ALL | RIGHT | {"go": go}).status_code == 302
        assert attempt.answers.get(number=1).answer == "0"
        attempt.refresh_from_db()
        assert attempt.is_open

    def test_certainty_is_asked_and_kept(self, client, quiz):
        edited(quiz, asks_certainty=True)
        page = text(client.post(url("begin-quiz", quiz), follow=True))
        assert "En êtes-vous sûr" in page
        attempt = Attempt.objects.get()
        client.post(url("answer", attempt), ALL | {"q1": "0", "sure-1": "3", "sure-2": "x", "go": "save"})
        assert attempt.answers.get(number=1).certainty == 3

    def test_a_checked_answer_shows_its_correction_at_once(self, client, quiz):
        edited(quiz, reveal="each")
        client.post(url("begin-quiz", quiz))
        attempt = Attempt.objects.get()
        page = text(client.post(url("answer", attempt), ALL | {"q3": "true", "go": "check:3"}, follow=True))
        assert "La loi ne l’impose pas." in page
        assert "L’assemblée approuve les comptes." not in page

    def test_neither_key_nor_explanation_is_on_the_page(self, client, attempt):
        page = text(client.get(url("attempt", attempt)))
        assert "L’assemblée approuve les comptes." not in page and "Statuts" not in page

    def test_saving_one_answer_costs_at_most_6_queries(self, client, attempt, django_assert_max_num_queries):
        # The person counted; two more for a savepoint that only tests have.
        with django_assert_max_num_queries(6 + 2):
            client.post(
                url("answer", attempt),
                {"shown": "1", "q1": "0", "go": "save"},
                headers={"Accept": "application/json"},
            )

    def test_sixty_questions_are_shown_in_at_most_15_queries(
        self, client, quiz, django_assert_max_num_queries
    ):
        question = {"points": 1, "is_true": True, "feedback": "", "source": ""}
        edited(quiz, questions=[("true_false", question | {"prompt": f"Vrai {n} ?"}) for n in range(60)])
        client.post(url("begin-quiz", quiz))
        with django_assert_max_num_queries(15):
            page = text(client.get(url("attempt", Attempt.objects.get())))
        assert "Question 60 sur 60" in page

    def test_an_attempt_is_nobody_elses(self, linus, marie, attempt, client_of):
        for somebody in (linus, marie):
            assert client_of(somebody).get(url("attempt", attempt)).status_code == 404
            assert client_of(somebody).post(url("answer", attempt), {"go": "send"}).status_code == 404

    def test_a_visitor_signs_in_first(self, attempt, client_of):
        assert "/connexion/" in client_of().get(url("attempt", attempt)).url

    def test_a_get_answers_nothing(self, client, attempt):
        assert client.get(url("answer", attempt)).status_code == 405


class TestTime:
    @pytest.fixture
    def late(self, ada, quiz):
        """An attempt whose time ended half an hour ago."""
        quiz = edited(quiz, time_limit_minutes=30)
        enrolment = Enrolment.objects.get(learner=ada)
        an_hour_ago = timezone.now() - timedelta(hours=1)
        return begin_attempt(enrolment=enrolment, quiz=quiz, actor=ada, at=an_hour_ago)

    def test_the_end_is_said_in_words(self, client, quiz):
        edited(quiz, time_limit_minutes=30)
        page = text(client.post(url("begin-quiz", quiz), follow=True))
        assert "Le temps se termine le" in page and "data-seconds=" in page

    def test_a_page_opened_after_the_end_says_so_and_writes_nothing(self, client, late):
        assert "Le temps est écoulé" in text(client.get(url("attempt", late)))
        late.refresh_from_db()
        assert late.is_open

    def test_answers_that_come_after_it_are_not_kept_and_the_attempt_is_sent(self, client, late):
        page = text(client.post(url("answer", late), ALL | RIGHT | {"go": "send"}, follow=True))
        assert "Vous avez laissé 3 questions sans réponse." in page
        late.refresh_from_db()
        assert (late.submitted_at, late.percent) == (late.due_at, 0)

    def test_a_script_is_told_where_to_go(self, client, late):
        refused = client.post(url("answer", late), ALL | RIGHT, headers={"Accept": "application/json"})
        assert (refused.status_code, refused.json()) == (409, {"closed": url("attempt", late)})


class TestSending:
    def test_answers_are_marked_kept_and_explained(self, client, attempt):
        page = text(client.post(url("answer", attempt), ALL | RIGHT | {"go": "send"}, follow=True))
        assert "4 points sur 4, soit 100 %" in page and "Bravo" in page

    def test_what_is_not_there_yet_is_said_kindly(self, client, attempt):
        given = ALL | RIGHT | {"q2": ["2"], "go": "send"}
        page = text(client.post(url("answer", attempt), given, follow=True))
        assert "voici ce qu’il vaut mieux revoir" in page
        assert page.count('class="feedback got"') == 2
        assert "Réponse attendue" in page and "Le budget regarde l’avenir." in page

    def test_sending_twice_is_sending_once(self, client, attempt):
        client.post(url("answer", attempt), ALL | RIGHT | {"go": "send"})
        page = text(client.post(url("answer", attempt), ALL | {"q1": "1", "go": "send"}, follow=True))
        assert "100 %" in page
        assert Attempt.objects.get().percent == 100

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"reveal": "never"}, "montre le score, pas les corrections"),
            ({"reveal": "last", "attempts_allowed": 2}, "une fois votre dernière tentative"),
            (
                {"reveal": "date", "reveal_from": timezone.now() + timedelta(days=3)},
                "Les corrections s’ouvrent le",
            ),
        ],
    )
    def test_corrections_wait_as_the_author_wants(self, client, quiz, fields, words):
        edited(quiz, **fields)
        client.post(url("begin-quiz", quiz))
        attempt = Attempt.objects.get()
        page = text(client.post(url("answer", attempt), ALL | {"q3": "true", "go": "send"}, follow=True))
        assert words in page
        assert "La loi ne l’impose pas." not in page

    def test_it_stays_readable_when_the_quiz_is_gone(self, client, quiz, attempt):
        client.post(url("answer", attempt), ALL | RIGHT | {"go": "send"})
        quiz.delete()
        page = text(client.get(url("attempt", attempt)))
        assert "Qui approuve les comptes" in page and "Ce questionnaire n’est plus en ligne" in page

    def test_it_costs_at_most_25_queries(self, client, attempt, django_assert_max_num_queries):
        with django_assert_max_num_queries(25):
            client.post(url("answer", attempt), ALL | RIGHT | {"go": "send"})

    def test_it_costs_little_more_when_it_finishes_the_module(
        self, client, ada, attempt, sequences, django_assert_max_num_queries
    ):
        for step in sequences:
            client.post(url("finish-step", step))
        # The first attestation of a year opens the register; three content types may not be known yet.
        with django_assert_max_num_queries(39):
            client.post(url("answer", attempt), ALL | RIGHT | {"go": "send"})
        assert Enrolment.objects.get(learner=ada).completed_at

    def test_attempts_are_listed_on_the_quiz(self, client, quiz, attempt):
        client.post(url("answer", attempt), ALL | RIGHT | {"q2": ["2"], "go": "send"})
        client.post(url("begin-quiz", quiz))
        client.post(url("answer", Attempt.objects.get(submitted_at=None)), ALL | RIGHT | {"go": "send"})
        page = text(client.get(quiz.url))
        assert "Ce qui compte, votre meilleure tentative : 100 %." in page
        assert "2 points sur 4" in page
