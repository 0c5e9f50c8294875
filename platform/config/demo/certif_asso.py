"""Certif'Asso in the demo: the modules that the six leave to be followed, each with a workshop at the house."""

from __future__ import annotations

from typing import Any

from accounts.models import Structure
from config.demo.house import child
from config.demo.modules import lesson_block
from config.demo.words import words
from learning.models import (
    CataloguePage,
    CurriculumSlot,
    ExternalActivityPage,
    ModulePage,
    SequencePage,
    Theme,
)
from learning.models.enrolment import EvidenceType

#: With the six: the five of the core, and two additional ones with their workshops.
MODULES = ("DROIT", "GOUV", "COMPTA", "MOBIL", "PROJET", "COM", "COM-AT", "NUM", "NUM-AT")


def build_modules(catalogue: CataloguePage, structure: Structure) -> None:
    """Idempotent: a module that is there already stays as it is."""
    for content in words("certif_asso")["modules"]:
        module, made = child(
            catalogue,
            ModulePage,
            content["slug"],
            theme=Theme.objects.get(slug=content["theme"]),
            slot=CurriculumSlot.objects.get(code=content["slot"]),
            objectives=[{"type": "objective", "value": one} for one in content["objectives"]],
            structure=structure,
            **{name: content[name] for name in ("code", "title", "subtitle", "summary", "audience")},
        )
        if made:
            _build_steps(module, content)


def _build_steps(module: ModulePage, content: dict[str, Any]) -> None:
    for lesson in content["lessons"]:
        body = [lesson_block(one) for one in lesson["body"]]
        child(
            module,
            SequencePage,
            lesson["slug"],
            **{name: lesson[name] for name in ("title", "lead", "minutes")},
            body=body,
        )
    workshop = content["workshop"]
    child(
        module,
        ExternalActivityPage,
        workshop["slug"],
        activity_modality=ModulePage.Modality.ONSITE,
        evidence=EvidenceType.EMARGEMENT,
        **{name: workshop[name] for name in ("title", "lead", "minutes", "body")},
    )
