"""A manager opens a group on a path and invites; somebody joins, meets its deadlines, asks, is answered, and leaves.

Every page on the way is weighed by axe, and what a learner opens is counted in queries by the tests of views.
"""

from __future__ import annotations

import json
import re
import urllib.request

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey

# What of Wagtail's own frame is not ours.
WAGTAIL = ["#wagtail-sidebar", "[data-wagtail-sidebar]", ".w-header", ".w-slim-header", ".skiplink"]
PATH = "/formations/prendre-sa-place-au-bureau/"
LESSON = "/formations/droit-associatif-et-statuts/une-liberte-et-un-contrat/"

SCENE = """
import json
from datetime import timedelta
from django.utils import timezone
from accounts.models import Structure, User
from learning.actions.make_invitation import make_invitation
from learning.actions.set_deadline import set_deadline
from learning.actions.write_group import write_group
from learning.models import Group, Invitation, ModulePage, PathPage
house = Structure.objects.get(slug="valmont")
trainer, manager = (User.objects.get(email=email) for email in ({trainer!r}, {manager!r}))
module = ModulePage.objects.get(code="DROIT")
group = write_group(group=Group(structure=house, title="Promotion {name}", welcome="Bienvenue à vous.",
    path_page=PathPage.objects.get(slug="prendre-sa-place-au-bureau"), referent=trainer,
    starts_on=timezone.localdate(), capacity=5), modules=[], actor=manager)
set_deadline(group=group, module=module, step=None, due_at=timezone.now() + timedelta(days=9), actor=trainer)
link = make_invitation(structure=house, group=group, module=None, kind=Invitation.Kind.LINK,
    most_uses=3, expires_at=timezone.now() + timedelta(days=3), actor=manager)
print(json.dumps({{"group": group.pk, "link": f"/invitation/{{link.token}}/"}}))
"""


@pytest.fixture
def scene(site, new_address) -> dict:
    """A group of the demo house on its path, with a deadline and a link for three people."""
    code = SCENE.format(
        trainer=site.accounts["trainer"], manager=site.accounts["manager"], name=new_address.split("@")[0]
    )
    return json.loads(site.python(code).splitlines()[-1])


def told(page: Page, site) -> str:
    """What one's notifications say."""
    page.goto(f"{site.url}/mon-parcours/notifications/")
    return page.locator("main").inner_text()


def test_one_joins_by_a_link_follows_the_path_and_leaves(anybody, site, scene, sign_up, new_address):
    main = anybody.locator("main")
    anybody.goto(site.url + scene["link"])
    expect(main).to_contain_text("vous invite")
    expect(main).to_contain_text("Droit associatif et statuts")
    main.get_by_role("button", name="Créer mon compte et entrer").click()
    sign_up(anybody, "Aïssata Promotion", new_address)

    # The group, its words, its modules, and when they are due.
    anybody.goto(f"{site.url}/mon-parcours/groupes/{scene['group']}/")
    for words in ("Bienvenue à vous.", "Claire Autin", "Droit associatif et statuts", "À venir"):
        expect(main).to_contain_text(words)
    anybody.goto(f"{site.url}/mon-parcours/")
    expect(main.get_by_role("region", name="Mes échéances")).to_contain_text("Droit associatif et statuts")
    expect(main.get_by_role("region", name="Mes parcours")).to_contain_text("0 module terminé sur 4")
    assert "Promotion" in told(anybody, site)

    # A calendar follows the deadlines by an address that needs no sign-in, and that is taken away.
    anybody.goto(f"{site.url}/mon-parcours/calendrier/")
    main.locator("form[action$='/calendrier/adresse/'] button").click()
    feed = re.search(r"https?://\S+\.ics", anybody.content().replace("webcal://", "http://"))[0]
    with urllib.request.urlopen(feed.split('"')[0]) as reply:
        assert b"BEGIN:VEVENT" in reply.read()

    # Leaving the group keeps the modules.
    anybody.goto(f"{site.url}/mon-parcours/groupes/{scene['group']}/")
    if (leave := main.locator("details summary").filter(has_text="Quitter le groupe")).count():
        leave.click()
    main.locator("form[action$='/quitter/'] button").click()
    anybody.wait_for_url("**/mon-parcours/")
    expect(main.get_by_role("region", name="Mes échéances")).to_have_count(0)
    expect(main).to_contain_text("Droit associatif et statuts")
    assert anybody.goto(f"{site.url}/mon-parcours/groupes/{scene['group']}/").status == 404


def test_a_question_is_answered_in_place(site, scene, somebody, sign_up, new_address, desk, no_violation):
    somebody.goto(site.url + scene["link"])
    no_violation(somebody)
    somebody.get_by_role("button", name="Créer mon compte et entrer").click()
    sign_up(somebody, "Basile Question", new_address)
    main = somebody.locator("main")

    # Asked on the step, shared with the group.
    somebody.goto(site.url + LESSON)
    somebody.locator("summary").filter(has_text="Poser une question").click()
    somebody.fill("#question-text", f"Qui signe les statuts, {new_address} ?")
    somebody.check("#question-share")
    no_violation(somebody)
    somebody.get_by_role("button", name="Envoyer ma question").click()
    expect(main).to_contain_text("Votre question est envoyée")
    # An error, reported apart.
    somebody.locator("summary").filter(has_text="Signaler une erreur").click()
    somebody.fill("#error-text", "Une virgule manque au premier paragraphe.")
    somebody.get_by_role("button", name="Signaler l’erreur").click()
    expect(main).to_contain_text("signalée")

    # The trainer finds both on the desk and answers the question.
    trainer = desk("trainer")
    trainer.goto(f"{site.url}/admin/echanges/?q={new_address}")
    no_violation(trainer, leave_out=WAGTAIL)
    trainer.locator("a[href*='/admin/echanges/inspect/']").first.click()
    expect(trainer.locator("#main")).to_contain_text(new_address)
    trainer.fill("#text", "Au moins deux dirigeants.")
    trainer.get_by_role("button", name="Envoyer la réponse").click()
    expect(trainer.locator("#main")).to_contain_text("Au moins deux dirigeants.")
    no_violation(trainer, leave_out=WAGTAIL)

    # Told, read in place, closed.
    assert "vous a répondu" in told(somebody, site)
    no_violation(somebody)
    somebody.goto(site.url + LESSON)
    expect(main).to_contain_text("Au moins deux dirigeants.")
    no_violation(somebody)
    somebody.goto(f"{site.url}/mon-parcours/questions/")
    no_violation(somebody)
    main.get_by_role("link").filter(has_text=re.compile("liberté|contrat")).last.click()
    no_violation(somebody)
    somebody.get_by_role("button", name="J’ai ma réponse").click()
    expect(main).to_contain_text("Fermé")


def test_staff_see_who_is_where_and_check_a_list_before_it_enrols(
    site, scene, desk, no_violation, new_address
):
    manager = desk("manager")
    group = f"{site.url}/admin/groupes/"
    for page in (f"inspect/{scene['group']}/", f"{scene['group']}/membres/", f"{scene['group']}/echeances/"):
        manager.goto(group + page)
        no_violation(manager, leave_out=WAGTAIL)

    # The list is only read: each bad line is named, and nobody is enrolled before one says so.
    manager.goto(f"{site.url}/admin/listes/create/")
    manager.select_option("select[name=target]", value=f"group:{scene['group']}")
    rows = f"Courriel;Nom\nun-{new_address};Une Personne\npas-une-adresse;Deux\n"
    manager.set_input_files(
        "input[type=file]", {"name": "liste.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    )
    manager.get_by_role("button", name="Vérifier la liste").click()
    main = manager.locator("#main")
    expect(main).to_contain_text("Lignes à corriger")
    expect(main.locator("section[aria-labelledby=problems] th[scope=row]")).to_have_text("3")
    no_violation(manager, leave_out=WAGTAIL)
    count = f"from accounts.models import User; print(User.objects.filter(email='un-{new_address}').count())"
    assert site.python(count) == "0"
    manager.get_by_role("button", name="Inscrire les lignes bonnes").click()
    expect(main).to_contain_text("La liste est")
    for _try in range(40):
        manager.reload()
        if "Terminé" in main.inner_text():
            break
        manager.wait_for_timeout(500)
    assert site.python(count) == "1"
    manager.goto(f"{group}{scene['group']}/membres/")
    expect(main).to_contain_text("Une Personne")
