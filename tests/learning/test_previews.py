"""A preview is the page as a learner or a visitor has it, and records nothing."""

import pytest
from wagtail.models import Page

from learning.models import Attempt, CompletedStep, Enrolment, QuizPage, SequencePage


def preview(page, mode="") -> str:
    response = page.make_preview_request(preview_mode=mode)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("mode", ["", "visitor"])
@pytest.mark.parametrize("kind", ["module", "sequence", "quiz"])
def test_nothing_can_be_pressed_and_nothing_is_kept(kind, mode, request, module):
    html = preview(request.getfixturevalue(kind), mode)
    main = html.partition("<main")[2].partition("</main>")[0]
    assert "<form method" not in main
    assert 'action="/mon-parcours/' not in main
    assert "csrfmiddlewaretoken" not in main
    assert not Enrolment.objects.exists()
    assert not CompletedStep.objects.exists()
    assert not Attempt.objects.exists()


def test_a_sequence_shows_the_draft_as_somebody_enrolled_has_it(sequence):
    sequence.title, sequence.body = "Titre en cours", [("paragraph", "<p>Brouillon du jour.</p>")]
    html = preview(sequence)
    assert "Brouillon du jour." in html
    assert html.count("Titre en cours") >= 3
    assert "J’ai terminé cette séquence" in html


def test_a_preview_is_never_kept_as_the_lesson(sequence, client_of):
    sequence.body = [("paragraph", "<p>Brouillon du jour.</p>")]
    preview(sequence)
    preview(sequence, "visitor")
    assert "Brouillon du jour" not in client_of().get(sequence.url).content.decode()


def test_a_quiz_shows_its_questions_without_their_key(quiz):
    html = preview(quiz)
    assert "Qui approuve les comptes" in html
    assert "Envoyer mes réponses" in html
    assert "L’assemblée approuve les comptes." not in html


def test_a_quiz_shows_a_visitor_the_invitation(quiz):
    html = preview(quiz, "visitor")
    assert "3 questions vous attendent" in html
    assert "Qui approuve les comptes" not in html


def test_a_module_shows_its_draft_steps_to_its_author(module, make_sequence):
    make_sequence(module, "Pas encore publiée", publish=False)
    assert "Pas encore publiée" in preview(module)


@pytest.mark.parametrize("model", [SequencePage, QuizPage])
def test_a_page_that_is_being_created_is_previewed_too(model, module):
    page = model(title="Toute neuve", slug="toute-neuve", minutes=5)
    page.depth = module.depth + 1
    page.path = Page._get_children_path_interval(module.path)[1]
    page.set_url_path(module)
    page.content_type = model._meta.get_field("content_type").related_model.objects.get_for_model(model)
    html = preview(page)
    assert html.count("Toute neuve") >= 2
    assert "Étape 4 sur 4" in html
