"""A validator of the house finds who learns, weighs a dossier with its evidence, and grants a certificate."""

from __future__ import annotations

import csv
import io
import re
import time

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

pytestmark = pytest.mark.journey

# The worker may have made the certificate by the time the page is read.
DECIDED = re.compile("Validé|Certificat délivré")
CANDIDATE = "Léonie O’Brien-Éloïse"


def exported(page: Page) -> list[dict[str, str]]:
    """The rows of the list as a spreadsheet gets them."""
    page.locator(".w-dropdown-button button").click()
    with page.expect_download() as download:
        page.locator("a[href*='export=csv']").click()
    content = download.value.path().read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


def rows(page: Page):
    return page.locator("table.listing tbody tr")


def test_lists_are_searched_filtered_and_exported(somebody, site, sign_in, elsewhere):
    sign_in(somebody, "validator")
    for name, found in (("apprenants", CANDIDATE), ("inscriptions", CANDIDATE), ("attestations", CANDIDATE)):
        address = f"{site.url}/admin/{name}/"
        reply = somebody.goto(address)
        assert reply.status == 200
        everybody = len(exported(somebody))
        assert everybody >= 2, name
        # Accents and the apostrophe typed on a keyboard must not hide anybody.
        somebody.goto(f"{address}?q=brien")
        expect(rows(somebody).filter(has_text=found).first).to_be_visible()
        few = exported(somebody)
        assert 0 < len(few) < everybody, f"{name}: the export follows the search"
        assert any(CANDIDATE in row.values() for row in few), name
        assert all("brien" in " ".join(row.values()).lower() for row in few), name
        assert elsewhere["name"] not in somebody.locator("main").inner_text()
        somebody.goto(f"{address}?q=zzzz")
        assert CANDIDATE not in somebody.locator("main").inner_text()

    # Filters narrow.
    somebody.goto(f"{site.url}/admin/inscriptions/?etat=en-cours")
    under_way = exported(somebody)
    assert under_way and {row["Module"] for row in under_way} >= {"Comptabilité associative"}
    somebody.goto(f"{site.url}/admin/dossiers/?state=submitted")
    expect(rows(somebody).filter(has_text=CANDIDATE)).to_have_count(1)
    assert "Samira Benali" not in rows(somebody).first.inner_text()


def test_a_dossier_is_weighed_and_validated_once(
    somebody, site, sign_in, elsewhere, browser, browser_context_args
):
    sign_in(somebody, "validator")
    # What waits is said on the first page, and leads there.
    somebody.goto(f"{site.url}/admin/")
    somebody.get_by_role("link", name=re.compile(CANDIDATE)).click()
    expect(somebody).to_have_url(f"{site.url}{site.urls['dossier']}")
    main = somebody.locator("main")
    expect(main).to_contain_text("3 sur 3")
    # Each requirement with its evidence: the attestation opens.
    evidence = main.locator("a[href^='/certificats/'][href$='.pdf']")
    expect(evidence).to_have_count(3)
    reply = somebody.request.get(site.url + evidence.first.get_attribute("href"))
    assert reply.status == 200 and reply.body().startswith(b"%PDF")

    # A refusal needs its reason: in the browser, and behind it.
    refuse = somebody.locator("form:has(button[value=refuse])")
    refuse.get_by_role("button").click()
    expect(somebody).to_have_url(f"{site.url}{site.urls['dossier']}")
    token = refuse.locator("input[name=csrfmiddlewaretoken]").get_attribute("value")
    reply = somebody.request.post(
        site.url + refuse.get_attribute("action"),
        form={"csrfmiddlewaretoken": token, "verdict": "refuse", "reason": "   "},
        headers={"Referer": somebody.url},
    )
    assert reply.status == 200
    somebody.reload()
    expect(somebody.locator("button[value=validate]")).to_be_visible()

    validate = somebody.locator("form:has(button[value=validate])")
    action = site.url + validate.get_attribute("action")
    token = validate.locator("input[name=csrfmiddlewaretoken]").get_attribute("value")
    # Where another dossier waits, the page offers to open it: not this time.
    if (following := validate.locator("input[name=next]")).count():
        following.uncheck()
    validate.get_by_role("button").click()
    expect(somebody.locator("button[value=validate]")).to_have_count(0)
    expect(main).to_contain_text(DECIDED)
    expect(main).to_contain_text("Paul Guérin")
    # A second click, from a page left open, changes nothing and says so.
    reply = somebody.request.post(
        action,
        form={"csrfmiddlewaretoken": token, "verdict": "refuse", "reason": "Trop tard."},
        headers={"Referer": somebody.url},
    )
    assert reply.status == 200
    somebody.goto(f"{site.url}{site.urls['dossier']}")
    expect(main).to_contain_text(DECIDED)
    assert "Trop tard." not in main.inner_text()

    # The certificate gets its number at once, and its file from the worker.
    somebody.goto(f"{site.url}/admin/certificats/?q=brien")
    granted = rows(somebody).filter(has_text=CANDIDATE)
    expect(granted).to_have_count(1)
    number = re.search(r"VAL-\d{4}-\d{4}", granted.inner_text()).group()

    # The holder finds it, and it is theirs.
    site.python(
        "from accounts.models import User\n"
        f"one = User.objects.get(display_name={CANDIDATE!r}); one.set_password({site.password!r}); one.save()"
    )
    context = browser.new_context(**browser_context_args)
    holder = context.new_page()
    sign_in(holder, "leonie.obrien@valmont.example")
    link = holder.locator("main a[href$='.pdf']").filter(has_text="certificat").first
    until = time.monotonic() + 60
    holder.goto(f"{site.url}/mon-parcours/")
    while not link.count() and time.monotonic() < until:
        holder.wait_for_timeout(500)
        holder.reload()
    reply = holder.request.get(site.url + link.get_attribute("href"))
    words = " ".join(PdfReader(io.BytesIO(reply.body())).pages[0].extract_text().split())
    assert CANDIDATE in words and number in words and "Bases de la gestion associative" in words
    holder.goto(f"{site.url}/mon-parcours/certificats/bases-gestion-associative/")
    expect(holder.locator("main")).to_contain_text("validé")
    # A mail says so.
    holder.goto(f"{site.url}/demo/courriels/")
    letters = holder.locator("main li").filter(has_text="leonie.obrien@valmont.example")
    expect(letters.filter(has_text=re.compile("validé", re.I)).first).to_be_visible()
    context.close()


def test_what_belongs_to_others_is_not_found(somebody, site, sign_in, elsewhere):
    sign_in(somebody, "validator")
    for address in (
        f"/admin/dossiers/{elsewhere['dossier']}/",
        f"/admin/apprenants/inspect/{elsewhere['candidate']}/",
    ):
        assert somebody.goto(site.url + address).status == 404, address
    reply = somebody.request.get(f"{site.url}/admin/dossiers/")
    assert elsewhere["name"] not in reply.text()
    token = next(c["value"] for c in somebody.context.cookies() if c["name"] == "csrftoken")
    reply = somebody.request.post(
        f"{site.url}/admin/dossiers/{elsewhere['dossier']}/decision/",
        form={"csrfmiddlewaretoken": token, "verdict": "validate"},
        headers={"Referer": f"{site.url}/admin/"},
    )
    assert reply.status == 404


@pytest.mark.parametrize("who", ["learner", "trainer"])
def test_dossiers_are_for_those_who_decide(somebody, site, sign_in, who):
    sign_in(somebody, who)
    reply = somebody.goto(f"{site.url}{site.urls['dossier']}")
    assert CANDIDATE not in somebody.content()
    assert reply.status in (403, 404) or somebody.url != f"{site.url}{site.urls['dossier']}"
