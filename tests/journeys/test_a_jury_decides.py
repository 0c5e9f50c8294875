"""Three members of a jury decide on a candidature: opinions hidden, a deliberation, the certificate and the minutes."""

from __future__ import annotations

import io
import re
import time

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

pytestmark = pytest.mark.journey

PRESIDENT, SECOND, THIRD = (
    f"{name}@valmont.example" for name in ("nadia.roussel", "theo.lambert", "odile.dacosta")
)
CANDIDATE = "Maëlle Fournier"
SIGNED_BEFORE = "Le projet de jardin partagé est clair"
WAGTAIL = ["#wagtail-sidebar", "[data-wagtail-sidebar]", ".w-header", ".w-slim-header", ".skiplink"]


def give_opinion(page: Page, view: str, grounds: str) -> None:
    """Tick the same for each criterion and in all, by keyboard and mouse as anybody."""
    form = page.locator("form[action$='/avis/']")
    for choice in form.get_by_label(view, exact=True).all():
        choice.check()
    form.get_by_label("Motifs").fill(grounds)
    form.get_by_role("button", name="Signer mon avis").click()
    expect(page.locator("main")).to_contain_text("signé le")


def wait_for(page: Page, found) -> None:
    """Read the page again until the worker has done its part."""
    until = time.monotonic() + 60
    while not found.count() and time.monotonic() < until:
        page.wait_for_timeout(500)
        page.reload()
    expect(found.first).to_be_visible()


def test_three_members_decide_and_the_certificate_is_issued(site, desk, no_violation):
    president = desk(PRESIDENT)
    president.goto(f"{site.url}/jury/")
    no_violation(president)
    president.get_by_role("link", name="Jury d’automne").click()
    expect(president).to_have_url(site.url + site.urls["jury"])
    expect(president.locator("main")).to_contain_text("1 avis signé sur 3")
    no_violation(president)

    # Nobody else's opinion before all have signed.
    president.get_by_role("link", name=CANDIDATE).click()
    assert SIGNED_BEFORE not in president.content()
    president.locator("summary").click()
    no_violation(president)
    give_opinion(president, "Favorable", "Un projet utile.")
    assert SIGNED_BEFORE not in president.content()

    # Staff follow, and read no opinion either.
    validator = desk("validator")
    validator.goto(f"{site.url}/admin/jurys/")
    no_violation(validator, leave_out=WAGTAIL)
    validator.goto(site.url + site.urls["jury_desk"])
    expect(validator.locator("main")).to_contain_text("2 avis signés sur 3")
    assert SIGNED_BEFORE not in validator.content()
    no_violation(validator, leave_out=WAGTAIL)
    validator.goto(f"{site.url}/admin/jurys/convoquer/")
    no_violation(validator, leave_out=WAGTAIL)

    # The last one signs, with reservations: now all is shown to each.
    third = desk(THIRD)
    third.goto(site.url + site.urls["jury"])
    third.get_by_role("link", name=CANDIDATE).click()
    give_opinion(third, "Réservé", "Les moyens restent à trouver.")
    expect(third.locator("main")).to_contain_text(SIGNED_BEFORE)
    no_violation(third)

    # The deliberation, and the decision that the president writes for all.
    president.goto(site.url + site.urls["jury"])
    president.get_by_role("button", name="Ouvrir la délibération").click()
    president.get_by_role("link", name=CANDIDATE).click()
    decision = president.locator("form[action$='/decision/']")
    no_violation(president)
    decision.get_by_label("Validé", exact=True).check()
    decision.get_by_role("button").click()
    expect(president.locator("main")).to_contain_text("Écrivez les motifs")
    decision.get_by_label("Motifs").fill("Le jury valide, et conseille un budget à trois.")
    decision.get_by_role("button").click()
    expect(president).to_have_url(site.url + site.urls["jury"])
    expect(president.locator("main")).to_contain_text("Validé")
    president.get_by_role("button", name="Clôturer la session").click()

    # The worker makes the minutes: numbered, and read by a member as by staff.
    minutes = president.get_by_role("link", name=re.compile(r"VAL-PV-\d{4}-0001"))
    wait_for(president, minutes)
    no_violation(president)
    reply = president.request.get(site.url + minutes.get_attribute("href"))
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(reply.body())).pages)
    for words in (CANDIDATE, "Nadia Roussel", "Théo Lambert", "budget à trois"):
        assert words in text.replace("\u00a0", " ")

    # And the certificate, which anybody verifies.
    validator.goto(f"{site.url}/admin/certificats/?q=Fournier")
    row = validator.locator("table.listing tbody tr")
    expect(row).to_have_count(1)
    number = re.search(r"VAL-\d{4}-\d{4}", row.inner_text()).group()
    verdict = president.get_by_text("Ce certificat est valide")
    president.goto(f"{site.url}/verifier/?numero={number}")
    wait_for(president, verdict)
