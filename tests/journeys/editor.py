"""What trainers do in the editor of pages, for the journeys that write."""

from __future__ import annotations

import re

from playwright.sync_api import FrameLocator, Locator, Page, expect


def stream(page: Page, name: str) -> Locator:
    return page.locator(
        f"section:has(> div input[name={name}-count]), section:has(input[name={name}-count])"
    ).last


def add_block(page: Page, name: str, kind: str | None = None) -> None:
    """Insert a block at the end of a stream."""
    stream(page, name).locator("button[title='Insérer un bloc']").last.click()
    if kind:
        page.get_by_role("option", name=kind, exact=True).click()


def add_to_list(page: Page, name: str) -> None:
    """One more line in the list of a block."""
    box = page.locator(f"div:has(> input[name='{name}-count'])").last
    box.locator("button[title='Ajouter']").last.click()


def tick(page: Page, box: str) -> None:
    """By the keyboard: a block that was just added is still on its way down, and a click may miss it."""
    page.press(box, "Space")
    expect(page.locator(box)).to_be_checked()


def write(page: Page, name: str, words: str) -> None:
    """Type in the rich text field of this name."""
    page.locator(f"div:has(> input[name='{name}']), div:has(> textarea[name='{name}'])").last.locator(
        "[contenteditable=true]"
    ).first.click()
    page.keyboard.type(words)
    # The editor hands over what is typed a quarter of a second later.
    page.wait_for_function(
        "([name, words]) => document.getElementsByName(name)[0].value.includes(words)", arg=[name, words]
    )


def save_draft(page: Page) -> str:
    """Save, and the page's number."""
    with page.expect_navigation():
        page.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(page.locator(".messages .success")).to_be_visible()
    return re.search(r"/pages/(\d+)/", page.url).group(1)


def add_page(page: Page, site, parent: str, kind: str, title: str) -> None:
    """From a page's own menu: add another under it."""
    page.goto(f"{site.url}/admin/pages/{parent}/add_subpage/")
    page.get_by_role("link", name=kind, exact=True).click()
    page.fill("[name=title]", title)


def preview(page: Page, mode: str = "") -> FrameLocator:
    """The preview beside the editor, as the mode shows it."""
    frame = page.frame_locator("iframe[data-preview-iframe], #w-preview-iframe, .w-preview iframe").last
    toggle = page.locator("[data-side-panel-toggle=preview]")
    if toggle.get_attribute("aria-expanded") != "true":
        toggle.click()
    modes = page.locator("select[data-w-preview-target=mode], #id_preview_mode")
    if mode != modes.input_value():
        modes.select_option(mode)
    return frame
