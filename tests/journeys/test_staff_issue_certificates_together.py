"""A validator issues the certificates of a session together, takes them away, and reads the year's figures."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

pytestmark = pytest.mark.journey

# Wagtail's own frame is not ours to mend.
FRAME = [
    "#wagtail-sidebar",
    "[data-wagtail-sidebar]",
    ".w-header",
    "header.w-header",
    ".w-slim-header",
    ".skiplink",
]
SESSION = """
import json, uuid
from accounts.actions.grant_role import grant_role
from accounts.models import Structure
from certification.actions.apply_for_certificate import apply_for_certificate
from certification.models import SchemeVersion
from config.demo.people import person
from config.demo.story import Studies
from learning.models import CataloguePage

house = Structure.objects.get(slug="valmont")
catalogue = CataloguePage.objects.get()
version = SchemeVersion.objects.get(scheme__code="bases-gestion-associative")
pks = []
for name in ("Zoé O’Brien-Éloïse", "Yanis Œuvrard"):
    learner = person(f"{uuid.uuid4().hex}@valmont.example", name, None)
    grant_role(user=learner, structure=house, role="learner", actor=None)
    studies = Studies(learner, house, catalogue)
    for code in ("DROIT", "COMPTA", "NUM"):
        studies.finish(code)
    pks.append(apply_for_certificate(version=version, actor=learner).pk)
print(json.dumps(pks))
"""


def test_a_session_is_issued_together(somebody, site, sign_in, no_violation):
    pks = json.loads(site.python(SESSION).splitlines()[-1])
    sign_in(somebody, "validator")
    somebody.goto(f"{site.url}/admin/dossiers/")
    somebody.get_by_role("link", name="Délivrer en lot").click()
    somebody.get_by_role("link", name="Bases de la gestion associative").click()
    boxes = somebody.locator("input[name=dossier]")
    for number in range(boxes.count()):
        box = boxes.nth(number)
        box.set_checked(int(box.get_attribute("value")) in pks)
    no_violation(somebody, FRAME)
    somebody.get_by_label("Nom du lot").fill("Session d’automne")
    somebody.get_by_role("button", name="Délivrer les dossiers cochés").click()

    # The page follows by itself: nobody reloads it.
    expect(somebody.get_by_text("2 sur 2 (100 %)")).to_be_visible()
    with somebody.expect_download() as download:
        somebody.get_by_role("link", name="Tous les fichiers (ZIP)").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        sheets = {name: PdfReader(io.BytesIO(archive.read(name))) for name in archive.namelist()}
    assert len(sheets) == 2
    assert any("O’Brien-Éloïse" in sheet.pages[0].extract_text() for sheet in sheets.values())
    with somebody.expect_download() as download:
        somebody.get_by_role("link", name="Un seul fichier à imprimer (PDF)").click()
    assert len(PdfReader(download.value.path()).pages) == 2
    no_violation(somebody, FRAME)

    # The year's figures and the register know them.
    somebody.goto(f"{site.url}/admin/certificats/")
    somebody.get_by_role("link", name="Registre et bilan annuel").click()
    expect(somebody.get_by_role("heading", name="Heures par modalité")).to_be_visible()
    no_violation(somebody, FRAME)
    with somebody.expect_download() as download:
        somebody.get_by_role("link", name="Registre de l’année (CSV)").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert {name.removesuffix(".pdf") for name in sheets} <= {row["Numéro"] for row in rows}
    assert "valmont: whole" in site.manage("check_registry")


def test_without_a_script_the_page_is_followed_by_its_link(site, sign_in, browser, browser_context_args):
    pks = json.loads(site.python(SESSION).splitlines()[-1])
    context = browser.new_context(**browser_context_args | {"java_script_enabled": False})
    page = context.new_page()
    sign_in(page, "validator")
    page.goto(f"{site.url}/admin/lots/nouveau/")
    page.locator("main a", has_text="Bases de la gestion associative").click()
    for box in page.locator("input[name=dossier]").all():
        box.set_checked(int(box.get_attribute("value")) in pks)
    page.locator("main form button[type=submit]", has_text="Délivrer les dossiers cochés").click()
    for _turn in range(60):
        if page.locator("#batch-zip").count():
            break
        page.wait_for_timeout(500)
        page.locator("#batch-again").click()
    expect(page.locator("#batch-zip")).to_have_count(1)
    context.close()
