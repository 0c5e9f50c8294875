"""A volunteer submits an association's word to the house; a validator verifies who gave it, and says with what."""

from __future__ import annotations

import json
import re
import uuid

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey

# Wagtail's own frame is not ours to mend.
FRAME = ["#wagtail-sidebar", "[data-wagtail-sidebar]", ".w-header", ".w-slim-header", ".skiplink"]
#: A volunteer of the house, a mission that they told, and the association's word on it.
SCENE = """
import datetime, decimal, json, re, uuid
from unittest import mock
from accounts.actions.grant_role import grant_role
from accounts.models import Structure
from config.demo.people import person
from skills.actions import ask_attestation as asking
from skills.actions.attest_mission import Word, attest_mission
from skills.actions.choose_competencies import choose_competencies
from skills.actions.install_framework import install_framework
from skills.actions.open_mission import Where, open_mission
from skills.actions.say_story import Story, say_story
from skills.actions.say_when import When, say_when
from skills.shown import claims_of, digest_of, facts_of

house = Structure.objects.get(slug="valmont")
volunteer = person("{email}", "{name}", "{password}")
grant_role(user=volunteer, structure=house, role="learner", actor=None)
where = Where(role="Renfort à la buvette", name="Les Amis du canal {name}")
mission = open_mission(actor=volunteer, structure=house, token=uuid.uuid4(), where=where)
when = When(datetime.date(2026, 7, 3), datetime.date(2026, 7, 5), decimal.Decimal("18.5"), "total")
say_when(mission=mission, actor=volunteer, when=when)
say_story(mission=mission, actor=volunteer, story=Story("J’ai tenu la buvette du festival."))
levels = {{"accueillir-public": 2, "tenir-buvette": 3}}
choose_competencies(mission=mission, actor=volunteer, framework=install_framework(), levels=levels)
mission.refresh_from_db()
officer = asking.Officer("Paul Martin", "Trésorier", "bureau@valmont.example")
with mock.patch.object(asking.secrets, "token_urlsafe", return_value="{secret}"):
    asking.ask_attestation(mission=mission, actor=volunteer, structure=house, officer=officer)
read = digest_of(facts_of(mission, claims_of(mission)))
word = Word(True, read, "Paul Martin", "Trésorier", "Une aide précieuse.", dict(levels))
attest_mission(secret="{secret}", word=word, viewer=None)
print(json.dumps(mission.pk))
"""


@pytest.fixture
def volunteer(site):
    """The name and the address of a volunteer, and where their mission is."""
    code = uuid.uuid4().hex[:6]
    name, email = f"Maëlle Attestée {code}", f"{code}@valmont.example"
    scene = SCENE.format(email=email, name=name, password=site.password, secret=uuid.uuid4().hex)
    made = site.python(scene)
    return name, email, f"{site.url}/mes-acquis/missions/{json.loads(made.splitlines()[-1])}/"


def narrow(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, page.url


def test_a_word_is_submitted_and_verified(anybody, desk, site, sign_in, volunteer, no_violation):
    name, email, mission = volunteer
    main, staff = anybody.locator("main"), desk("validator")
    queue = f"{site.url}/admin/verifications/"
    sign_in(anybody, email)

    # As long as nothing is submitted, nobody of the house reads it.
    staff.goto(queue)
    expect(staff.locator("main")).not_to_contain_text(name)
    anybody.goto(mission)
    anybody.get_by_role("button", name="La soumettre à vérification").click()
    expect(main).to_contain_text("En attente de vérification")
    narrow(anybody)

    # Taken back, then submitted again.
    anybody.get_by_role("button", name="La retirer de la maison").click()
    expect(main).to_contain_text("La soumettre à vérification")
    anybody.get_by_role("button", name="La soumettre à vérification").click()
    expect(main).to_contain_text("En attente de vérification")

    # The validator finds it in the queue, and says what they looked at.
    staff.goto(queue)
    no_violation(staff, leave_out=FRAME)
    row = staff.locator("main tr").filter(has_text=name)
    staff.goto(site.url + row.locator("a[href*='/verifications/inspect/']").first.get_attribute("href"))
    page = staff.locator("main")
    expect(page).to_contain_text("J’ai tenu la buvette du festival.")
    no_violation(staff, leave_out=FRAME)
    staff.get_by_label("L’association existe").check()
    staff.get_by_label("Où vous l’avez constaté").fill("RNA, le 27 novembre 2026")
    staff.get_by_label("La personne qui signe exerçait cette fonction").check()
    staff.get_by_label("Aucun à ma connaissance").check()
    staff.get_by_label("Vérifiée", exact=True).check()
    staff.get_by_role("button", name="Garder la décision").click()
    expect(page).to_contain_text("dites où vous l’avez constatée")
    no_violation(staff, leave_out=FRAME)
    expect(staff.get_by_label("Où vous l’avez constaté")).to_have_value("RNA, le 27 novembre 2026")
    staff.get_by_label("Où vous avez constaté la fonction").fill("Procès-verbal de 2026")
    staff.get_by_role("button", name="Garder la décision").click()
    staff.wait_for_url(re.compile("/admin/verifications/$"))
    expect(staff.locator("main")).not_to_contain_text(name)
    staff.goto(f"{queue}?state=verified")
    expect(staff.locator("main")).to_contain_text(name)

    # The volunteer reads who verified what, and no more.
    anybody.goto(mission)
    expect(main).to_contain_text("Vérifiée par la MDA")
    expect(main).to_contain_text("Procès-verbal de 2026")
    expect(main).to_contain_text("Ni votre travail ni vos compétences")
    narrow(anybody)
    anybody.goto(f"{site.url}/mes-acquis/")
    expect(main).to_contain_text("Vérifiée par la MDA")
    narrow(anybody)

    # Changed since: the verification stays on what was verified.
    anybody.goto(f"{mission}recit/")
    anybody.get_by_label("Qu’avez-vous fait").fill("J’ai tenu la buvette et rangé la salle.")
    anybody.get_by_role("button", name="Garder mes changements").click()
    expect(main).to_contain_text("Cette vérification porte sur une version plus ancienne")
    narrow(anybody)
