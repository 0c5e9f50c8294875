"""A trainer writes a module from nothing and sees it as a learner would; somebody else reads it again and publishes."""

from __future__ import annotations

import re
import uuid

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.editor import add_block, add_page, add_to_list, preview, save_draft, tick, write

pytestmark = pytest.mark.journey

FACTS = """
from learning.models import Attempt, CompletedStep, Enrolment
print(Attempt.objects.count(), CompletedStep.objects.count(), Enrolment.objects.count())
"""


def submit(page: Page) -> None:
    """Ask for a reading before publication."""
    if not page.locator("button[name=action-submit]").is_visible():
        page.locator("footer .w-dropdown__toggle, footer [data-w-dropdown-target=toggle]").first.click()
    page.locator("button[name=action-submit]").click()
    expect(page.locator(".messages .success")).to_be_visible()


def approve(page: Page) -> None:
    if not page.locator("[data-workflow-action-name=approve]").first.is_visible():
        page.locator("footer .w-dropdown__toggle, footer [data-w-dropdown-target=toggle]").first.click()
    page.locator("[data-workflow-action-name=approve]").first.click()
    confirm = page.locator(".modal.in button[type=submit], .modal.in input[type=submit]")
    page.wait_for_function(
        "() => document.querySelector('.messages .success') || document.querySelector('.modal.in')"
    )
    if confirm.count():
        confirm.click()
    expect(page.locator(".messages .success")).to_be_visible()


def test_a_module_goes_from_nothing_to_the_catalogue(desk, site, somebody):
    code = f"SOIN-{uuid.uuid4().hex[:6].upper()}"
    title = f"Prendre soin d’un collectif ({code})"
    before = site.python(FACTS)
    trainer = desk("trainer")

    # The module, from the first page of the administration.
    trainer.goto(f"{site.url}/admin/")
    trainer.get_by_role("link", name=re.compile("Écrire un module")).click()
    trainer.fill("[name=title]", title)
    trainer.fill("[name=summary]", "Repérer la fatigue d’une équipe bénévole et y répondre.")
    add_block(trainer, "objectives")
    trainer.fill("[name=objectives-0-value]", "Repérer trois signes d’essoufflement")
    trainer.get_by_role("button", name="Choisir thème").click()
    trainer.locator(".modal").get_by_role("link", name="Gouvernance").click()
    trainer.fill("[name=contact_email]", "pas une adresse")
    trainer.fill("[name=code]", code)
    # A mistake is said in the form, and nothing is lost.
    trainer.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(trainer.locator(".w-field__errors").filter(has_text="adresse")).to_be_visible()
    expect(trainer.locator("[name=title]")).to_have_value(title)
    trainer.fill("[name=contact_email]", "formation@valmont.example")
    module = save_draft(trainer)
    address = f"{site.url}/formations/{trainer.locator('[name=slug]').input_value()}/"

    # A sequence of several blocks.
    add_page(trainer, site, module, "Séquence", "Voir venir la fatigue")
    add_block(trainer, "body", "Intertitre")
    trainer.fill("[name=body-0-value-text]", "Trois signes")
    add_block(trainer, "body", "Paragraphe")
    write(trainer, "body-1-value", "Les réunions s’allongent et les chaises se vident.")
    add_block(trainer, "body", "Encadré")
    write(trainer, "body-2-value-text", "Demandez, n’interprétez pas.")
    add_block(trainer, "body", "Points clés")
    write(trainer, "body-3-value-points-0-value", "Parler tôt, en petit nombre.")
    sequence = save_draft(trainer)
    page = preview(trainer)
    for words in ("Voir venir la fatigue", "Trois signes", "les chaises se vident", "Demandez", "Parler tôt"):
        expect(page.locator("main")).to_contain_text(words)
    expect(page.locator("main")).to_contain_text("Étape 1")
    expect(page.get_by_role("button", name=re.compile("terminé", re.I))).to_be_disabled()
    # The same as a visitor has it.
    page = preview(trainer, "visitor")
    expect(page.get_by_role("button", name="Marquer comme lue et continuer")).to_be_disabled()

    # A quiz with one question of each kind.
    add_page(trainer, site, module, "Questionnaire", "Pour vérifier")
    add_block(trainer, "questions", "Choix unique")
    trainer.fill("[name=questions-0-value-prompt]", "Que faire d’abord ?")
    trainer.fill("[name=questions-0-value-choices-0-value-text]", "Écouter")
    tick(trainer, "[name=questions-0-value-choices-0-value-correct]")
    add_to_list(trainer, "questions-0-value-choices")
    trainer.fill("[name=questions-0-value-choices-1-value-text]", "Convoquer")
    trainer.fill("[name=questions-0-value-feedback]", "Écouter ouvre la suite.")
    add_block(trainer, "questions", "Choix multiple")
    trainer.fill("[name=questions-1-value-prompt]", "Quels sont des signes ?")
    trainer.fill("[name=questions-1-value-choices-0-value-text]", "Des retards")
    tick(trainer, "[name=questions-1-value-choices-0-value-correct]")
    add_to_list(trainer, "questions-1-value-choices")
    trainer.fill("[name=questions-1-value-choices-1-value-text]", "Des absences")
    tick(trainer, "[name=questions-1-value-choices-1-value-correct]")
    add_block(trainer, "questions", "Vrai ou faux")
    trainer.fill("[name=questions-2-value-prompt]", "La fatigue se voit toujours.")
    quiz = save_draft(trainer)
    page = preview(trainer)
    expect(page.locator("section.question")).to_have_count(3)
    expect(page.locator("input[type=radio]")).to_have_count(4)
    expect(page.locator("input[type=checkbox]")).to_have_count(2)
    assert "Écouter ouvre la suite." not in page.locator("body").inner_html(), "the explanation waits"
    expect(page.get_by_role("button", name="Envoyer mes réponses")).to_be_disabled()
    assert site.python(FACTS) == before, "a preview records nothing"

    # Nothing is public yet, and the trainer has no means to make it so.
    assert somebody.goto(address).status == 404
    assert not trainer.locator("button[name=action-publish]").count()
    trainer.evaluate(
        """async () => {
          const form = new FormData(document.querySelector("form:has([name=questions-count])"));
          form.append("action-publish", "action-publish");
          await fetch(location.href, { method: "POST", body: form });
        }"""
    )
    trainer.goto(f"{site.url}/admin/pages/{module}/edit/")
    trainer.evaluate(
        """async () => {
          const form = new FormData(document.querySelector("form:has([name=objectives-count])"));
          form.append("action-publish", "action-publish");
          await fetch(location.href, { method: "POST", body: form });
        }"""
    )
    live = f"from wagtail.models import Page; print(Page.objects.filter(pk__in=[{module}, {quiz}], live=True).count())"
    assert site.python(live) == "0", "asked to publish by hand, it stays a draft"

    # Submitted for a reading; the trainer cannot be the reader.
    for number in (module, sequence, quiz):
        trainer.goto(f"{site.url}/admin/pages/{number}/edit/")
        submit(trainer)
    trainer.goto(f"{site.url}/admin/pages/{module}/edit/")
    assert not trainer.locator("[data-workflow-action-name=approve]").count()
    state = site.python(
        f"from wagtail.models import Page; print(Page.objects.get(pk={module}).current_workflow_task_state.pk)"
    )
    token = trainer.locator("input[name=csrfmiddlewaretoken]").first.get_attribute("value")
    trainer.request.post(
        f"{site.url}/admin/pages/{module}/workflow/action/approve/{state}/",
        form={"csrfmiddlewaretoken": token},
        headers={"Referer": trainer.url},
    )
    assert site.python(live) == "0", "asked to approve by hand, it waits for somebody else"

    # The validator finds what waits, reads, and publishes.
    validator = desk("validator")
    validator.goto(f"{site.url}/admin/")
    expect(validator.locator("main")).to_contain_text(title)
    for number in (module, sequence, quiz):
        validator.goto(f"{site.url}/admin/pages/{number}/edit/")
        approve(validator)

    # It is in the catalogue, and a learner finds what was written.
    somebody.goto(f"{site.url}/formations/?q=essoufflement")
    somebody.get_by_role("link", name=title).click()
    expect(somebody).to_have_url(address)
    main = somebody.locator("main")
    expect(main).to_contain_text("Repérer trois signes d’essoufflement")
    expect(main).to_contain_text("formation@valmont.example")
    somebody.get_by_role("link", name="Voir venir la fatigue").click()
    expect(main).to_contain_text("les chaises se vident")
    expect(main).to_contain_text("Étape 1 sur 2")
