"""A quiz is answered little by little: a question a page, on two devices, in the time one has; nothing is lost."""

from __future__ import annotations

import json
import re
import uuid
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey

#: A module of two lessons and a quiz of four questions in two sections, and somebody enrolled in it.
SCENE = """
import json
from accounts.models import Structure
from config.demo.people import person
from learning.actions.enrol import enrol
from learning.models import Accommodation, CataloguePage, ModulePage, QuizPage, SequencePage

def put(parent, page):
    page = parent.add_child(instance=page)
    page.save_revision().publish()
    return page

house = Structure.objects.get(slug="valmont")
title = "Préparer une assemblée {code}"
module = put(CataloguePage.objects.get(), ModulePage(
    title=title, code="{code}", structure=house, summary="Convoquer, débattre, voter.", live=False))
for lesson in ("La convocation", "Le vote"):
    put(module, SequencePage(title=lesson, minutes=20, live=False, body=[("paragraph", "<p>À lire.</p>")]))

def choice(prompt, right, wrong):
    choices = [{{"text": right, "correct": True}}, {{"text": wrong, "correct": False}}]
    return ("single_choice", {{"prompt": prompt, "points": 1, "choices": choices, "feedback": "Voyez vos statuts."}})

quiz = put(module, QuizPage(title="Êtes-vous prêt ?", live=False, questions=[
    ("section", {{"title": "La convocation", "text": "Avant le jour dit."}}),
    choice("Qui convoque ?", "Qui les statuts désignent", "La mairie"),
    choice("Que joint-on ?", "L’ordre du jour", "Les comptes de la commune"),
    ("section", {{"title": "Le vote", "text": ""}}),
    choice("Qui vote ?", "Les membres à jour", "Les passants"),
    choice("Comment ?", "Comme le disent les statuts", "Toujours à bulletin secret"),
], **json.loads('{fields}')))
learner = person("{email}", "Mahaut Deuxmains", "{password}")
enrolment = enrol(learner=learner, module=module, structure=house, actor=learner)
if {extra}:
    Accommodation.objects.create(learner=learner, structure=house, extra_time_percent={extra}, granted_by=learner)
print(json.dumps({{"url": quiz.get_url(), "email": learner.email}}))
"""
OVER = """
from datetime import timedelta
from django.utils import timezone
from learning.models import Attempt
Attempt.objects.filter(token="{token}").update(due_at=timezone.now() - timedelta(minutes=5))
"""


@dataclass(frozen=True)
class Scene:
    url: str
    email: str


@pytest.fixture
def scene(site):
    """A function that makes a quiz of one's own with these settings, and its learner."""

    def scene(*, extra: int = 0, **fields) -> Scene:
        code = f"AG{uuid.uuid4().hex[:6].upper()}"
        words = {"code": code, "email": f"{code.lower()}@valmont.example", "password": site.password}
        made = site.python(SCENE.format(fields=json.dumps(fields), extra=extra, **words))
        found = json.loads(made.splitlines()[-1])
        path = re.sub(r"^https?://[^/]+", "", found["url"])
        return Scene(f"{site.url}{path}", found["email"])

    return scene


@pytest.fixture
def browser_of(browser, browser_context_args, sign_in):
    """A function that gives a learner one more browser, signed in."""
    contexts = []

    def browser_of(email: str, **more) -> Page:
        contexts.append(browser.new_context(**browser_context_args | more))
        page = contexts[-1].new_page()
        page.set_default_timeout(60_000)
        sign_in(page, email)
        return page

    yield browser_of
    for context in contexts:
        context.close()


def begin(page: Page, url: str) -> None:
    page.goto(url)
    page.get_by_role("button", name="Commencer").click()
    page.wait_for_url("**/mon-parcours/tentatives/**")


def choose(page: Page, words: str) -> None:
    page.locator("label.option").filter(has_text=words).click()


def test_a_question_a_page_begun_here_and_ended_elsewhere(anybody, scene, sign_in, browser_of, no_violation):
    quiz = scene(layout="one")
    sign_in(anybody, quiz.email)
    begin(anybody, quiz.url)
    main = anybody.locator("main")
    expect(main.locator("section.question")).to_have_count(1)
    expect(anybody.get_by_role("heading", name="La convocation")).to_be_visible()
    expect(main).to_contain_text("Avant le jour dit.")
    choose(anybody, "Qui les statuts")
    main.get_by_role("button", name="Suivante").click()
    expect(main).to_contain_text("Que joint-on ?")
    choose(anybody, "Les comptes de la commune")
    main.get_by_role("button", name="Suivante").click()
    expect(main).to_contain_text("Qui vote ?")

    # Back, and what was answered is still there; it may be changed.
    main.get_by_role("button", name="Précédente").click()
    expect(main.get_by_role("radio", name="Les comptes de la commune")).to_be_checked()
    main.get_by_role("button", name="Enregistrer et m’arrêter là").click()
    expect(main).to_contain_text("2 questions encore sans réponse")

    # Another device, with another browser: the first question without an answer is there.
    elsewhere = browser_of(quiz.email)
    elsewhere.goto(quiz.url)
    elsewhere.get_by_role("link", name="Reprendre").click()
    there = elsewhere.locator("main")
    expect(there).to_contain_text("Qui vote ?")
    no_violation(elsewhere)
    elsewhere.set_viewport_size({"width": 1280, "height": 900})
    choose(elsewhere, "Les membres à jour")
    there.get_by_role("button", name="Suivante").click()
    choose(elsewhere, "Comme le disent")
    there.get_by_role("button", name="Envoyer mes réponses").click()
    expect(there).to_contain_text("3 points sur 4, soit 75")
    no_violation(elsewhere)

    # The first one, left open, loses nothing and sends nothing twice.
    main.get_by_role("button", name="Envoyer mes réponses").click()
    expect(main).to_contain_text("3 points sur 4, soit 75")
    anybody.goto(quiz.url)
    expect(main.locator("section[aria-labelledby=tentatives] li")).to_have_count(1)


def test_two_tabs_answer_each_its_question(scene, browser_of):
    quiz = scene()
    first = browser_of(quiz.email)
    begin(first, quiz.url)
    second = first.context.new_page()
    second.goto(first.url)
    choose(second, "Qui les statuts")
    expect(second.locator("[data-status]")).to_have_text("Enregistré")
    choose(first, "Les membres à jour")
    expect(first.locator("[data-status]")).to_have_text("Enregistré")
    second.reload()
    for words in ("Qui les statuts", "Les membres à jour"):
        expect(second.get_by_role("radio", name=words)).to_be_checked()
    # Sending from the tab that does not know of the other's answer keeps it.
    first.get_by_role("button", name="Envoyer mes réponses").click()
    expect(first.locator("main")).to_contain_text("2 points sur 4")


def test_a_lost_connection_loses_no_answer(scene, browser_of):
    quiz = scene()
    page = browser_of(quiz.email)
    begin(page, quiz.url)
    page.context.set_offline(True)
    choose(page, "Qui les statuts")
    choose(page, "L’ordre du jour")
    expect(page.locator("[data-status]")).to_contain_text("Pas encore enregistré")
    page.context.set_offline(False)
    expect(page.locator("[data-status]")).to_have_text("Enregistré", timeout=40_000)
    page.reload()
    expect(page.get_by_role("radio", name="L’ordre du jour")).to_be_checked()


def test_who_needs_more_time_has_it_and_what_was_saved_in_time_counts(anybody, scene, site, sign_in):
    quiz = scene(time_limit_minutes=30, extra=50)
    sign_in(anybody, quiz.email)
    begin(anybody, quiz.url)
    main = anybody.locator("main")
    expect(main).to_contain_text("Le temps se termine le")
    assert 44 * 60 < int(anybody.locator("[data-seconds]").get_attribute("data-seconds")) <= 45 * 60
    choose(anybody, "Qui les statuts")
    main.get_by_role("button", name="Enregistrer et m’arrêter là").click()
    expect(main.get_by_role("radio", name="Qui les statuts")).to_be_checked()

    # By the server's clock alone, time passes.
    site.python(OVER.format(token=anybody.url.split("/tentatives/")[1].split("/")[0]))
    anybody.reload()
    if main.get_by_role("button", name="Voir").count():  # unless the worker has sent it meanwhile
        expect(main).to_contain_text("Le temps est écoulé")
        main.get_by_role("button", name="Voir").click()
    expect(main).to_contain_text("1 point sur 4, soit 25")
    # What to look at again, by the sections of what was not got.
    expect(main.get_by_role("link", name="Le vote")).to_be_visible()
    assert "échec" not in main.inner_text().lower()
