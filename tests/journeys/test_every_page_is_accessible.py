"""Every page of the journeys, light and dark, on a phone and on a desk, without a violation that axe can find.

Wagtail's own frame round our pages of the administration (its menu, header and search) is left out: it is not ours to
change, and it is tested upstream.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.journey

MODULE = "/formations/comptabilite-associative/"
WAGTAIL = [
    "#wagtail-sidebar",
    "[data-wagtail-sidebar]",
    ".w-header",
    "header.w-header",
    ".w-slim-header",
    ".skiplink",
]

PUBLIC = {
    "home": "/",
    "page": "/la-maison/",
    "help": "/aide/",
    "contact": "/nous-contacter/",
    "list of news": "/actualites/",
    "news": "/actualites/se-passer-le-relais/",
    "catalogue": "/formations/",
    "catalogue, filtered": "/formations/?q=comptes&niveau=beginner",
    "catalogue, nothing found": "/formations/?q=zzzz",
    "module, to a visitor": MODULE,
    "sequence, to a visitor": f"{MODULE}budget-et-subventions/",
    "quiz, to a visitor": f"{MODULE}questionnaire/",
    "sign in": "/compte/connexion/",
    "sign up": "/compte/inscription/",
    "mail sent": "/compte/courriel-envoye/",
    "password forgotten": "/compte/mot-de-passe/oublie/",
    "link of confirmation, too old": "/compte/confirmer/nimporte-quoi/",
    "verify": "/verifier/",
    "number found": "/verifier/?numero=VAL-2026-0001",
    "number not found": "/verifier/?numero=VAL-0000-0000",
    "document not found": "/certificats/jamais-donne/",
    "style guide": "/styleguide/",
    "mailbox": "/demo/courriels/",
}
LEARNERS = {
    "dashboard": "/mon-parcours/",
    "module half done": MODULE,
    "module finished": "/formations/gouvernance/",
    "module not begun": "/formations/fonction-employeur/",
    "sequence not done": f"{MODULE}budget-et-subventions/",
    "sequence done": f"{MODULE}pourquoi-tenir-des-comptes/",
    "quiz": f"{MODULE}questionnaire/",
    "quiz passed before": "/formations/gouvernance/questionnaire/",
    "documents": "/mon-parcours/documents/",
    "path": "/formations/prendre-sa-place-au-bureau/",
    "group": "/mon-parcours/groupes/1/",
    "deadlines and calendar": "/mon-parcours/calendrier/",
    "key": "/mon-parcours/cle/",
    "notes": "/mon-parcours/notes/",
    "questions": "/mon-parcours/questions/",
    "notifications": "/mon-parcours/notifications/",
    "choice of e-mails": "/mon-parcours/notifications/reglages/",
    "certificate and what it asks": "/mon-parcours/certificats/bases-gestion-associative/",
    "account": "/compte/",
    "addresses": "/compte/adresses/",
    "password": "/compte/mot-de-passe/",
    "sign out": "/compte/deconnexion/",
}
STAFF = {
    "first page": "/admin/",
    "learners": "/admin/apprenants/",
    "enrolments": "/admin/inscriptions/",
    "attestations": "/admin/attestations/",
    "certificates": "/admin/certificats/",
    "dossiers": "/admin/dossiers/",
    "batches of certificates": "/admin/lots/",
    "a new batch": "/admin/lots/nouveau/",
    "yearly figures": "/admin/bilan/",
    "signing keys": "/admin/cles-de-signature/",
    "groups": "/admin/groupes/",
    "board of a group": "/admin/groupes/inspect/1/",
    "members": "/admin/groupes/1/membres/",
    "deadlines": "/admin/groupes/1/echeances/",
    "invitations of a group": "/admin/groupes/1/invitations/",
    "a group's settings": "/admin/groupes/edit/1/",
    "requests": "/admin/demandes/",
    "invitations": "/admin/invitations/",
    "rules": "/admin/regles-inscription/",
    "lists of people": "/admin/listes/",
    "a list to check": "/admin/listes/create/",
    "waivers": "/admin/dispenses/",
    "questions of learners": "/admin/echanges/",
    "work to look at": "/admin/travaux/",
    "activities to confirm": "/admin/declarations/",
    "answers to read": "/admin/reponses_a_lire/",
    "banks": "/admin/banques/",
}


@pytest.fixture
def look(somebody, site, no_violation):
    """A function that opens pages and checks each; what is wrong anywhere is told together."""

    def look(pages: dict[str, str], **options) -> None:
        wrong = []
        for name, address in pages.items():
            somebody.goto(site.url + address)
            try:
                no_violation(somebody, **options)
            except AssertionError as error:
                wrong.append(f"{name}: {error}")
        assert not wrong, "\n\n".join(wrong)

    return look


def test_pages_for_everybody(look):
    look(PUBLIC)


def test_a_verdict_whatever_it_is(look, site, ended):
    look({"valid": site.urls["verification"], **{name: one["address"] for name, one in ended.items()}})


def test_answers_about_a_file(somebody, site, no_violation):
    somebody.goto(f"{site.url}/verifier/")
    somebody.set_input_files(
        "input[type=file]", {"name": "autre.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 autre"}
    )
    somebody.locator("main form[method=post] button[type=submit]").click()
    somebody.locator("section.verdict").wait_for()
    no_violation(somebody)


def test_forms_that_say_what_is_missing(somebody, site, no_violation):
    somebody.goto(f"{site.url}/compte/connexion/")
    somebody.fill("input[name=login]", "personne@valmont.example")
    somebody.fill("input[name=password]", "ce n’est pas cela")
    somebody.click("main button[type=submit]")
    somebody.locator("main [role=alert], main .error, main .errors").first.wait_for()
    no_violation(somebody)


def test_pages_of_a_learner(look, site, sign_in, somebody):
    sign_in(somebody, "learner")
    look(LEARNERS | {"a document as a page": site.urls["attestation"].removesuffix(".pdf") + "/texte/"})


def test_pages_of_a_newcomer(look, site, sign_up, new_address, somebody, no_violation):
    """What is empty at first, then the first attempt at a quiz, passed or not."""
    sign_up(somebody, "Ida Nouvelle", new_address)
    look({"empty dashboard": "/mon-parcours/", "module before enrolment": MODULE})
    somebody.goto(f"{site.url}{MODULE}")
    somebody.locator("main form[action$='/inscription/'] button").first.click()
    no_violation(somebody)
    somebody.goto(f"{site.url}{MODULE}questionnaire/")
    no_violation(somebody)
    somebody.locator("main").get_by_role("button", name="Commencer", exact=True).click()
    somebody.wait_for_url("**/tentatives/**")
    for question in somebody.locator("section.question").all():
        question.locator("label.option").first.click()
    somebody.get_by_role("button", name="Envoyer mes réponses").click()
    somebody.get_by_role("heading", level=1, name=re.compile("acquis|terminée")).wait_for()
    no_violation(somebody)
    look({"quiz tried before": f"{MODULE}questionnaire/", "letter": _newest_letter(somebody, site)})


def test_our_pages_of_the_administration(look, site, sign_in, somebody):
    sign_in(somebody, "validator")
    somebody.goto(f"{site.url}/admin/attestations/")
    document = somebody.locator("a[href*='/admin/attestations/']").filter(has_text="Ouvrir").first
    more = {"document": document.get_attribute("href"), "dossier": site.urls["dossier"]}
    look(STAFF | more, leave_out=WAGTAIL)


def test_what_is_not_found_in_production(page, production, no_violation):
    """With DEBUG, Django answers with a page of its own."""
    reply = page.goto(f"{production.url}/nulle-part/")
    assert reply.status == 404
    assert "Maison des associations de Valmont" in page.locator("footer").inner_text()
    assert re.search(r"[àéèç]", page.locator("main").inner_text()), "in French"
    no_violation(page)


def _newest_letter(page: Page, site) -> str:
    page.goto(f"{site.url}/demo/courriels/")
    return page.locator("main li a").first.get_attribute("href")
