"""Progress in the demo: modules in an order, a step waived, a change of substance after an attestation."""

from __future__ import annotations

from accounts.models import Structure, User
from cms.freshness import content_changed
from learning.actions.grant_waiver import grant_waiver
from learning.models import (
    CataloguePage,
    ContentChange,
    Enrolment,
    ModulePage,
    ModulePrerequisite,
    QuizPage,
    SequencePage,
    Waiver,
)

CHANGED = "GOUV"
SENTENCE = "La partie sur les assemblées à distance suit désormais les statuts types de 2026."
# Not yet begun by the demo's learner, whose pages stay open.
WAITING, NEEDED, ORDERED = "EMPL", "COMPTA", "NUM"


def build_progress(structure: Structure, catalogue: CataloguePage, people: dict[str, User]) -> None:
    """Idempotent: what is there already stays as it is."""
    learner, validator = people["learner"], people["validator"]
    modules = {page.code: page for page in ModulePage.objects.child_of(catalogue)}
    if WAITING in modules and NEEDED in modules:
        ModulePrerequisite.objects.get_or_create(module=modules[WAITING], needs=modules[NEEDED])
        _waive(structure, modules[WAITING], learner, validator)
    if ORDERED in modules:
        _in_order(modules[ORDERED])
    if CHANGED in modules:
        _change(modules[CHANGED], learner)
    content_changed()


def _in_order(module: ModulePage) -> None:
    """The quiz comes after the lessons."""
    quiz = QuizPage.objects.child_of(module).live().first()
    if quiz and not quiz.in_order:
        quiz.in_order = True
        quiz.save_revision().publish()


def _waive(structure: Structure, module: ModulePage, learner: User, validator: User) -> None:
    last = SequencePage.objects.child_of(module).live().order_by("-path").first()
    if last and not Waiver.objects.by(learner).in_module(module.translation_key).exists():
        grant_waiver(
            learner=learner,
            module=module,
            structure=structure,
            actor=validator,
            reason="Tient la trésorerie d’une autre association depuis 2021.",
            evidence="Comptes 2024 et 2025 approuvés, vus le jour de l’entretien.",
            step=last,
        )


def _change(module: ModulePage, learner: User) -> None:
    """A change made after the learner finished the module: the attestation says of which version it is."""
    finished = Enrolment.objects.by(learner).in_module(module).completed().first()
    known = ContentChange.objects.filter(module_key=module.translation_key, sentence=SENTENCE)
    if finished is None or known.exists():
        return
    lesson = SequencePage.objects.child_of(module).live().order_by("path").first()
    lesson.change_note = SENTENCE
    lesson.save_revision().publish()
