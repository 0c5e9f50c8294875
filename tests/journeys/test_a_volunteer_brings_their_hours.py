"""A volunteer brings hours noted elsewhere: the file, its columns, what it would make, kept once."""

from __future__ import annotations

import uuid

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey

SCENE = """
from accounts.actions.grant_role import grant_role
from accounts.models import Structure
from config.demo.people import person
who = person("{email}", "Éloïse O’Brien", "{password}")
grant_role(user=who, structure=Structure.objects.get(slug="valmont"), role="learner", actor=None)
"""
SHEET = """Association;Quand;Durée;Titre;Description
Amicale des Jardins de Brenne;03/07/2025;2h30;Buvette;J’ai tenu la buvette 🌱.
amicale des jardins de brenne;04/07/2025;1,5;buvette;
Amicale des Jardins de Brenne;04/07/2025;1:30;Buvette;
Comité des Fêtes;31/02/2025;3;Montage;
Comité des Fêtes;05/07/2025;26:00;Montage;
"""


@pytest.fixture
def volunteer(site):
    """The address of somebody with nothing told yet."""
    email = f"{uuid.uuid4().hex[:8]}@valmont.example"
    site.python(SCENE.format(email=email, password=site.password))
    return email


def narrow(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, page.url


def bring(page: Page, site, encoding: str = "cp1252", text: str = SHEET) -> None:
    page.goto(f"{site.url}/mes-acquis/")
    page.locator("main").get_by_role("link", name="Apporter mes heures").click()
    narrow(page)
    content = text.replace(" 🌱", "").encode(encoding) if encoding == "cp1252" else text.encode(encoding)
    page.get_by_label("Votre fichier d’heures").set_input_files(
        {"name": "heures.csv", "mimeType": "text/csv", "buffer": content}
    )
    page.get_by_role("button", name="Voir ce que cela donnerait").click()
    page.wait_for_url("**/import/*/")


def test_hours_noted_elsewhere_become_a_mission(anybody, site, sign_in, volunteer):
    sign_in(anybody, volunteer)
    main = anybody.locator("main")
    bring(anybody, site)

    # “Quand” is no heading that we know: it is chosen by hand.
    expect(main.get_by_role("alert")).to_contain_text("Dites où se trouvent")
    anybody.get_by_label("Le jour").select_option(label="Quand (03/07/2025)")
    anybody.get_by_role("button", name="Regarder de nouveau").click()
    expect(main).to_contain_text("4 h, du 3 juillet 2025 au 4 juillet 2025")
    narrow(anybody)
    rows = main.get_by_role("row")
    expect(rows.filter(has_text="La ligne 3 dit la même chose")).to_have_count(1)
    expect(rows.filter(has_text="31/02/2025")).to_have_count(1)
    expect(rows.filter(has_text="plus de 24 heures")).to_have_count(1)
    main.get_by_text("2 lignes du fichier").click()
    expect(main.get_by_text("Ligne 2")).to_be_visible()

    # Kept, then told on as any mission: its hours and its words are there.
    anybody.get_by_role("button", name="Garder ces 2 lignes").click()
    anybody.wait_for_url("**/mes-acquis/")
    expect(anybody.get_by_text("2 lignes sont gardées")).to_be_visible()
    expect(main.get_by_role("link", name="Buvette")).to_have_count(1)
    expect(main).to_contain_text("4 heures")
    expect(main).to_contain_text("À terminer")

    # The same file again, in another encoding: nothing is added.
    bring(anybody, site, "utf-8-sig", SHEET.replace("Quand", "Date").replace(" 🌱", ""))
    expect(main.get_by_role("alert")).to_contain_text("n’ajoute quelque chose")
    expect(anybody.get_by_role("button", name="Garder")).to_have_count(0)
    anybody.get_by_role("button", name="Oublier ce fichier").click()
    anybody.wait_for_url("**/mes-acquis/")
    expect(main.get_by_role("link", name="Buvette")).to_have_count(1)


def test_each_page_is_accessible(somebody, site, sign_in, volunteer, no_violation):
    sign_in(somebody, volunteer)
    somebody.goto(f"{site.url}/mes-acquis/import/")
    no_violation(somebody)
    somebody.get_by_label("Votre fichier d’heures").set_input_files(
        {"name": "rien.csv", "mimeType": "text/csv", "buffer": b""}
    )
    somebody.get_by_role("button", name="Voir ce que cela donnerait").click()
    expect(somebody.get_by_text("aucune ligne sous ses titres")).to_be_visible()
    no_violation(somebody)
    bring(somebody, site, "utf-8", SHEET.replace("Quand", "Date"))
    somebody.locator("details").first.locator("summary").click()
    no_violation(somebody)
