"""A trainer builds a quiz of ten questions: six kinds written in place, four more drawn from a bank."""

from __future__ import annotations

import json
import re
import uuid

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.editor import add_block, add_page, add_to_list, preview, save_draft, tick

pytestmark = pytest.mark.journey

SCENE = """
import json
from django.utils import translation
from accounts.models import Structure
from learning.models import BankQuestion, CataloguePage, ModulePage, QuestionBank
from learning.questions import BY_SLUG

house = Structure.objects.get(slug="valmont")
other, _made = Structure.objects.get_or_create(
    slug="loin", defaults=dict(name="Maison du Loin", short_name="Loin", number_prefix="LOI"))
module = CataloguePage.objects.get().add_child(instance=ModulePage(
    title="Tenir la caisse {code}", code="{code}", structure=house, summary="Compter juste.", live=False))
module.save_revision().publish()
bank = QuestionBank.objects.create(structure=house, title="Caisse {code}", slug="caisse-{code}".lower())
QuestionBank.objects.create(structure=other, title="Réservée {code}", slug="reservee-{code}".lower())
for number in range(5):
    words = {{"prompt": f"Tirée {{number}} ?", "points": 1, "is_true": True}}
    BankQuestion.objects.create(bank=bank, name=f"Tirée {{number}}", question=[("true_false", words)])
with translation.override("fr"):
    labels = {{slug: str(kind.label) for slug, kind in BY_SLUG.items()}}
print(json.dumps({{"module": module.pk, "labels": labels}}))
"""
PUBLISH = """
from learning.models import QuizPage
quiz = QuizPage.objects.get(pk={pk})
quiz.get_latest_revision().publish()
print(QuizPage.objects.get(pk={pk}).get_url())
"""
#: What the worker does each night.
COUNT = """
from learning.actions.compute_statistics import compute_statistics
from learning.models import QuizPage
compute_statistics(quiz_key=QuizPage.objects.get(pk={pk}).translation_key)
"""
FACTS = """
from learning.models import Attempt, QuestionVersion
print(Attempt.objects.count(), QuestionVersion.objects.count())
"""


def fill(page: Page, number: int, **fields: str) -> None:
    """Fill the fields of a question; `__` stands for a step down."""
    for name, words in fields.items():
        page.fill(f"[name=questions-{number}-value-{name.replace('__', '-')}]", words)


def write_questions(page: Page, labels: dict[str, str]) -> None:
    """One question of each of six kinds, under a heading."""
    add_block(page, "questions", "Section")
    fill(page, 0, title="La caisse au jour le jour")
    add_block(page, "questions", labels["single_choice"])
    fill(page, 1, prompt="Qui tient la caisse ?", choices__0__value__text="La trésorière")
    tick(page, "[name=questions-1-value-choices-0-value-correct]")
    add_to_list(page, "questions-1-value-choices")
    fill(page, 1, choices__1__value__text="Personne")
    add_block(page, "questions", labels["multiple_choice"])
    fill(page, 2, prompt="Que garde-t-on ?", choices__0__value__text="Les reçus")
    tick(page, "[name=questions-2-value-choices-0-value-correct]")
    add_to_list(page, "questions-2-value-choices")
    fill(page, 2, choices__1__value__text="Les factures")
    tick(page, "[name=questions-2-value-choices-1-value-correct]")
    add_block(page, "questions", labels["true_false"])
    fill(page, 3, prompt="On compte la caisse chaque soir.")
    tick(page, "[name=questions-3-value-is_true]")
    add_block(page, "questions", labels["short_text"])
    fill(page, 4, prompt="Comment s’appelle le cahier ?", answers__0__value__text="livre de caisse")
    add_block(page, "questions", labels["numeric"])
    fill(page, 5, prompt="10 € moins 3 € ?", answers__0__value__value="7")
    add_block(page, "questions", labels["ordering"])
    fill(page, 6, prompt="Dans quel ordre ?", steps__0__value="Compter")
    for number, words in ((1, "Noter"), (2, "Ranger")):
        while not page.locator(f"[name=questions-6-value-steps-{number}-value]").count():
            add_to_list(page, "questions-6-value-steps")
        fill(page, 6, **{f"steps__{number}__value": words})


def test_ten_questions_of_six_kinds_and_a_draw(desk, site, device_of_learner):
    code = f"CA{uuid.uuid4().hex[:6].upper()}"
    scene = json.loads(site.python(SCENE.format(code=code)).splitlines()[-1])
    before = site.python(FACTS)
    trainer = desk("trainer")
    add_page(trainer, site, scene["module"], "Questionnaire", "La caisse")
    write_questions(trainer, scene["labels"])

    # The draw: only banks that the house may use are offered, and more than there is is refused in words.
    add_block(trainer, "questions", "Tirage dans une banque")
    trainer.get_by_role("button", name="Choisir une banque de questions").click()
    modal = trainer.locator(".modal.in, dialog[open]")
    expect(modal.get_by_role("link", name=f"Caisse {code}")).to_be_visible()
    expect(modal).not_to_contain_text(f"Réservée {code}")
    modal.get_by_role("link", name=f"Caisse {code}").click()
    expect(trainer.locator("#questions-7-value-bank-title")).to_have_text(f"Caisse {code}")
    fill(trainer, 7, count="9")
    trainer.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(trainer.locator("main")).to_contain_text(re.compile("La banque a 5 questions de ce genre"))
    fill(trainer, 7, count="4")
    quiz = save_draft(trainer)

    # The preview is the truth, with nothing to press, and records nothing.
    shown = preview(trainer)
    expect(shown.locator("section.question")).to_have_count(6)
    expect(shown.locator("main")).to_contain_text("10 questions")
    expect(shown.locator("main")).to_contain_text("La caisse au jour le jour")
    expect(shown.locator("main")).to_contain_text(re.compile("4 questions tirées de .*Caisse"))
    expect(shown.get_by_role("button", name="Envoyer mes réponses")).to_be_disabled()
    shown = preview(trainer, "visitor")
    expect(shown.locator("main")).to_contain_text("10 questions")
    assert site.python(FACTS) == before

    # Published, a learner is asked ten questions.
    address = re.sub(r"^https?://[^/]+", "", site.python(PUBLISH.format(pk=quiz)).splitlines()[-1])
    learner = device_of_learner
    learner.goto(f"{site.url}{address}")
    learner.get_by_role("button", name="M’inscrire à ce module").click()
    learner.get_by_role("button", name="Commencer").click()
    expect(learner.locator("section.question")).to_have_count(10)
    expect(learner.locator("section.question legend", has_text="Tirée")).to_have_count(4)

    # Once answered and counted, each question written here has its figures beside it, the drawn ones in their bank.
    learner.get_by_role("button", name="Envoyer mes réponses").click()
    learner.wait_for_url("**/mon-parcours/tentatives/**")
    site.python(COUNT.format(pk=quiz))
    trainer.goto(f"{site.url}/admin/pages/{quiz}/edit/")
    beside = trainer.locator("[data-streamfield-child] .item-beside")
    expect(beside).to_have_count(6)
    expect(beside.first).to_contain_text("1 réponse")
    expect(trainer.locator("#figures")).to_contain_text("Trop peu de réponses pour en dire plus.")


@pytest.fixture
def device_of_learner(somebody, sign_up, new_address) -> Page:
    """The browser of somebody new."""
    sign_up(somebody, "Oriane Caissière", new_address)
    return somebody
