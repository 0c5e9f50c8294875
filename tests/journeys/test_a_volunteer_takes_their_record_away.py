"""A volunteer takes their record away: a text for a CV, files for a VAE and for programs, a year's hours."""

from __future__ import annotations

import io
import json
import re
import uuid
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey

SCENE = """
import uuid
from datetime import date
from decimal import Decimal
from accounts.actions.grant_role import grant_role
from accounts.models import Structure
from config.demo.people import person
from skills.actions.choose_competencies import choose_competencies
from skills.actions.install_framework import install_framework
from skills.actions.open_mission import Where, open_mission
from skills.actions.say_story import Story, say_story
from skills.actions.say_when import When, say_when
from skills.models import Association
house = Structure.objects.get(slug="valmont")
who = person("{email}", "Éloïse O’Brien", "{password}")
grant_role(user=who, structure=house, role="learner", actor=None)
where = Where(role="Trésorière", association=Association.objects.get(listed=True, rna="W991000317"))
mission = open_mission(actor=who, structure=house, token=uuid.uuid4(), where=where)
when = When(date(2025, 7, 1), date(2026, 6, 30), Decimal(365), "total")
say_when(mission=mission, actor=who, when=when)
say_story(mission=mission, actor=who, story=Story("J’ai tenu les comptes des jardins 🌱."))
levels = {{"tenir-comptes": 3, "classer-documents": 2}}
choose_competencies(mission=mission, actor=who, framework=install_framework(), levels=levels)
"""


@pytest.fixture
def volunteer(site):
    """The address of somebody with one mission, over two years."""
    email = f"{uuid.uuid4().hex[:8]}@valmont.example"
    site.python(SCENE.format(email=email, password=site.password))
    return email


def narrow(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, page.url


def downloaded(page: Page, name: str) -> tuple[str, bytes]:
    """The file behind this link: its name and its bytes."""
    with page.expect_download() as waiting:
        page.locator("main").get_by_role("link", name=name).click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def test_everything_leaves_with_its_owner(
    request, anybody, browser, browser_context_args, site, sign_in, volunteer
):
    sign_in(anybody, volunteer)
    main = anybody.locator("main")
    anybody.goto(f"{site.url}/mes-acquis/")
    main.get_by_role("link", name="Emporter mes acquis").click()
    anybody.wait_for_url("**/mes-acquis/exports/")
    narrow(anybody)

    # The text is there to be read and selected; the button only where it can do something.
    text = anybody.get_by_label("Un texte à copier")
    expect(text).to_have_value(re.compile(r"Trésorière, Amicale des Jardins de Brenne, Brenne"))
    expect(text).to_have_value(re.compile("J’ai tenu les comptes des jardins 🌱"))
    copy = main.get_by_role("button", name="Copier le texte")
    scripts = request.node.callspec.params["anybody"] == "scripts"
    expect(copy).to_be_visible(visible=scripts)
    if scripts:
        anybody.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.url)
        copy.click()
        expect(main.get_by_role("status").filter(has_text="Le texte est copié")).to_be_visible()
        assert "Trésorière" in anybody.evaluate("navigator.clipboard.readText()")

    name, data = downloaded(anybody, "à compléter (ODT)")
    assert name.startswith("dossier-vae-eloise-obrien-")
    content = zipfile.ZipFile(io.BytesIO(data)).read("content.xml").decode()
    assert "🌱" in content
    assert "Déclaré par la personne" in content
    name, data = downloaded(anybody, "à imprimer (PDF)")
    assert name.endswith(".pdf")
    assert data.startswith(b"%PDF-")
    name, data = downloaded(anybody, "pour un logiciel (JSON)")
    found = json.loads(data)
    assert found["person"]["name"] == "Éloïse O’Brien"
    assert {one["code"] for one in found["competencies"]} == {"tenir-comptes", "classer-documents"}
    assert anybody.request.get(found["$schema"]).json()["$id"] == "urn:essaim:acquis:1"

    # A year: half of the mission's days, said to be an estimate, and no declaration.
    main.get_by_role("link", name="Année 2026").click()
    anybody.wait_for_url("**/exports/cec/2026/")
    narrow(anybody)
    expect(main).to_contain_text("Ceci n’est pas la déclaration")
    expect(main).to_contain_text("environ 181 heures, partagées selon les jours")
    expect(main).to_contain_text(re.compile(r"il vous manque 19\sheures"))
    expect(main).to_contain_text("Atteint")
    expect(main).to_contain_text("avant le 30 juin 2027")

    # Nobody else takes anything.
    context = browser.new_context(**browser_context_args)
    other = context.new_page()
    assert "/connexion/" in other.goto(f"{site.url}/mes-acquis/exports/").url
    sign_in(other, "trainer")
    other.goto(f"{site.url}/mes-acquis/exports/")
    expect(other.locator("main")).not_to_contain_text("Trésorière")
    context.close()


def test_each_page_is_accessible(somebody, site, sign_in, volunteer, no_violation):
    sign_in(somebody, volunteer)
    for address in ("", "exports/", "exports/cec/2026/", "exports/cec/2001/"):
        somebody.goto(f"{site.url}/mes-acquis/{address}")
        no_violation(somebody)
    # With nothing told yet, too.
    somebody.context.clear_cookies()
    sign_in(somebody, "trainer")
    somebody.goto(f"{site.url}/mes-acquis/exports/")
    no_violation(somebody)
