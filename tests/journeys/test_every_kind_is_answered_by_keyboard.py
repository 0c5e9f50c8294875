"""Every kind of question is answered with the keyboard alone, with JavaScript and without, and comes out right."""

from __future__ import annotations

import json
import re
import uuid

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.journey

#: A quiz of one question of each kind, as their samples are, and somebody enrolled in its module.
SCENE = """
import copy, json
from accounts.models import Structure
from config.demo.people import person
from learning.actions.enrol import enrol
from learning.models import CataloguePage, ModulePage, QuizPage
from learning.questions import BY_SLUG

def put(parent, page):
    page = parent.add_child(instance=page)
    page.save_revision().publish()
    return page

house = Structure.objects.get(slug="valmont")
module = put(CataloguePage.objects.get(), ModulePage(
    title="Toutes les questions {code}", code="{code}", structure=house, summary="Une de chaque.", live=False))
quiz = put(module, QuizPage(title="Une de chaque", live=False, questions=[
    (slug, kind.to_python(copy.deepcopy(kind.meta.preview_value))) for slug, kind in BY_SLUG.items()]))
learner = person("{email}", "Ondine Clavier", "{password}")
enrol(learner=learner, module=module, structure=house, actor=learner)
print(json.dumps({{"url": quiz.get_url(), "email": learner.email, "kinds": len(BY_SLUG)}}))
"""
#: What is chosen, by the words of the choice.
CHOSEN = {
    "Les comptes de l’année",
    "Le bilan",
    "Le compte de résultat",
    "Faux",
    "Une page à deux colonnes, actif et passif, arrêtée au 31 décembre",
    "Plutôt d’accord",
}
#: What is chosen in a list, by the words of its label: the first letters are enough.
LISTED = {
    "Trou 2": "conv",
    "Le bilan": "Ce que",
    "Le compte de résultat": "Les prod",
    "L’annexe": "Les exp",
    "Convoquer les membres avec l’ordre du jour": "1",
    "Faire signer la feuille de présence": "2",
    "Présenter les rapports et en débattre": "3",
    "Voter les résolutions": "4",
    "Rédiger le procès-verbal": "5",
    "Le loyer de la salle": "Charges",
    "L’assurance de l’association": "Charges",
    "Les adhésions": "Produits",
    "Une subvention de fonctionnement": "Produits",
}
#: What is typed, by the end of the field's name or its label.
TYPED = {
    "Votre réponse": ["Fonds dédiés", "Les heures données se voient, et le résultat ne change pas."],
    "Votre réponse, en nombre": ["153 000 €"],
    "Trou 1": ["23 000"],
    "Trou 3": ["dédiés"],
}


@pytest.fixture
def scene(site):
    code = f"TQ{uuid.uuid4().hex[:6].upper()}"
    made = site.python(
        SCENE.format(code=code, email=f"{code.lower()}@valmont.example", password=site.password)
    )
    found = json.loads(made.splitlines()[-1])
    return found | {"url": site.url + re.sub(r"^https?://[^/]+", "", found["url"])}


def words_of(page: Page, field: Locator) -> str:
    """What names a field to those who listen."""
    if told := field.get_attribute("aria-label"):
        return told
    if name := field.get_attribute("id"):
        return page.locator(f'label[for="{name}"]').inner_text().strip()
    return field.locator("xpath=ancestor::label").inner_text().strip()


def fill_in(page: Page, field: Locator, kind: str, left: dict[str, list[str]]) -> None:
    """Answer the field that has the focus, with keys alone."""
    if kind == "radio":
        page.keyboard.press("Space")
        for _try in range(8):
            if words_of(page, page.locator(":focus")) in CHOSEN:
                return
            page.keyboard.press("ArrowDown")
        raise AssertionError("none of these is to be chosen")
    words = words_of(page, field)
    if kind == "checkbox" and words in CHOSEN:
        page.keyboard.press("Space")
    elif kind == "select":
        page.keyboard.type(LISTED[words])
    elif kind == "text" and left.get(words):
        page.keyboard.type(left[words].pop(0))


def answer_by_keyboard(page: Page) -> None:
    """Tab from field to field, answering each, until the button that sends."""
    left, done = {words: list(texts) for words, texts in TYPED.items()}, set()
    for _step in range(250):
        page.keyboard.press("Tab")
        field = page.locator(":focus")
        if not field.count():
            continue
        if field.get_attribute("value") == "send":
            return
        name = field.get_attribute("name") or ""
        if not re.match(r"q\d+", name):
            continue
        kind = field.get_attribute("type") or ("select" if field.locator("option").count() else "text")
        # A checkbox is one of several under a name; anything else is answered once.
        this = (name, field.get_attribute("value")) if kind == "checkbox" else name
        if this not in done:
            done.add(this)
            fill_in(page, field, kind, left)
    raise AssertionError("the button that sends was never reached")


def test_every_kind_of_question_is_answered_by_keyboard_alone(anybody, scene, sign_in, no_violation, request):
    scripts = request.node.callspec.params["anybody"] == "scripts"
    sign_in(anybody, scene["email"])
    anybody.goto(scene["url"])
    anybody.get_by_role("button", name="Commencer").press("Enter")
    anybody.wait_for_url("**/mon-parcours/tentatives/**")
    main = anybody.locator("main")
    expect(main.locator("section.question")).to_have_count(scene["kinds"])
    if scripts:
        no_violation(anybody)

    answer_by_keyboard(anybody)
    anybody.keyboard.press("Enter")
    expect(main.locator(".feedback.got")).to_have_count(10)
    expect(main.locator(".feedback")).to_have_count(scene["kinds"])
    expect(main).to_contain_text("Plutôt d’accord")
    expect(main).to_contain_text("Les heures données se voient")
    if scripts:
        no_violation(anybody)


def test_steps_are_moved_by_buttons_that_say_where_they_come(somebody, scene, sign_in):
    sign_in(somebody, scene["email"])
    somebody.goto(scene["url"])
    somebody.get_by_role("button", name="Commencer").click()
    box = somebody.locator("[data-ordering]")
    steps = box.locator(".order-step label")
    first = steps.first.inner_text()
    box.get_by_role("button", name=f"Descendre : {first}").press("Enter")
    expect(steps.nth(1)).to_have_text(first)
    expect(box.get_by_role("status")).to_have_text(f"{first} : place 2 sur 5")
    expect(box.get_by_role("button", name=f"Descendre : {first}")).to_be_focused()
    expect(somebody.locator("[data-status]")).to_have_text("Enregistré")
    order = steps.all_inner_texts()

    # What was moved is what comes back.
    somebody.reload()
    assert somebody.locator("[data-ordering] .order-step label").all_inner_texts() == order


def test_an_answer_is_dragged_onto_its_item(somebody, scene, sign_in):
    sign_in(somebody, scene["email"])
    somebody.goto(scene["url"])
    somebody.get_by_role("button", name="Commencer").click()
    box = somebody.locator("[data-sorting]").first
    box.locator(".chip").filter(has_text="Les produits").hover()
    somebody.mouse.down()
    box.locator(".part").nth(1).hover()
    somebody.mouse.up()
    chosen = box.locator("select").nth(1).locator("option:checked")
    expect(chosen).to_have_text("Les produits et les charges de l’année")

    # And without a mouse: picked up, then put down.
    box.locator(".chip").filter(has_text="Ce que").press("Enter")
    box.get_by_role("button", name="Placer ici (Le bilan)").press("Enter")
    expect(box.locator("select").nth(0).locator("option:checked")).to_have_text(re.compile("^Ce que"))
