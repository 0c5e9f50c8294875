"""Banks in the administration: who sees what, what one writes, import and export."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import LogEntry
from learning.models import BankCategory, BankQuestion, QuestionBank

GIFT = """$CATEGORY: $course$/top/Droit/Statuts

::Bureau::Qui convoque l’assemblée ?{=Le président ~Le préfet#Il n’a pas ce rôle.}

Un texte sans réponse.

::Année::Date de la loi ?{#1901:0}
"""


@pytest.fixture
def trainer_client(grace, client_of):
    return client_of(grace)


@pytest.fixture
def ada_client(ada, client_of):
    return client_of(ada)


@pytest.fixture
def bank(house):
    return QuestionBank.objects.create(structure=house, title="Droit", slug="droit")


@pytest.fixture
def other_bank(other_house):
    return QuestionBank.objects.create(structure=other_house, title="Voisine", slug="voisine")


@pytest.fixture
def question(bank):
    return BankQuestion.objects.create(
        bank=bank,
        category=BankCategory.objects.create(bank=bank, path="Droit"),
        name="Vrai ou faux",
        question=[("true_false", {"prompt": "La loi est de 1901.", "points": 1, "is_true": True})],
    )


def at(name, *args):
    return reverse(name, args=args)


READ_PAGES = ("banques_modeladmin_inspect", "learning_export_questions")
BANK_PAGES = (*READ_PAGES, "banques_modeladmin_edit", "learning_import_questions")


@pytest.mark.parametrize("name", BANK_PAGES)
def test_a_trainer_opens_the_pages_of_a_bank(trainer_client, bank, question, name):
    assert trainer_client.get(at(name, bank.pk)).status_code == 200


@pytest.mark.parametrize("name", BANK_PAGES)
def test_the_bank_of_another_structure_is_not_found(trainer_client, other_bank, name):
    assert trainer_client.get(at(name, other_bank.pk)).status_code == 404


@pytest.mark.parametrize("name", BANK_PAGES)
def test_a_shared_bank_is_read_and_never_written(trainer_client, other_bank, name):
    QuestionBank.objects.update(is_shared=True)
    response = trainer_client.get(at(name, other_bank.pk))
    assert (response.status_code == 200) == (name in READ_PAGES)


def test_a_question_of_a_shared_bank_is_read_and_never_written(trainer_client, question, other_house):
    QuestionBank.objects.update(is_shared=True, structure=other_house)
    assert trainer_client.get(at("questions-de-banque_modeladmin_inspect", question.pk)).status_code == 200
    assert trainer_client.get(at("questions-de-banque_modeladmin_edit", question.pk)).status_code != 200


def test_a_learner_enters_neither(ada_client, bank):
    assert ada_client.get(at("banques_modeladmin_index")).status_code != 200
    assert ada_client.get(at("learning_export_questions", bank.pk)).status_code != 200


def upload(text=GIFT, name="droit.txt"):
    return {"file": SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())}


def test_a_file_is_looked_at_then_imported(trainer_client, bank):
    response = trainer_client.post(at("learning_import_questions", bank.pk), upload())
    report = response.context["report"]
    assert (report.found, report.imported, [one.line for one in report.skipped]) == (3, 2, [5])
    assert not bank.questions.exists()
    response = trainer_client.post(at("learning_confirm_import", bank.pk))
    assert response.status_code == 302
    assert bank.questions.count() == 2
    assert bank.categories.get().path == "Droit/Statuts"
    assert LogEntry.objects.filter(verb="bank.imported").count() == 1
    # Nothing is kept of the file, and a second confirmation does nothing.
    trainer_client.post(at("learning_confirm_import", bank.pk))
    assert bank.questions.count() == 2


def test_a_file_looked_at_for_one_bank_is_not_imported_into_another(trainer_client, bank, house):
    second = QuestionBank.objects.create(structure=house, title="Autre", slug="autre")
    trainer_client.post(at("learning_import_questions", bank.pk), upload())
    trainer_client.post(at("learning_confirm_import", second.pk))
    assert not BankQuestion.objects.exists()


@pytest.mark.parametrize("content", [b"", b"<quiz><question", b"<!DOCTYPE quiz><quiz/>", b"<html/>"])
def test_a_file_that_cannot_be_read_says_why(trainer_client, bank, content):
    response = trainer_client.post(at("learning_import_questions", bank.pk), upload(content, "a.xml"))
    assert response.context["form"].errors["file"]
    assert not bank.questions.exists()


def test_a_confirmation_is_posted(trainer_client, bank):
    assert trainer_client.get(at("learning_confirm_import", bank.pk)).status_code == 405


@pytest.mark.parametrize(("slug", "start"), [("gift", b"$CATEGORY"), ("moodle-xml", b"<?xml")])
def test_a_bank_is_exported(trainer_client, bank, question, slug, start):
    address = at("learning_export_questions", bank.pk)
    assert trainer_client.get(address, {"format": slug}).context["written"].count == 1
    response = trainer_client.get(address, {"format": slug, "file": "1"})
    assert response["Content-Disposition"].startswith("attachment")
    assert response.content.startswith(start)


def test_a_question_is_written_with_its_category_and_tags(trainer_client, bank):
    response = trainer_client.post(at("questions-de-banque_modeladmin_create"), question_form(bank))
    assert response.status_code == 302, response.context and response.context["form"].errors
    made = bank.questions.get()
    assert (made.kind, made.category.path, made.is_retired) == ("true_false", "Droit/Statuts", False)
    assert sorted(tag.name for tag in made.tags.all()) == ["loi"]
    assert LogEntry.objects.filter(verb="bank_question.created").exists()


def test_a_question_is_changed_and_retired_and_its_empty_category_goes(trainer_client, bank, question):
    data = question_form(bank) | {"is_retired": "on", "category_path": "Ailleurs"}
    response = trainer_client.post(at("questions-de-banque_modeladmin_edit", question.pk), data)
    assert response.status_code == 302, response.context and response.context["form"].errors
    question.refresh_from_db()
    assert question.is_retired
    assert [category.path for category in bank.categories.all()] == ["Ailleurs"]


def test_no_question_is_written_into_the_bank_of_another(trainer_client, bank, other_bank):
    QuestionBank.objects.update(is_shared=True)
    response = trainer_client.post(at("questions-de-banque_modeladmin_create"), question_form(other_bank))
    assert response.status_code == 200
    assert "bank" in response.context["form"].errors


def question_form(bank):
    block = {
        "prompt": "La loi est de 1901.",
        "points": "1",
        "is_true": "on",
        "media-image": "",
        "media-alt": "",
    }
    empty = dict.fromkeys(("hint", "feedback", "source", "review_on", "feedback_true", "feedback_false"), "")
    return {
        "name": "Date de la loi",
        "bank": str(bank.pk),
        "category_path": "Droit / Statuts",
        "tags": "loi",
        "question-count": "1",
        "question-0-deleted": "",
        "question-0-order": "0",
        "question-0-type": "true_false",
        "question-0-id": "",
    } | {f"question-0-value-{name}": value for name, value in (block | empty).items()}


def test_a_bank_is_opened(trainer_client, house):
    data = {"title": "Compta", "slug": "compta", "description": "", "structure": house.pk}
    response = trainer_client.post(at("banques_modeladmin_create"), data)
    assert response.status_code == 302, response.context and response.context["form"].errors
    assert QuestionBank.objects.get(slug="compta").structure == house
    assert LogEntry.objects.filter(verb="bank.created").exists()


@pytest.mark.parametrize(
    "query", ["", "?state=review", "?kind=true_false", "?category=Droit", "?tag=x", "?q=vrai", "?bank=1"]
)
def test_lists_cost_the_same_whatever_their_length(
    trainer_client, bank, question, query, django_assert_max_num_queries
):
    for number in range(30):
        question.pk, question.key, question.name = None, f"{number:032x}", f"Question {number}"
        question._state.adding = True
        question.save()
    trainer_client.get(at("questions-de-banque_modeladmin_index"))
    with django_assert_max_num_queries(25):
        assert trainer_client.get(at("questions-de-banque_modeladmin_index") + query).status_code == 200
    with django_assert_max_num_queries(18):
        assert trainer_client.get(at("banques_modeladmin_index")).status_code == 200
