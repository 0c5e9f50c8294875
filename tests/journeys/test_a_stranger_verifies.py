"""Somebody was shown a document: they scan its code, or drop its file, and know in two seconds what it is worth."""

from __future__ import annotations

import io
import re

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def certificate(browser, browser_context_args, site, sign_in):
    """The bytes of the demo's certificate, as its holder downloads them."""
    context = browser.new_context(**browser_context_args)
    page = context.new_page()
    sign_in(page, "learner")
    reply = page.request.get(f"{site.url}{site.urls['certificate']}")
    assert reply.status == 200, reply.status
    content = reply.body()
    context.close()
    return content


def drop(page: Page, site, name: str, content: bytes, kind: str = "application/pdf") -> None:
    """Give a file to the verification page, and wait for its answer."""
    page.goto(f"{site.url}/verifier/")
    page.set_input_files("input[type=file]", {"name": name, "mimeType": kind, "buffer": content})
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.locator("main form[method=post] button[type=submit]").click()


def test_the_address_of_a_certificate_says_what_it_is(anybody, site, certificate):
    # The code on the paper leads to the address: the sheet prints it in letters too.
    sheet = " ".join(PdfReader(io.BytesIO(certificate)).pages[0].extract_text().split())
    public_id = site.urls["verification"].split("/")[2]
    assert public_id in sheet.replace(" ", "") or "/verifier" in sheet

    anybody.goto(f"{site.url}{site.urls['verification']}")
    expect(anybody.get_by_role("heading", level=1)).to_have_text("Ce certificat est valide")
    main = anybody.locator("main")
    for words in ("Samira Benali", "Bases de la gestion associative", "Maison des associations de Valmont"):
        expect(main).to_contain_text(words)
        assert words in sheet
    number = re.search(r"VAL-\d{4}-\d{4}", main.inner_text()).group()
    assert number in sheet
    # What it is worth, and what it is not.
    expect(main).to_contain_text("Ce que cela prouve")
    expect(main).to_contain_text("Ce que cela ne prouve pas")
    expect(main).to_contain_text("diplôme")
    assert "@" not in main.inner_text(), "nobody's address"

    # The file itself is not for strangers.
    anybody.goto(f"{site.url}{site.urls['certificate']}")
    expect(anybody).to_have_url(re.compile("/compte/connexion/"))

    # The number alone says whether it stands, and not whose it is.
    anybody.goto(f"{site.url}/verifier/")
    anybody.fill("input[name=numero]", number.lower())
    anybody.locator("form[method=get] button").click()
    expect(main).to_contain_text("Ce certificat est valide")
    assert "Benali" not in main.inner_text()


def test_a_file_is_recognised_to_the_byte(anybody, site, certificate):
    main = anybody.locator("main")
    drop(anybody, site, "certificat de Samira.pdf", certificate)
    expect(main).to_contain_text("Ce certificat est valide")
    expect(main).to_contain_text("Samira Benali")

    # One bit of one byte, in the middle.
    middle = len(certificate) // 2
    changed = certificate[:middle] + bytes([certificate[middle] ^ 1]) + certificate[middle + 1 :]
    drop(anybody, site, "certificat-œuvre « vu ».pdf", changed)
    expect(main).to_contain_text("n’avons pas")
    expect(main).to_contain_text("certificat-œuvre « vu ».pdf")
    expect(main).to_contain_text("ne prouve rien contre")
    assert "valide" not in main.locator("section.verdict").inner_text()

    # Something else altogether, an empty file, and none.
    drop(anybody, site, "<b>vacances<i>.jpg", b"\xff\xd8\xff\xe0 holidays", "image/jpeg")
    expect(main).to_contain_text("n’avons pas")
    expect(main).to_contain_text("<b>vacances<i>.jpg")
    drop(anybody, site, "vide.pdf", b"")
    expect(main.get_by_role("alert").or_(main.locator("section.verdict"))).to_be_visible()
    anybody.goto(f"{site.url}/verifier/")
    token = anybody.locator("form[method=post] input[name=csrfmiddlewaretoken]").get_attribute("value")
    reply = anybody.request.post(
        f"{site.url}/verifier/",
        multipart={"csrfmiddlewaretoken": token},
        headers={"Referer": f"{site.url}/verifier/"},
    )
    assert reply.status == 400 and "Choisissez" in reply.text()


def test_what_no_longer_stands_says_so(anybody, site, ended):
    main = anybody.locator("main")
    anybody.goto(f"{site.url}{ended['revoked']['address']}")
    expect(anybody.get_by_role("heading", level=1)).to_contain_text("n’est plus valide")
    expect(main).to_contain_text("Accordée par erreur à une autre personne.")
    assert "Ce que cela prouve" not in main.inner_text()

    anybody.goto(f"{site.url}{ended['replaced']['address']}")
    expect(anybody.get_by_role("heading", level=1)).to_contain_text("remplacé")
    expect(main).to_contain_text("Le nom portait une faute.")
    main.locator(f"a[href='{ended['replacing']['address']}']").click()
    expect(anybody.get_by_role("heading", level=1)).to_contain_text("est valide")
    expect(main).to_contain_text("Basile Remplacé")

    # By number too.
    anybody.goto(f"{site.url}/verifier/?numero={ended['revoked']['number']}")
    expect(main).to_contain_text("n’est plus valide")
    # An address nobody was given.
    reply = anybody.goto(f"{site.url}/certificats/jamais-donne/")
    assert reply.status == 404
    expect(anybody.get_by_role("heading", level=1)).to_contain_text("Aucun document")
