"""A learner declares practice, their tutor appraises it through the link, and the training record shows it."""

from __future__ import annotations

import json
import re
import time
import uuid

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey

#: Somebody who finished a module, and a certificate that asks for it, for practice and for a signature.
SCENE = """
import datetime, json
from accounts.actions.grant_role import grant_role
from accounts.models import Structure
from certification.models import Scheme, SchemeVersion
from config.demo.people import person
from config.demo.story import Studies
from learning.models import CataloguePage

house = Structure.objects.get(slug="valmont")
named = {{"title": "Pratique associative"}}
scheme, new = Scheme.objects.get_or_create(structure=house, code="pratique", defaults=named)
if new:
    SchemeVersion.objects.create(
        scheme=scheme, label="2026", effective_from=datetime.date(2026, 1, 1), certificate_title="Pratique associative",
        certificate_text="a pratiqué.", proves="La personne a pratiqué.", does_not_prove="Aucun niveau n’est mesuré.",
        requirements={{
            "groups": [{{"code": "g", "label": "Bases", "choose": "all",
                         "modules": [{{"code": "COM", "title": "Communiquer"}}]}}],
            "practice": {{"days": 15, "exemption": {{"decided_by": "pedagogical_lead"}}}},
            "appraisals": ["tutor"], "countersignature": True, "guardian_below_age": 18,
            "skills": ["Tenir le livre de caisse", "Parler en public"],
        }},
    )
learner = person("{email}", "{name}", "{password}")
grant_role(user=learner, structure=house, role="learner", actor=None)
Studies(learner, house, CataloguePage.objects.get()).finish("COM")
print(json.dumps(learner.pk))
"""


@pytest.fixture
def learner(site):
    """The name and the address of somebody who finished the module."""
    code = uuid.uuid4().hex[:6]
    name, email = f"Éloïse O’Brien {code}", f"{code}@valmont.example"
    made = site.python(SCENE.format(email=email, name=name, password=site.password))
    assert json.loads(made.splitlines()[-1])
    return name, email


@pytest.fixture
def letter_to(site):
    """A function that gives the words of the first letter to this address, once the worker has delivered it."""

    def letter_to(page: Page, address: str) -> str:
        found = page.locator("main li").filter(has_text=address).get_by_role("link").first
        until = time.monotonic() + 60
        page.goto(f"{site.url}/demo/courriels/")
        while not found.count() and time.monotonic() < until:
            page.wait_for_timeout(500)
            page.reload()
        found.click()
        return page.locator("main").inner_text()

    return letter_to


def declare(page: Page, tutor: str) -> None:
    """Fill in the form that is open."""
    page.fill("[name=association_name]", "Les Amis du canal")
    page.fill("[name=missions]", "Tenir la caisse, préparer l’assemblée générale.")
    page.fill("[name=starts_on]", "2026-01-05")
    page.fill("[name=ends_on]", "2026-03-27")
    page.fill("[name=days]", "15")
    page.fill("[name=tutor_name]", "Paul Tuteur")
    page.fill("[name=tutor_role]", "Trésorier")
    page.fill("[name=tutor_email]", tutor)
    page.get_by_role("button", name="Déclarer et demander la confirmation").click()


def narrow(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, page.url


def test_practice_is_declared_appraised_and_counts(
    anybody, browser, browser_context_args, site, sign_in, learner, letter_to
):
    name, email = learner
    sign_in(anybody, email)
    main = anybody.locator("main")
    home = f"{site.url}/mon-parcours/certificats/pratique/"
    anybody.goto(home)
    anybody.get_by_role("button", name="Ouvrir mon dossier").click()
    expect(main).to_contain_text("Il nous manque votre date de naissance")
    narrow(anybody)
    anybody.get_by_role("link", name="À mon sujet").click()
    anybody.fill("[name=birth_date]", "1990-05-01")
    anybody.get_by_role("button", name="Garder mes réponses").click()

    # Oneself is no tutor, whatever stands after the plus; what was typed is still there.
    anybody.get_by_role("link", name="Ma pratique").click()
    anybody.get_by_role("link", name="Déclarer une période").click()
    declare(anybody, email.replace("@", "+tuteur@"))
    expect(main).to_contain_text("une autre personne que vous")
    narrow(anybody)
    tutor_address = f"tuteur-{uuid.uuid4().hex[:6]}@valmont.example"
    anybody.fill("[name=tutor_email]", tutor_address)
    anybody.get_by_role("button", name="Déclarer et demander la confirmation").click()
    expect(main).to_contain_text("Confirmation demandée")
    narrow(anybody)

    # The tutor has no account: only the link in their mailbox.
    link = re.search(r"http\S+/tuteur/[\w-]+/", letter_to(anybody, tutor_address)).group()
    anybody.goto(link)
    expect(main).to_contain_text("Cette page est pour votre tuteur")
    context = browser.new_context(**browser_context_args | {"viewport": {"width": 360, "height": 740}})
    tutor = context.new_page()
    tutor.goto(link)
    expect(tutor.locator("main")).to_contain_text(name)
    tutor.get_by_label("Oui, je la confirme").check()
    for answer in ("Constaté", "En partie"):
        tutor.get_by_label(answer, exact=True).nth(("Constaté", "En partie").index(answer)).check()
    tutor.fill("[name=appraisal]", "Caisse juste, comptes clairs.")
    tutor.fill("[name=signed_as]", "Paul Tuteur")
    narrow(tutor)
    tutor.get_by_role("button", name="Envoyer ma réponse").click()
    expect(tutor.locator("main")).to_contain_text("Merci")
    assert tutor.goto(link).status == 410
    assert name not in tutor.content()
    context.close()

    # The record shows it; signed, the dossier may go.
    anybody.goto(f"{home}livret/")
    expect(main).to_contain_text("15 jours confirmés par Paul Tuteur")
    expect(main).to_contain_text("Caisse juste, comptes clairs.")
    narrow(anybody)
    anybody.get_by_role("button", name="Signer mon livret").click()
    expect(main).to_contain_text("Vous avez signé ce livret")
    anybody.goto(home)
    anybody.get_by_role("button", name="Envoyer mon dossier").click()
    expect(main).to_contain_text("En cours d’instruction")


def test_each_page_is_accessible(
    somebody, browser, browser_context_args, site, sign_in, learner, letter_to, no_violation
):
    _name, email = learner
    sign_in(somebody, email)
    home = f"{site.url}/mon-parcours/certificats/pratique/"
    somebody.goto(home)
    no_violation(somebody)
    somebody.get_by_role("button", name="Ouvrir mon dossier").click()
    for link in ("À mon sujet", "Ma pratique", "Dispense", "Mon livret"):
        somebody.goto(home)
        somebody.locator("main").get_by_role("link", name=link).first.click()
        no_violation(somebody)
    somebody.goto(home)
    somebody.get_by_role("link", name="Ma pratique").click()
    somebody.get_by_role("link", name="Déclarer une période").click()
    no_violation(somebody)
    tutor_address = f"tuteur-{uuid.uuid4().hex[:6]}@valmont.example"
    declare(somebody, tutor_address)
    no_violation(somebody)
    link = re.search(r"http\S+/tuteur/[\w-]+/", letter_to(somebody, tutor_address)).group()
    somebody.goto(link)
    no_violation(somebody)
    context = browser.new_context(**browser_context_args)
    tutor = context.new_page()
    tutor.goto(link)
    no_violation(tutor)
    tutor.goto(f"{site.url}/tuteur/{uuid.uuid4().hex}/")
    no_violation(tutor)
    tutor.goto(f"{site.url}/tuteur/merci/")
    no_violation(tutor)
    context.close()
    somebody.goto(f"{home}livret/")
    no_violation(somebody)
