"""A learner opens an account, studies a module to its end, and leaves with an attestation that bears their name."""

from __future__ import annotations

import io
import re
import time

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

pytestmark = pytest.mark.journey

MODULE = "/formations/gouvernance/"
STEPS = 7
#: What the demo's quiz of this module expects, by the first words of each question.
RIGHT = {
    "La loi de 1901 oblige": ["Faux"],
    "Une adhérente de 16 ans": ["Les actes utiles"],
    "Les statuts ne disent rien": ["Aucun minimum légal"],
    "Le bureau vient de changer": ["Trois mois"],
    "Un fournisseur n’est pas payé": ["L’association, sur son propre patrimoine"],
    "Un administrateur propose": ["Déclarer le lien"],
}


def begin(page: Page, *, again: bool = False) -> None:
    """Begin an attempt from the page of the quiz: looking at it begins nothing."""
    page.locator("main").get_by_role(
        "button", name="Recommencer" if again else "Commencer", exact=True
    ).click()
    page.wait_for_url("**/mon-parcours/tentatives/**")


def answer(page: Page, *, rightly: bool) -> None:
    """Tick an answer to each question."""
    questions = page.locator("section.question").all()
    assert len(questions) == len(RIGHT)
    for question in questions:
        words = question.locator("legend").inner_text().replace("'", "’")
        expected = next(answers for start, answers in RIGHT.items() if start in words)
        for option in question.locator("label.option").all():
            is_right = option.inner_text().replace("'", "’").startswith(tuple(expected))
            if is_right == rightly:
                option.click()
                break


def resume(page: Page, site) -> None:
    """One tap back to where one was."""
    page.goto(f"{site.url}/mon-parcours/")
    page.locator("section.resume a.button").click()


def progress(page: Page, site) -> str:
    """What “Mon parcours” says of the module."""
    page.goto(f"{site.url}/mon-parcours/")
    return page.locator("main article").first.inner_text()


def wait_for_attestation(page: Page, site) -> str:
    """The address of the attestation, once the worker has made it."""
    link = page.locator("main a[href$='.pdf']").first
    until = time.monotonic() + 60
    page.goto(f"{site.url}/mon-parcours/")
    while not link.count() and time.monotonic() < until:
        page.wait_for_timeout(500)
        page.reload()
    return link.get_attribute("href")


def test_a_name_is_taken_as_it_is_written_or_refused_in_words(anybody, site, new_address, confirm_address):
    def try_name(name: str) -> None:
        anybody.goto(f"{site.url}/compte/inscription/")
        # The browser's own limit is a courtesy that others do not have.
        if name and len(name) > 150:
            anybody.route(
                "**/compte/inscription/",
                lambda route: (
                    route.continue_(
                        post_data=re.sub(
                            "display_name=[^&]*", f"display_name={name}", route.request.post_data
                        )
                    )
                    if route.request.method == "POST"
                    else route.continue_()
                ),
            )
        anybody.fill("input[name=display_name]", name)
        anybody.fill("input[name=email]", new_address)
        anybody.fill("input[name=password1]", site.password)
        anybody.click("main button[type=submit]")

    error = anybody.locator("main .error")
    try_name("L" * 5000)
    expect(error).to_contain_text("150")
    expect(anybody.locator("input[name=email]")).to_have_value(new_address)
    anybody.unroute("**/compte/inscription/")
    try_name("🐝🐝")
    expect(error).to_be_visible()
    assert not re.search(r"[a-z] (name|letter)", error.inner_text()), "in French"
    # Somebody's name is theirs, bees included.
    try_name("Zoé 🐝 L’Hœillet")
    anybody.wait_for_url("**/compte/courriel-envoye/**")
    confirm_address(anybody, new_address)
    anybody.goto(f"{site.url}/mon-parcours/")
    expect(anybody.get_by_role("heading", level=1)).to_contain_text("Zoé 🐝 L’Hœillet")


def test_a_learner_studies_a_module_to_its_attestation(anybody, site, sign_up, new_address):
    main = anybody.locator("main")
    sign_up(anybody, "Léonie O’Brien-Éloïse Œuvrard", new_address)
    anybody.goto(f"{site.url}/mon-parcours/")
    expect(main).to_contain_text("Votre parcours commence ici")

    # Looking enrols nobody; one press does.
    anybody.goto(f"{site.url}{MODULE}")
    anybody.goto(f"{site.url}{MODULE}du-projet-aux-instances/")
    anybody.goto(f"{site.url}/mon-parcours/")
    expect(main.locator("article")).to_have_count(0)
    anybody.goto(f"{site.url}{MODULE}")
    main.get_by_role("button", name=re.compile("inscri", re.I)).first.click()
    expect(anybody.get_by_role("status")).to_contain_text("Votre inscription est faite")
    assert "Pas encore commencé" in progress(anybody, site)

    # Each sequence, resumed in one tap; progress says where one is.
    for done in range(1, STEPS):
        resume(anybody, site)
        expect(main).to_contain_text(f"Étape {done} sur {STEPS}")
        assert len(main.inner_text().split()) > 350
        main.get_by_role("button", name=re.compile("terminé", re.I)).click()
        expect(main).to_contain_text(f"Étape {done + 1} sur {STEPS}")
        assert re.search(rf"\b{done} étapes? .*terminées? sur {STEPS}", progress(anybody, site))
    assert not main.locator("a[href$='.pdf']").count(), "nothing is given before the end"

    # A first try that does not pass teaches.
    resume(anybody, site)
    expect(anybody.get_by_role("heading", level=1)).to_have_text("Questionnaire final")
    begin(anybody)
    answer(anybody, rightly=False)
    anybody.get_by_role("button", name="Envoyer mes réponses").click()
    expect(anybody.get_by_role("heading", level=1)).to_contain_text("Pas encore acquis")
    result = main.inner_text()
    assert "échec" not in result.lower() and "échou" not in result.lower()
    expect(main).to_contain_text("0 point sur 6")
    expect(main.locator(".feedback")).to_have_count(len(RIGHT))
    expect(main.get_by_text("Réponse attendue").first).to_be_visible()
    expect(main.get_by_text("Votre réponse").first).to_be_visible()
    expect(main).to_contain_text("s’il s’est porté caution")
    assert f"{STEPS - 1} étapes" in progress(anybody, site)

    # The second passes, and the worker makes the attestation.
    resume(anybody, site)
    begin(anybody, again=True)
    answer(anybody, rightly=True)
    anybody.get_by_role("button", name="Envoyer mes réponses").click()
    expect(main).to_contain_text("6 points sur 6")
    expect(main).to_contain_text("100")
    # A reload sends nothing again.
    anybody.reload()
    expect(main).to_contain_text("6 points sur 6")
    address = wait_for_attestation(anybody, site)
    expect(main.get_by_role("region", name="Mon historique")).to_contain_text("Terminé")
    expect(main.locator("section.resume")).to_have_count(0)

    reply = anybody.request.get(f"{site.url}{address}")
    assert reply.status == 200 and reply.headers["content-type"] == "application/pdf"
    sheet = PdfReader(io.BytesIO(reply.body()))
    assert len(sheet.pages) == 1
    words = " ".join(sheet.pages[0].extract_text().split())
    assert "Léonie O’Brien-Éloïse Œuvrard" in words
    assert "Gouvernance" in words and "3 h 30" in words.replace("\u00a0", " ")
    number = re.search(r"VAL-AS-\d{4}-\d{5}", words)
    assert number, words
    # The holder finds the same number beside the link.
    anybody.goto(f"{site.url}/mon-parcours/")
    anybody.click("a[href='/mon-parcours/documents/']")
    expect(main).to_contain_text(number.group())
    anybody.goto(f"{site.url}/mon-parcours/")

    # One module of three: the certificate cannot be asked for, and a form made by hand changes nothing.
    link = main.locator("a[href^='/mon-parcours/certificats/']").first
    link.click()
    assert not main.locator("form[action$='/dossier/']").count()
    expect(main).to_contain_text("3 modules")
    token = anybody.context.cookies()
    csrf = next(cookie["value"] for cookie in token if cookie["name"] == "csrftoken")
    reply = anybody.request.post(
        f"{anybody.url}dossier/", form={"csrfmiddlewaretoken": csrf}, headers={"Referer": anybody.url}
    )
    assert "manque" in reply.text(), "says what is missing"
    anybody.reload()
    assert "déposé le" not in main.inner_text()


def test_a_quiz_is_answered_from_the_keyboard(somebody, site, sign_up, new_address):
    sign_up(somebody, "Noé Clavier", new_address)
    somebody.goto(f"{site.url}/formations/gouvernance/questionnaire/")
    somebody.get_by_role("button", name="M’inscrire à ce module").click()
    begin(somebody)
    first = somebody.locator("section.question").first
    inputs = first.locator("label.option input")
    first.wait_for()

    # Tab reaches the first answer within what a page's frame holds; what has the focus can be seen.
    somebody.goto(somebody.url)
    for _press in range(60):
        somebody.keyboard.press("Tab")
        if inputs.first.evaluate("input => input === document.activeElement"):
            break
    else:
        raise AssertionError("Tab does not reach the first answer")
    with_focus, without = (
        label.evaluate("label => [label, label.querySelector('input')].map(e => getComputedStyle(e).outline)")
        for label in first.locator("label.option").all()[:2]
    )
    assert with_focus != without, "the focus shows"
    somebody.keyboard.press("ArrowDown")
    expect(inputs.nth(1)).to_be_checked()
    somebody.keyboard.press("ArrowUp")
    somebody.keyboard.press("Space")
    expect(inputs.first).to_be_checked()

    # On to the end: one Tab a group, Space, and Enter sends.
    count = somebody.locator("section.question").count()
    for _question in range(count - 1):
        somebody.keyboard.press("Tab")
        somebody.keyboard.press("Space")
    somebody.keyboard.press("Tab")
    somebody.keyboard.press("Enter")
    expect(somebody.locator("main .feedback")).to_have_count(count)
