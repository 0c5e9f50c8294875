"""A candidate earns Certif'Asso 2025: hours confirmed by a trainer, practice by a tutor, a dossier validated, a
certificate made by the worker, verified by its address, its file and another's verifier of badges; then withdrawn.
"""

from __future__ import annotations

import json
import re
import time
import uuid
from datetime import date

import pytest
from openbadgeslib.ob3.ldp import OB3LdpVerifier
from openbadgeslib.ob3.verifier import OB3VerificationError, OB3Verifier
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.journey

#: Somebody who followed all but one workshop, with the trainer's word on the others, and has no dossier yet.
SCENE = """
import json
from accounts.actions.grant_role import grant_role
from accounts.models import Structure, User
from config.demo.certif_asso import ATTENDED, READ, attend
from config.demo.people import person
from config.demo.story import Studies
from learning.models import CataloguePage, ExternalActivityPage

house = Structure.objects.get(slug="valmont")
learner = person("{email}", "{name}", "{password}")
grant_role(user=learner, structure=house, role="learner", actor=None)
studies = Studies(learner, house, CataloguePage.objects.get())
for code in READ:
    studies.finish(code)
for code in ATTENDED[:-1]:
    attend(studies, code, User.objects.get(email="{trainer}"))
studies.read(ATTENDED[-1])
workshop = ExternalActivityPage.objects.child_of(studies.module(ATTENDED[-1])).get()
print(json.dumps(workshop.get_url()))
"""
HOME = "/mon-parcours/certificats/certif-asso/"
REASON = "Une attestation de présence était celle d’une autre personne."
# Wagtail's own frame is not ours to mend.
FRAME = ["#wagtail-sidebar", "[data-wagtail-sidebar]", ".w-header", ".w-slim-header", ".skiplink"]
#: openbadgeslib checks the signature of lists that are JWT only (tests/certification/test_badges.py checks ours).
LIST_BY_HAND = {"verify_status_list": False}


@pytest.fixture
def candidate(site):
    """The name and the address of the candidate, and where the last workshop is."""
    code = uuid.uuid4().hex[:6]
    name, email = f"Rosalie O’Brien-Noël {code}", f"{code}@valmont.example"
    made = site.python(
        SCENE.format(email=email, name=name, password=site.password, trainer=site.accounts["trainer"])
    )
    return name, email, site.url + json.loads(made.splitlines()[-1])


@pytest.fixture
def phone(browser, browser_context_args):
    """A function that gives somebody a phone of their own."""
    contexts = []

    def phone() -> Page:
        contexts.append(
            browser.new_context(**browser_context_args | {"viewport": {"width": 360, "height": 740}})
        )
        page = contexts[-1].new_page()
        page.set_default_timeout(60_000)
        return page

    yield phone
    for context in contexts:
        context.close()


@pytest.fixture
def look(no_violation):
    """A function that runs axe on the page of a phone, and leaves it as narrow as it was."""

    def look(page: Page) -> None:
        no_violation(page)
        page.set_viewport_size({"width": 360, "height": 740})

    return look


def until_seen(page: Page, address: str, found: Locator) -> Locator:
    """Read the page again until the worker has done its part."""
    until = time.monotonic() + 90
    page.goto(address)
    while not found.count() and time.monotonic() < until:
        page.wait_for_timeout(500)
        page.reload()
    expect(found.first).to_be_visible()
    return found.first


def drop(page: Page, site, name: str, content: bytes) -> None:
    page.goto(f"{site.url}/verifier/")
    page.set_input_files("#file", {"name": name, "mimeType": "application/pdf", "buffer": content})
    page.get_by_role("button", name="Contrôler ce fichier").click()
    expect(page.locator("section.verdict")).to_be_visible()


def badge_stands(page: Page, site, address: str) -> bool:
    """Whether a verifier that is not ours accepts the badge in both its forms, and finds it not withdrawn.

    did:web is https by rule: the demo's issuer is asked at the same place without.
    """

    def fetched(asked: str) -> bytes:
        reply = page.request.get(asked.replace("https://", "http://", 1))
        assert asked.partition("://")[2].startswith(site.url.partition("://")[2]) and reply.status == 200, (
            asked
        )
        return reply.body()

    document = json.loads(fetched(f"{address.rstrip('/')}.json"))
    issuer = document["issuer"]["id"]
    token = fetched(f"{address.rstrip('/')}.jwt").decode()
    assert OB3LdpVerifier.for_issuer_did(issuer, download=fetched).verify(document, download=fetched)
    said = ""
    try:
        OB3LdpVerifier.for_issuer_did(issuer, download=fetched).verify(
            document, check_status=True, download=fetched, **LIST_BY_HAND
        )
        OB3Verifier.for_issuer_did(issuer, download=fetched).verify(
            token, check_status=True, download=fetched, **LIST_BY_HAND
        )
    except OB3VerificationError as refused:
        said = str(refused)
    assert not said or re.search(r"is set at index \d+", said), said
    return not said


def test_a_candidate_earns_certif_asso(site, phone, desk, sign_in, candidate, look, no_violation):
    name, email, workshop = candidate
    mine = phone()
    main = mine.locator("main")
    sign_in(mine, email)

    # A dossier is opened, and what the scheme asks of the person given.
    mine.goto(f"{site.url}{HOME}")
    expect(main).to_contain_text("Tronc commun")
    mine.get_by_role("button", name="Ouvrir mon dossier").click()
    expect(main).to_contain_text("Il nous manque votre date de naissance")
    mine.get_by_role("link", name="À mon sujet").click()
    number = re.search(r"/dossiers/(\d+)/", mine.url).group(1)
    look(mine)
    mine.fill("[name=birth_date]", "1990-05-01")
    mine.get_by_role("button", name="Garder mes réponses").click()
    mine.wait_for_url(f"**{HOME}")
    look(mine)

    # The last workshop, on site: declared, then confirmed by the trainer.
    mine.goto(workshop)
    mine.fill("#done_on", date.today().isoformat())
    mine.fill("#hours", "1")
    mine.fill("#minutes", "30")
    mine.fill("#place", "Maison des associations")
    look(mine)
    mine.get_by_role("button", name="Envoyer ma déclaration").click()
    expect(main).to_contain_text("Votre déclaration est envoyée")
    trainer = desk("trainer")
    trainer.goto(f"{site.url}/admin/declarations/")
    trainer.locator("tr", has_text=name).locator("a[href*='/inspect/']").first.click()
    trainer.wait_for_url("**/inspect/**")
    no_violation(trainer, FRAME)
    trainer.locator("button[value=confirm]").click()
    expect(trainer.locator("#main")).not_to_contain_text("Minutes confirmées")

    # Practice: declared, then appraised by the tutor through the link in their mailbox.
    mine.goto(f"{site.url}{HOME}")
    mine.get_by_role("link", name="Ma pratique").click()
    mine.get_by_role("link", name="Déclarer une période").click()
    tutor_address = f"tuteur-{uuid.uuid4().hex[:6]}@valmont.example"
    for field, value in {
        "association_name": "Les Amis du canal",
        "missions": "Tenir la caisse, préparer l’assemblée générale.",
        "starts_on": "2026-01-05",
        "ends_on": "2026-03-27",
        "days": "15",
        "tutor_name": "Paul Tuteur",
        "tutor_role": "Trésorier",
        "tutor_email": tutor_address,
    }.items():
        mine.fill(f"[name={field}]", value)
    look(mine)
    mine.get_by_role("button", name="Déclarer et demander la confirmation").click()
    expect(main).to_contain_text("Confirmation demandée")
    tutor = phone()
    letters = tutor.locator("main li").filter(has_text=tutor_address).get_by_role("link")
    until_seen(tutor, f"{site.url}/demo/courriels/", letters).click()
    expect(tutor.locator("main")).to_contain_text("/tuteur/")
    tutor.goto(re.search(r"http\S+/tuteur/[\w-]+/", tutor.locator("main").inner_text()).group())
    look(tutor)
    tutor.get_by_label("Oui, je la confirme").check()
    tutor.fill("[name=appraisal]", "Caisse juste, comptes clairs.")
    tutor.fill("[name=signed_as]", "Paul Tuteur")
    tutor.get_by_role("button", name="Envoyer ma réponse").click()
    expect(tutor.locator("main")).to_contain_text("Merci")

    # The livret says that nothing else is missing; signed, the dossier goes.
    mine.goto(f"{site.url}{HOME}livret/")
    expect(main).to_contain_text("15 jours confirmés par Paul Tuteur")
    expect(main).to_contain_text("32 h 10")
    look(mine)
    mine.get_by_role("button", name="Signer mon livret").click()
    expect(main).to_contain_text("Vous avez signé ce livret")
    mine.goto(f"{site.url}{HOME}")
    mine.get_by_role("button", name="Envoyer mon dossier").click()
    expect(main).to_contain_text("En cours d’instruction")

    # Staff: without the lead's appraisal it cannot be validated; with it, it is.
    dossier = f"{site.url}/admin/dossiers/{number}/"
    validator = desk("validator")
    validator.goto(dossier)
    expect(validator.locator("button[value=validate]")).to_have_count(0)
    lead = desk("manager")
    lead.goto(dossier)
    no_violation(lead, FRAME)
    written = lead.locator("form[action$='/appreciation/']")
    written.locator("textarea").fill("Parcours suivi avec constance, ateliers compris.")
    written.get_by_role("button").click()
    expect(lead.locator("main")).to_contain_text("ateliers compris")
    validator.goto(dossier)
    validate = validator.locator("form:has(button[value=validate])")
    expect(validate.locator("button[value=validate]")).to_be_visible()
    no_violation(validator, FRAME)
    # Where another dossier waits, the page offers to open it: not this time.
    if (following := validate.locator("input[name=next]")).count():
        following.uncheck()
    validate.locator("button[value=validate]").click()
    expect(validator.locator("button[value=validate]")).to_have_count(0)

    # The worker makes the certificate; its holder finds it.
    sheet = mine.locator("main li").filter(has_text="certificat de formation à la gestion associative")
    link = until_seen(mine, f"{site.url}/mon-parcours/documents/", sheet.locator("a[href$='.pdf']"))
    look(mine)
    document = mine.request.get(site.url + link.get_attribute("href")).body()
    assert document.startswith(b"%PDF")
    # What the QR holds.
    address = site.url + sheet.get_by_role("link", name="Page de vérification").first.get_attribute("href")

    # A stranger: the address, the file, the badge by another's verifier.
    stranger = phone()
    stranger.goto(address)
    said = stranger.locator("main")
    expect(stranger.get_by_role("heading", level=1)).to_contain_text("est valide")
    expect(said).to_contain_text(name)
    expect(said).to_contain_text("exemple fictif")
    assert "RNCP" not in said.inner_text() and "Ce n’est pas le Certif’Asso" not in said.inner_text()
    look(stranger)
    drop(stranger, site, "certificat.pdf", document)
    expect(said).to_contain_text("Ce certificat est valide")
    look(stranger)
    assert badge_stands(stranger, site, address)
    reference = address.rstrip("/").rpartition("/")[2]
    answer = stranger.request.get(f"{site.url}/api/certificats/{reference}/").json()
    assert (answer["status"], answer["page"]) == ("valid", address)

    # Withdrawn with a reason: the page, the file, the programs and the status list say so.
    validator.goto(f"{site.url}/admin/certificats/?q={email.partition('@')[0]}")
    row = validator.locator("table.listing tbody tr")
    expect(row).to_have_count(1)
    row.get_by_role("link").first.click()
    withdraw = validator.locator("form[action$='/retrait/']")
    withdraw.locator("textarea").fill(REASON)
    no_violation(validator, FRAME)
    withdraw.get_by_role("button").click()
    expect(withdraw).to_have_count(0)
    stranger.goto(address)
    expect(stranger.get_by_role("heading", level=1)).to_contain_text("n’est plus valide")
    expect(said).to_contain_text(REASON)
    look(stranger)
    drop(stranger, site, "certificat.pdf", document)
    expect(said).to_contain_text("n’est plus valide")
    answer = stranger.request.get(f"{site.url}/api/certificats/{reference}/").json()
    assert (answer["status"], answer["reason"]) == ("revoked", REASON)
    assert not badge_stands(stranger, site, address)
    mine.goto(f"{site.url}{HOME}")
    expect(main).to_contain_text("Le certificat délivré pour votre dossier a été retiré")
