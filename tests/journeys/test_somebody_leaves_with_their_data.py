"""Somebody reads what is held of them, takes a copy of it, closes their account; their document still verifies."""

from __future__ import annotations

import json
import time
import uuid
import zipfile

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey

#: Somebody who finished a module, with their attestation.
SCENE = """
import json
from accounts.actions.grant_role import grant_role
from accounts.models import Structure
from certification.actions.make_file import make_file
from certification.models import Credential
from config.demo.people import person
from config.demo.story import Studies
from learning.models import CataloguePage

house = Structure.objects.get(slug="valmont")
learner = person("{email}", "{name}", "{password}")
grant_role(user=learner, structure=house, role="learner", actor=None)
Studies(learner, house, CataloguePage.objects.get()).finish("COM")
made = Credential.objects.select_related("structure").get(holder=learner, kind="attestation")
make_file(credential=made)
print(json.dumps([made.get_absolute_url(), made.number]))
"""


@pytest.fixture
def leaver(site):
    """The name and address of somebody who will leave, with the address and the number of their attestation."""
    code = uuid.uuid4().hex[:6]
    name, email = f"Éloïse O’Brien {code}", f"{code}@valmont.example"
    made = site.python(SCENE.format(email=email, name=name, password=site.password))
    return name, email, *json.loads(made.splitlines()[-1])


def wait_for_copy(page: Page, url: str) -> None:
    """Until the worker has made it; the page is asked again, as a person would."""
    until = time.monotonic() + 120
    link = page.get_by_role("link", name="Télécharger ma copie")
    while not link.count() and time.monotonic() < until:
        page.wait_for_timeout(1000)
        page.goto(url)
    expect(link).to_be_visible()


def narrow(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, page.url


def test_a_copy_is_taken_and_the_account_is_closed(anybody, site, sign_in, leaver, tmp_path):
    name, email, verification, number = leaver
    home, main = f"{site.url}/mes-donnees/", anybody.locator("main")
    sign_in(anybody, email)
    anybody.goto(home)
    expect(main).to_contain_text("Documents qui vous ont été délivrés")
    narrow(anybody)
    anybody.get_by_role("button", name="Demander une copie").click()
    expect(main).to_contain_text("Votre copie se prépare")
    wait_for_copy(anybody, home)
    narrow(anybody)
    with anybody.expect_download() as waiting:
        anybody.get_by_role("link", name="Télécharger ma copie").click()
    copy = tmp_path / "copie.zip"
    waiting.value.save_as(copy)
    with zipfile.ZipFile(copy) as zipped:
        assert zipped.testzip() is None
        assert name in zipped.read("index.html").decode()
        assert zipped.read(f"fichiers/attestation-{number}.pdf").startswith(b"%PDF")

    anybody.get_by_role("link", name="Voir ce que fait la fermeture").click()
    anybody.wait_for_url("**/mes-donnees/fermer/")
    expect(main).to_contain_text("la page publique ne montre plus votre nom", ignore_case=True)
    narrow(anybody)
    anybody.fill("main [name=word]", "oui")
    anybody.fill("main [name=password]", site.password)
    anybody.get_by_role("button", name="Effacer mon compte").click()
    expect(main).to_contain_text("pour montrer que c’est bien ce que vous voulez")
    narrow(anybody)
    anybody.fill("main [name=word]", "fermer mon compte")
    anybody.fill("main [name=password]", site.password)
    anybody.get_by_role("button", name="Effacer mon compte").click()
    anybody.wait_for_url("**/mes-donnees/ferme/")
    expect(main).to_contain_text("Votre compte est fermé")
    narrow(anybody)

    anybody.goto(home)
    anybody.wait_for_url("**/compte/connexion/**")
    anybody.fill("input[name=login]", email)
    anybody.fill("input[name=password]", site.password)
    anybody.click("main button[type=submit]")
    expect(main).to_contain_text("ne convient pas")
    anybody.goto(f"{site.url}{verification}")
    expect(main).to_contain_text("effacé à sa demande")
    expect(main).not_to_contain_text(name)


def test_each_page_and_the_copy_are_accessible(
    somebody, browser, browser_context_args, site, sign_in, leaver, no_violation, tmp_path
):
    _name, email, _verification, _number = leaver
    home = f"{site.url}/mes-donnees/"
    sign_in(somebody, email)
    somebody.goto(home)
    somebody.get_by_role("button", name="Demander une copie").click()
    expect(somebody.locator("main")).to_contain_text("Votre copie se prépare")
    no_violation(somebody)
    wait_for_copy(somebody, home)
    no_violation(somebody)
    with somebody.expect_download() as waiting:
        somebody.get_by_role("link", name="Télécharger ma copie").click()
    copy = tmp_path / "copie.zip"
    waiting.value.save_as(copy)
    with zipfile.ZipFile(copy) as zipped:
        zipped.extract("index.html", tmp_path)
    somebody.goto(f"{home}fermer/")
    no_violation(somebody)
    somebody.get_by_role("button", name="Effacer mon compte").click()
    expect(somebody.get_by_role("alert").first).to_be_visible()
    no_violation(somebody)
    somebody.goto(f"{home}ferme/")
    no_violation(somebody)

    # The page of the copy, read from the disk, asks nothing of anybody.
    context = browser.new_context(**browser_context_args)
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    reader = context.new_page()
    reader.goto((tmp_path / "index.html").as_uri())
    no_violation(reader)
    assert all(url.startswith("file:") for url in asked)
    context.close()
