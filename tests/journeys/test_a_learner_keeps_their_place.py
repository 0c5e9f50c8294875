"""Somebody notes, bookmarks, reads in larger letters and in calm, takes notes away, prints the whole module."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey

MODULE = "/formations/communication/"


def test_notes_comfort_and_paper(anybody, site, sign_up, new_address):
    main = anybody.locator("main")
    sign_up(anybody, "Ménélik Repère", new_address)
    anybody.goto(site.url + MODULE)
    main.get_by_role("button", name="M’inscrire").first.click()
    anybody.goto(f"{site.url}/mon-parcours/")
    main.locator("section.resume a.button").click()
    lesson = anybody.url.split("#")[0]

    # A note on a passage, then a bookmark on another: found on the step and in the list.
    for place, words in ((1, f"À relire, {new_address}"), (2, "")):
        anybody.locator("summary").filter(has_text="Écrire une note").click()
        anybody.locator("#note-passage").select_option(index=place)
        anybody.fill("#note-texte", words)
        main.get_by_role("button", name="Garder la note" if words else "Seulement un repère").click()
        anybody.wait_for_url("**#notes")
    expect(anybody.locator("#notes li.note")).to_have_count(2)
    anybody.goto(f"{site.url}/mon-parcours/notes/")
    expect(main).to_contain_text(f"À relire, {new_address}")
    expect(main).to_contain_text("Repère")
    for ending in ("md", "txt", "csv"):
        reply = anybody.request.get(f"{site.url}/mon-parcours/notes/notes.{ending}")
        assert reply.ok and f"À relire, {new_address}" in reply.text()

    # Larger letters and calm hold on every page, signed in or not.
    anybody.goto(lesson)
    anybody.get_by_role("button", name="A++").click()
    anybody.get_by_role("button", name="Mode calme").click()
    for address in (lesson, f"{site.url}/mon-parcours/", f"{site.url}/formations/"):
        anybody.goto(address)
        expect(anybody.locator("html")).to_have_attribute("data-size", "2")
        expect(anybody.locator("html[data-calm]")).to_have_count(1)
        assert anybody.evaluate("document.documentElement.scrollWidth") <= 361, address

    # The whole module on paper.
    anybody.goto(site.url + MODULE)
    main.get_by_role("link", name="Imprimer").first.click()
    expect(main.locator(".sheet-step").nth(1)).to_be_visible()
    assert not main.locator("input[type=radio]").count()


def test_one_comes_back_to_the_passage_one_had_reached(somebody, site, sign_up, new_address, no_violation):
    sign_up(somebody, "Nadège Passage", new_address)
    somebody.goto(site.url + MODULE)
    somebody.locator("main").get_by_role("button", name="M’inscrire").first.click()
    somebody.goto(f"{site.url}/mon-parcours/")
    somebody.locator("section.resume a.button").click()
    somebody.wait_for_load_state()
    somebody.evaluate("scrollTo(0, document.body.scrollHeight / 2)")
    somebody.wait_for_function("scrollY > 0")
    # Leaving the page tells where one was, in a message that nobody waits for.
    somebody.goto(f"{site.url}/mon-parcours/notes/")
    resume = somebody.locator("section.resume a.button")
    for _attempt in range(40):
        somebody.goto(f"{site.url}/mon-parcours/")
        if "#b-" in resume.get_attribute("href"):
            break
        somebody.wait_for_timeout(250)
    assert "#b-" in resume.get_attribute("href")
    no_violation(somebody)
    somebody.goto(f"{site.url}/mon-parcours/notes/")
    no_violation(somebody)
    somebody.goto(site.url + MODULE)
    somebody.locator("main").get_by_role("link", name="Imprimer").first.click()
    no_violation(somebody)
