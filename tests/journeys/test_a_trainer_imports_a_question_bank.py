"""A trainer brings a GIFT file, sees what would be done with it, confirms, corrects a question, takes the bank away."""

from __future__ import annotations

import uuid

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey

GIFT = """$CATEGORY: $course$/top/Droit/Statuts

::Convocation::Qui convoque l’assemblée générale ?{
    =Qui les statuts désignent#Oui : les statuts décident.
    ~Le préfet#Il n’a pas ce rôle.
    ~Le maire
}

Un paragraphe, sans rien à répondre.

::Année::De quelle année est la loi sur les associations ?{#1901:0}

::Sans fin::Cette question n’est pas refermée {=oui
"""


def test_a_bank_is_imported_corrected_and_exported(desk, site, no_violation, tmp_path):
    name = f"Banque {uuid.uuid4().hex[:6]}"
    file = tmp_path / "droit.txt"
    file.write_text(GIFT, encoding="utf-8-sig")
    trainer = desk("trainer")

    # A bank of one's own.
    trainer.goto(f"{site.url}/admin/banques/create/")
    trainer.fill("[name=title]", name)
    trainer.fill("[name=slug]", name.lower().replace(" ", "-"))
    trainer.locator("main form button[type=submit]").first.click()
    expect(trainer.get_by_role("heading", name=name)).to_be_visible()

    # What would be done with the file: nothing is written yet.
    trainer.get_by_role("link", name="Importer des questions").click()
    trainer.set_input_files("[name=file]", file)
    trainer.get_by_role("button", name="Examiner le fichier").click()
    report = trainer.locator(".bank-report")
    expect(report).to_contain_text("Rien n’est encore écrit")
    skipped = report.locator("table").first.locator("tbody tr")
    expect(skipped).to_have_count(2)
    expect(skipped.nth(0)).to_contain_text("9")
    expect(skipped.nth(1)).to_contain_text("13")
    no_violation(trainer)
    report.get_by_role("button", name="Importer 2 questions").click()
    expect(trainer.locator(".messages .success")).to_contain_text("2 questions")

    # One of them is corrected, with the same form as in a quiz.
    trainer.get_by_role("link", name="Voir ses questions").click()
    no_violation(trainer)
    trainer.get_by_role("link", name="Convocation").first.click()
    trainer.fill("[name=question-0-value-hint]", "Relisez l’article sur les assemblées.")
    trainer.fill("[name=category_path]", "Droit/Assemblées")
    trainer.locator("main form button[type=submit]").first.click()
    expect(trainer.locator(".messages .success")).to_be_visible()

    # The bank goes away as a file, that says what it cannot hold.
    trainer.goto(f"{site.url}/admin/banques/")
    trainer.locator("tr", has_text=name).locator("a[href*='/inspect/']").first.click()
    trainer.get_by_role("link", name="Exporter des questions").click()
    trainer.select_option("[name=format]", "gift")
    trainer.get_by_role("button", name="Préparer le fichier").click()
    expect(trainer.locator(".bank-report")).to_contain_text("indice")
    no_violation(trainer)
    with trainer.expect_download() as download:
        trainer.get_by_role("link", name="Télécharger le fichier").click()
    written = download.value.path().read_text(encoding="utf-8")
    assert "$CATEGORY: $course$/top/Droit/Assemblées" in written
    assert "::Convocation::" in written
