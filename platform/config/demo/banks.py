"""A bank of questions of the demo house: those of its modules, and some of other kinds."""

from __future__ import annotations

from accounts.models import Structure, User
from learning.actions.write_bank import write_bank
from learning.actions.write_bank_question import write_bank_question
from learning.models import BankQuestion, QuestionBank
from learning.questions import KINDS

SLUG = "vie-associative"
CATEGORIES = {
    "single_choice": "Gouvernance/Assemblée générale",
    "true_false": "Droit/Statuts",
    "ordering": "Gouvernance/Assemblée générale",
    "likert": "Positionnement",
}
NAMES = {
    "single_choice": "Ce qu’adopte l’assemblée générale",
    "multiple_choice": "Ce que contiennent les comptes annuels",
    "true_false": "Un président est-il obligatoire ?",
    "short_text": "La subvention qui reste à employer",
    "numeric": "Le seuil du commissaire aux comptes",
    "matching": "Ce que dit chaque document des comptes",
    "ordering": "Les étapes d’une assemblée générale",
    "cloze": "Rappel sur les subventions",
    "categorise": "Charge ou produit",
    "likert": "Où en êtes-vous ?",
    "open_text": "Pourquoi montrer le bénévolat",
}


def build_banks(structure: Structure, author: User) -> QuestionBank:
    """The bank, with one question of each kind that needs no picture. Run again, it adds nothing."""
    if bank := QuestionBank.objects.of(structure).filter(slug=SLUG).first():
        return bank
    bank = write_bank(
        bank=QuestionBank(
            structure=structure,
            title="Vie associative",
            slug=SLUG,
            description="Les questions que nos formateurs tirent pour leurs quiz : statuts, comptes, assemblées.",
            is_shared=True,
        ),
        actor=author,
    )
    for kind in KINDS:
        if kind.slug in NAMES:
            block = kind()
            write_bank_question(
                question=BankQuestion(
                    bank=bank,
                    name=NAMES[kind.slug],
                    question=[(kind.slug, block.to_python(block.meta.preview_value))],
                ),
                category=CATEGORIES.get(kind.slug, "Comptabilité"),
                tags=["CFGA"] if kind.is_scored else ["positionnement"],
                actor=author,
            )
    return bank
