"""Somebody who knows nothing of the house looks round, chooses a module, reads, and keeps what they have read."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey

COMPTA, COM, DROIT, EMPL, GOUV, NUM = (
    "comptabilite-associative communication droit-associatif-et-statuts fonction-employeur gouvernance "
    "transition-numerique"
).split()
ALL = {COMPTA, COM, DROIT, EMPL, GOUV, NUM}


def modules_shown(page: Page) -> list[str]:
    """The demo's modules in the list, in order, by the end of their address. Other journeys may add theirs."""
    links = page.locator("main h3 a[href^='/formations/']")
    slugs = [link.get_attribute("href").split("/")[2] for link in links.all()]
    return [slug for slug in slugs if slug in ALL]


def search(page: Page, **choices: str) -> list[str]:
    """Choose in the catalogue's form, from nothing chosen; the modules found."""
    page.goto(page.url.split("?")[0])
    form = page.locator("form[role=search]")
    if not form.is_visible():
        page.locator("details.plan > summary").click()
    for name, value in choices.items():
        if name == "q":
            form.locator("[name=q]").fill(value)
        else:
            form.locator(f"select[name={name}]").select_option(value)
    form.get_by_role("button").click()
    page.wait_for_url("**/formations/?**")
    return modules_shown(page)


def mark_as_read(page: Page) -> None:
    """Press the button at the end of a sequence; it leads on."""
    here = page.url
    page.get_by_role("button", name="Marquer comme lue et continuer").click()
    page.wait_for_url(lambda url: url != here)


def test_the_house_shows_who_it_is_and_what_is_new(anybody, site):
    anybody.goto(site.url)
    expect(anybody.get_by_role("heading", level=1)).to_contain_text("faire vivre")
    expect(anybody.locator("footer")).to_contain_text("Maison des associations de Valmont")

    anybody.get_by_role("button", name="Menu", exact=True).click()
    anybody.get_by_role("link", name="La maison", exact=True).click()
    expect(anybody).to_have_url(re.compile(r"/la-maison/$"))
    expect(anybody.get_by_role("heading", level=1)).to_be_visible()

    anybody.get_by_role("button", name="Menu", exact=True).click()
    anybody.get_by_role("link", name="Actualités", exact=True).click()
    title = anybody.locator("main li h2 a, main li h3 a, main article h2 a, main article h3 a").first
    words = title.inner_text()
    title.click()
    expect(anybody.get_by_role("heading", level=1)).to_have_text(words)
    # From any page, one link leads home.
    anybody.locator("header a.house").click()
    expect(anybody).to_have_url(f"{site.url}/")


def test_the_catalogue_is_searched_and_filtered(anybody, site):
    anybody.goto(site.url)
    anybody.get_by_role("link", name="Choisir un module").click()
    assert set(modules_shown(anybody)) == ALL
    # Other journeys add modules: a second page, perhaps.
    expect(anybody.locator("#resultats")).to_contain_text(re.compile(r"\d modules|Modules \d"))

    # Words, with or without accents, capitals and the right apostrophe.
    for words in ("comptabilite", "COMPTABILITÉ", "comptabilité   associative"):
        assert search(anybody, q=words) == [COMPTA], words
    assert EMPL in search(anybody, q="embauche")
    expect(anybody.locator("form[role=search] [name=q]")).to_have_value("embauche")

    # Each filter, then all at once.
    assert search(anybody, theme="gouvernance") == [GOUV]
    assert set(search(anybody, place="groupe:certifasso-tronc-commun")) == {COMPTA, GOUV, DROIT}
    assert search(anybody, place="certif-asso-c2") == [GOUV]
    assert set(search(anybody, temps="210")) == {COM, GOUV, NUM}
    assert search(anybody, niveau="intermediate") == [EMPL]
    assert search(anybody, tri="duree")[0] == COM
    assert search(anybody, place="groupe:certifasso-tronc-commun", temps="210") == [GOUV]
    expect(anybody.locator("#resultats")).to_contain_text(re.compile(r"parmi \d"))

    # Nothing found says so, and leads back to everything.
    assert search(anybody, q="zzzz") == []
    expect(anybody.locator("main")).to_contain_text("Aucun module")
    anybody.get_by_role("link", name="Voir tous les modules").click()
    assert set(modules_shown(anybody)) == ALL


def test_a_module_says_what_it_gives_and_is_read_freely(anybody, site, sign_up, sign_in, new_address):
    anybody.goto(f"{site.url}/formations/")
    anybody.get_by_role("link", name=re.compile("Gouvernance")).click()
    main = anybody.locator("main")
    # What one will be able to do, for whom, in how long, and what it is worth.
    expect(main).to_contain_text("Ce que vous saurez faire")
    expect(main).to_contain_text("Préparer, animer et consigner une assemblée générale")
    expect(main).to_contain_text("3 h 30")
    expect(main).to_contain_text("Prérequis")
    expect(main).to_contain_text("À distance, à votre rythme")
    expect(main).to_contain_text("Une attestation de suivi à votre nom")
    refusals = main.locator("ul.no")
    expect(refusals).to_contain_text("Un diplôme")
    expect(refusals).to_contain_text("Une certification professionnelle enregistrée")
    # Somebody to ask, by name.
    expect(main.locator("a[href^='mailto:']")).to_have_count(1)
    expect(main).to_contain_text("Une question ?")

    # Every sequence is open; two are marked as read.
    anybody.get_by_role("link", name="Commencer la lecture").click()
    expect(main).to_contain_text("Étape 1 sur 7")
    expect(main).to_contain_text("Les points clés")
    mark_as_read(anybody)
    expect(main).to_contain_text("Étape 2 sur 7")
    mark_as_read(anybody)
    expect(main).to_contain_text("Étape 3 sur 7")
    # Marked twice, it is still read once.
    anybody.go_back()
    mark_as_read(anybody)

    # The quiz waits for an account.
    anybody.goto(f"{site.url}/formations/{GOUV}/questionnaire/")
    expect(main).to_contain_text("6 questions")
    assert main.locator("form input[type=radio]").count() == 0
    main.get_by_role("link", name="Créer mon compte").click()
    sign_up(anybody, "Yaël Œuvrard", new_address)

    anybody.goto(f"{site.url}/mon-parcours/")
    expect(anybody.get_by_role("heading", level=1)).to_contain_text("Yaël Œuvrard")
    mine = main.locator("article")
    expect(mine).to_have_count(1)
    expect(mine).to_contain_text("Gouvernance")
    expect(mine).to_contain_text("2 étapes terminées sur 7")

    # Out, reading again as a visitor, and in: claimed once more, and nothing is doubled.
    anybody.get_by_role("button", name=re.compile("mon compte", re.I)).click()
    anybody.get_by_role("button", name="Se déconnecter").click()
    expect(anybody).to_have_url(f"{site.url}/")
    anybody.goto(f"{site.url}/formations/{GOUV}/")
    anybody.get_by_role("link", name="Commencer la lecture").click()
    mark_as_read(anybody)
    sign_in(anybody, new_address)
    anybody.goto(f"{site.url}/mon-parcours/")
    expect(mine).to_have_count(1)
    expect(mine).to_contain_text("2 étapes terminées sur 7")
