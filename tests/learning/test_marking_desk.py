"""The desk where trainers read open answers, and where more time is given."""

import pytest
from django.urls import reverse

from learning.actions.answer_quiz import answer_quiz
from learning.models import Accommodation, Answer

INDEX = "reponses_a_lire_modeladmin_index"
PAGE = "reponses_a_lire_modeladmin_inspect"


@pytest.fixture
def waiting(module, make_quiz, enrolment, ada) -> Answer:
    """Ada's open answer, which waits."""
    criteria = [{"title": "Ce que cela montre", "detail": "L’engagement.", "points": 4}]
    question = {"prompt": "Pourquoi montrer le bénévolat ?", "points": 4, "criteria": criteria}
    quiz = make_quiz(module, "Questions ouvertes", questions=[("open_text", question)])
    [asked] = quiz.asked()
    attempt = answer_quiz(
        enrolment=enrolment, quiz=quiz, answers={asked.key: "Pour montrer l’engagement."}, actor=ada
    )
    return attempt.answers.get()


def test_a_trainer_reads_marks_and_goes_back_to_the_list(client_of, grace, waiting):
    client = client_of(grace)
    assert "Ada Exemple" in client.get(reverse(INDEX)).content.decode()
    page = client.get(reverse(PAGE, args=[waiting.pk])).content.decode()
    assert "Pour montrer l’engagement." in page and "L’engagement." in page
    done = client.post(
        reverse("learning_mark_answer", args=[waiting.pk]), {"points": "4", "comment": "Bien."}, follow=True
    )
    assert done.redirect_chain[-1][0] == reverse(INDEX)
    assert "Ada Exemple" not in done.content.decode().partition("<main")[2]
    waiting.refresh_from_db()
    assert (waiting.earned, waiting.comment) == ("4", "Bien.")


def test_points_that_make_no_sense_are_told_on_the_page(client_of, grace, waiting):
    address = reverse("learning_mark_answer", args=[waiting.pk])
    page = client_of(grace).post(address, {"points": "9"}, follow=True).content.decode()
    assert "Ce que cela montre" in page
    waiting.refresh_from_db()
    assert waiting.earned == ""


def test_it_is_not_for_others(client_of, ada, linus, other_house, make_person, waiting):
    elsewhere = make_person("eve", other_house, "trainer")
    for somebody in (ada, linus, elsewhere):
        client = client_of(somebody)
        assert client.get(reverse(PAGE, args=[waiting.pk])).status_code in (302, 403, 404)
        client.post(reverse("learning_mark_answer", args=[waiting.pk]), {"points": "4"})
    waiting.refresh_from_db()
    assert waiting.earned == ""


def test_the_list_filters_by_state_and_quiz(client_of, grace, waiting):
    client = client_of(grace)
    for query, seen in (
        ("", True),
        ("?etat=lues", False),
        ("?etat=toutes", True),
        (f"?quiz={waiting.attempt.quiz_key}", True),
        ("?quiz=nonsense", True),
    ):
        page = client.get(reverse(INDEX) + query).content.decode()
        assert ("Pour montrer l’engagement." in page) is seen


def test_more_time_is_given_from_the_page_of_the_learner(client_of, val, ada, house):
    client = client_of(val)
    address = reverse("learning_accommodate", args=[ada.pk])
    page = client.post(
        address, {"structure": house.pk, "percent": "33", "until": "2027-06-30"}, follow=True
    ).content.decode()
    assert "33\u00a0% de plus" in page
    assert Accommodation.objects.get().until.isoformat() == "2027-06-30"
    client.post(address, {"structure": house.pk, "percent": "beaucoup", "until": "2027-99-99"})
    assert Accommodation.objects.get().extra_time_percent == 33
    assert client.post(address, {"structure": "9" * 40, "percent": "33"}).status_code == 404


def test_more_time_is_not_given_by_a_trainer(client_of, grace, ada, house):
    client_of(grace).post(
        reverse("learning_accommodate", args=[ada.pk]), {"structure": house.pk, "percent": "33"}
    )
    assert not Accommodation.objects.exists()
