"""The catalogue: six modules written out, their quizzes, the places they take in a curriculum."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page

from accounts.models import Structure
from cms.models import HomePage
from config.demo.house import child
from config.demo.words import words
from config.houses import publish
from learning.models import CataloguePage, CurriculumSlot, ModulePage, QuizPage, SequencePage, Theme

QUIZ_MINUTES = 15  # taken from the last sequence, which the source counts with its final assessment
LEVELS = {"Débutant": ModulePage.Level.BEGINNER, "Intermédiaire": ModulePage.Level.INTERMEDIATE}


def build_catalogue(home: HomePage, structure: Structure) -> CataloguePage:
    """The catalogue with its six modules, their sequences and their quizzes."""
    content = words("house")
    entry = content["catalogue"]
    catalogue = CataloguePage.objects.child_of(home).get()
    if not catalogue.lead:
        catalogue.title, catalogue.lead = entry["title"], entry["lead"]
        publish(catalogue)
    for position, (slug, title) in enumerate(content["themes"]):
        Theme.objects.get_or_create(slug=slug, defaults={"title": title, "position": position})
    for position, slot in enumerate(words("slots")):
        CurriculumSlot.objects.get_or_create(code=slot["code"], defaults=slot | {"position": position})
    for module in words("modules"):
        _build_module(catalogue, structure, module)
    return catalogue


def _build_module(catalogue: CataloguePage, structure: Structure, entry: dict[str, Any]) -> None:
    more = words("house")["modules"][entry["code"]]
    title, _colon, subtitle = entry["titre"].partition("\u00a0: ")
    contact_name, contact_role, contact_email = more["contact"]
    module, made = child(
        catalogue,
        ModulePage,
        entry["slug"],
        code=entry["code"],
        title=title,
        subtitle=subtitle,
        summary=more["summary"],
        objectives=[{"type": "objective", "value": objective} for objective in entry["objectifs"]],
        audience=entry["public"],
        prerequisites=entry["prerequis"],
        level=LEVELS[entry["niveau"]],
        theme=Theme.objects.get(slug=more["theme"]),
        slot=CurriculumSlot.objects.get(code=f"certif-asso-{more['slot'].lower()}"),
        contact_name=contact_name,
        contact_role=contact_role,
        contact_email=contact_email,
        structure=structure,
    )
    if made:
        _build_steps(module, entry)


def _build_steps(module: Page, entry: dict[str, Any]) -> None:
    sequences = words(f"lessons/{entry['slug']}")["sequences"]
    for sequence in sequences:
        is_last = sequence is sequences[-1]
        child(
            module,
            SequencePage,
            sequence["slug"],
            title=sequence["title"],
            lead=sequence["lead"],
            minutes=sequence["minutes"] - (QUIZ_MINUTES if is_last else 0),
            body=[lesson_block(one) for one in sequence["body"]],
        )
    child(
        module,
        QuizPage,
        "questionnaire",
        title="Questionnaire final",
        lead=words("house")["quiz_lead"],
        minutes=QUIZ_MINUTES,
        questions=[_question(question) for question in entry["quiz"]],
    )


def lesson_block(block: dict[str, Any]) -> dict[str, Any]:
    """A lesson's block in the form the page keeps it: only tables differ from the data."""
    if block["type"] != "table":
        return block
    table = block["value"]
    return {
        "type": "table",
        "value": {
            "caption": table["caption"],
            "note": table.get("note", ""),
            "table": {
                "columns": [{"type": "text", "heading": heading} for heading in table["columns"]],
                "rows": [{"values": row} for row in table["rows"]],
                "caption": "",
            },
        },
    }


def _question(question: dict[str, Any]) -> dict[str, Any]:
    """A question of modules.json as a question kind's value."""
    value = {"points": 1, "feedback": question["feedback"], "source": question["reference"]}
    if question["type"] == "vf":
        is_true = next(option["correcte"] for option in question["options"] if option["texte"] == "Vrai")
        prompt = question["enonce"].removeprefix("Vrai ou faux\u00a0: ")
        return {
            "type": "true_false",
            "value": value | {"prompt": prompt[:1].upper() + prompt[1:], "is_true": is_true},
        }
    kind = {"qcu": "single_choice", "qcm": "multiple_choice"}[question["type"]]
    choices = [{"text": option["texte"], "correct": option["correcte"]} for option in question["options"]]
    prompt = question["enonce"].removesuffix(" (plusieurs réponses)")
    return {"type": kind, "value": value | {"prompt": prompt, "choices": choices}}
