"""Somebody's own notes: on one step, all of them by module, and as a file they take away."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from cms.anchors import anchor_of, words_of
from cms.freshness import remember

if TYPE_CHECKING:
    from django.http import HttpRequest

    from learning.models import Note, StepPage


@dataclass(frozen=True)
class Passage:
    """A block that a note may be about: its anchor, and its first words."""

    anchor: str
    words: str


def passages_of(step: StepPage) -> list[Passage]:
    """What of this step a note may be about; nothing for a step without blocks. Kept until content changes."""
    body = getattr(step, "body", None)
    if not body:
        return []
    found = remember(
        ("passages", step.pk, get_language()),
        lambda: [Passage(anchor_of(block), words_of(block)) for block in body],
    )
    return [passage for passage in found if passage.anchor]


def passage_at(step: StepPage, anchor: str) -> Passage:
    """The passage of this anchor; the whole step (two empty words) where it has none such."""
    return next((one for one in passages_of(step) if one.anchor == anchor), Passage("", ""))


@dataclass(frozen=True)
class NotedModule:
    """The notes on one module."""

    title: str
    notes: Sequence[Note]


def by_module(notes: Iterable[Note], request: HttpRequest) -> list[NotedModule]:
    """The notes, a module at a time, each with the address of its place where the page is still online."""
    found = []
    for _key, group in groupby(notes, key=lambda note: note.module_key):
        mine = list(group)
        for note in mine:
            note.address = _address(note, request)
        found.append(NotedModule(mine[-1].module_title, mine))
    return found


def _address(note: Note, request: HttpRequest) -> str:
    if note.step is None or not note.step.live:
        return ""
    return f"{note.step.get_url(request) or ''}{'#' + note.block if note.block else ''}"


def as_text(modules: Sequence[NotedModule]) -> str:
    """The notes as plain text."""
    return _written(modules, title="{}\n", step="\n{}\n", passage="  [{}]\n")


def as_markdown(modules: Sequence[NotedModule]) -> str:
    """The notes as Markdown."""
    return _written(modules, title="## {}\n", step="\n### {}\n", passage="\n> {}\n")


def _written(modules: Sequence[NotedModule], *, title: str, step: str, passage: str) -> str:
    lines = []
    for module in modules:
        lines.append(title.format(module.title))
        for note in module.notes:
            day = date_format(timezone.localtime(note.made_at), "j F Y")
            lines.append(step.format(f"{note.step_title}, {day}"))
            if note.passage:
                lines.append(passage.format(note.passage))
            lines.append(f"\n{note.text or gettext('Bookmark')}\n")
        lines.append("\n")
    return "".join(lines)


def as_table(modules: Sequence[NotedModule]) -> str:
    """The notes as a table for a spreadsheet, which no cell can turn into a formula."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow([gettext("Module"), gettext("Step"), gettext("Passage"), gettext("Note"), gettext("Day")])
    for module in modules:
        for note in module.notes:
            day = timezone.localtime(note.made_at).date().isoformat()
            row = (module.title, note.step_title, note.passage, note.text, day)
            table.writerow([_harmless(value) for value in row])
    return "\ufeff" + out.getvalue()


def _harmless(value: str) -> str:
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


#: What notes may be taken away as: the end of the name, the type of the file, and how it is written.
FORMATS: dict[str, tuple[str, Callable[[Sequence[NotedModule]], str]]] = {
    "md": ("text/markdown; charset=utf-8", as_markdown),
    "txt": ("text/plain; charset=utf-8", as_text),
    "csv": ("text/csv; charset=utf-8", as_table),
}
