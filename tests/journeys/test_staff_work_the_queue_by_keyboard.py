"""Staff go through the queue of dossiers without a mouse: they filter, open, ask and validate, one by one or more."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey

# Wagtail's own frame is not ours to mend.
FRAME = ["#wagtail-sidebar", "[data-wagtail-sidebar]", "header.w-header", ".w-slim-header", ".skiplink"]
MOST_TABS = 400
QUEUE = """
import json, uuid
from accounts.actions.grant_role import grant_role
from accounts.models import Structure, User
from certification.actions.apply_for_certificate import apply_for_certificate
from certification.actions.revoke import revoke
from certification.actions.make_file import make_file
from certification.models import Credential, SchemeVersion
from config.demo.people import person
from config.demo.story import Studies
from learning.models import CataloguePage

house = Structure.objects.get(slug="valmont")
catalogue = CataloguePage.objects.get()
version = SchemeVersion.objects.get(scheme__code="bases-gestion-associative")
validator = User.objects.get(email="{validator}")
found = {{}}
for name in ("Clavier Incomplète", "Clavier Première", "Clavier Deuxième", "Clavier Troisième", "Clavier Retirée"):
    learner = person(f"{{uuid.uuid4().hex}}@valmont.example", name, None)
    grant_role(user=learner, structure=house, role="learner", actor=None)
    studies = Studies(learner, house, catalogue)
    for code in ("DROIT", "COMPTA", "NUM"):
        enrolment = studies.finish(code)
    found[name] = apply_for_certificate(version=version, actor=learner).pk
    if name in ("Clavier Incomplète", "Clavier Retirée"):
        attestation = Credential.objects.get(kind="attestation", subject=f"enrolment:{{enrolment.pk}}")
        make_file(credential=attestation)
        attestation.refresh_from_db()
        revoke(credential=attestation, actor=validator, reason="Accordée par erreur.")
print(json.dumps(found))
"""
FOCUSED = """(words) => {
  const one = document.activeElement;
  const said = (one.getAttribute('aria-label') || one.innerText || one.value || '').replace(/\\s+/g, ' ').trim();
  return one !== document.body && one.matches(words[0]) && said.includes(words[1]);
}"""


def tab_to(page: Page, kind: str, words: str = "") -> None:
    """Press Tab until the focus is on this kind of thing with these words."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED, [kind, words]):
            return
    raise AssertionError(f"{page.url}: no Tab leads to {kind} “{words}”.")


def follow(page: Page, kind: str, words: str, to: re.Pattern) -> None:
    tab_to(page, kind, words)
    page.keyboard.press("Enter")
    page.wait_for_url(to)


def press_access_key(page: Page, key: str) -> None:
    """Alt and this letter, as a keyboard gives them: Playwright leaves out the letter that Chromium listens for."""
    pressed = {
        "modifiers": 1,
        "key": key,
        "code": f"Key{key.upper()}",
        "windowsVirtualKeyCode": ord(key.upper()),
    }
    protocol = page.context.new_cdp_session(page)
    protocol.send("Input.dispatchKeyEvent", {"type": "keyDown", "text": key, "unmodifiedText": key} | pressed)
    protocol.send("Input.dispatchKeyEvent", {"type": "keyUp"} | pressed)
    protocol.detach()


def dossier(pk: int) -> re.Pattern:
    return re.compile(rf"/admin/dossiers/{pk}/$")


@pytest.fixture
def waiting(site) -> dict[str, int]:
    """Five dossiers sent one after the other; two of them lost an attestation since."""
    code = QUEUE.format(validator=site.accounts["validator"])
    return json.loads(site.python(code).splitlines()[-1])


def test_a_validator_goes_through_the_queue(somebody, site, sign_in, waiting, no_violation):
    page = somebody
    sign_in(page, "validator")
    # From the first page of the administration to what waits.
    page.goto(f"{site.url}/admin/")
    follow(page, "a", "Tous les dossiers à instruire", re.compile("state__exact=submitted"))
    page.goto(f"{site.url}/admin/dossiers/?q=clavier")
    no_violation(page, leave_out=FRAME)

    # Filtered to those that lack something, one is opened.
    follow(page, "a", "incomplets", re.compile("complete=no"))
    expect(page.locator("main")).to_contain_text("Clavier Incomplète")
    incomplete = waiting["Clavier Incomplète"]
    tab_to(page, f"a[href$='/dossiers/{incomplete}/']")
    page.keyboard.press("Enter")
    page.wait_for_url(dossier(incomplete))
    no_violation(page, leave_out=FRAME)

    # What is missing is ticked already; the decision is one key away.
    press_access_key(page, "d")
    tab_to(page, "input[name=item]:checked")
    tab_to(page, "textarea#message")
    page.keyboard.type("Merci de refaire ce module.")
    tab_to(page, "button", "Demander ce complément")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Complément demandé")
    no_violation(page, leave_out=FRAME)

    # The next one is a key away; validated by a key, the one after it opens by itself.
    press_access_key(page, "n")
    page.wait_for_url(dossier(waiting["Clavier Première"]))
    press_access_key(page, "v")
    page.wait_for_url(dossier(waiting["Clavier Deuxième"]))
    expect(page.get_by_role("status").or_(page.locator(".messages"))).to_contain_text(
        "La décision est enregistrée"
    )

    # Several together: those that cannot be are left as they are, with the reason.
    page.goto(f"{site.url}/admin/dossiers/?q=clavier&state__exact=submitted")
    for name in ("Clavier Deuxième", "Clavier Troisième", "Clavier Retirée"):
        page.locator("body").evaluate("() => document.activeElement.blur()")
        tab_to(page, "input[name=dossier]", name)
        page.keyboard.press("Space")
    tab_to(page, "button", "Valider les dossiers cochés")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/dossiers/plusieurs/"))
    main = page.locator("main")
    expect(main).to_contain_text("2 dossiers validés")
    expect(main).to_contain_text("Clavier Retirée")
    expect(main).to_contain_text("1 dossier laissé")
    no_violation(page, leave_out=FRAME)
    follow(page, "a", "Retour aux dossiers", re.compile("state__exact=submitted"))
    validated = waiting["Clavier Deuxième"]
    expect(page.locator(f"main a[href$='/dossiers/{validated}/']")).to_have_count(0)


def test_a_manager_changes_a_key(somebody, site, sign_in, no_violation):
    page = somebody
    sign_in(page, "manager")
    page.goto(f"{site.url}/admin/cles-de-signature/")
    no_violation(page, leave_out=FRAME)
    keys = page.locator("section[aria-labelledby^=key-]")
    before = keys.count()
    tab_to(page, "button", "Changer cette clé")
    page.keyboard.press("Enter")
    expect(keys).to_have_count(before + 1)
    expect(page.locator("main")).to_contain_text("Retirée")
    no_violation(page, leave_out=FRAME)
