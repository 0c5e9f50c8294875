"""Take the questions of a file into a bank."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import LogEntry
from learning.actions.keep_picture import is_picture, keep_picture
from learning.bank_contents import fingerprint, held_prints, told, without_pictures
from learning.exchange import BY_SLUG as FORMATS
from learning.exchange import format_of
from learning.exchange.base import Found, Picture, Remark, Skipped
from learning.exchange.to_blocks import value_of
from learning.models.banks import BankCategory, BankQuestion
from learning.questions import BY_SLUG as KINDS
from learning.questions.asked import plain

if TYPE_CHECKING:
    from accounts.models import User
    from learning.models import QuestionBank

LONGEST_NAME, LONGEST_TAG = 255, 100


@dataclass
class Report:
    """What a file held and what became of it; `notes` are what was left out of questions that were taken."""

    found: int = 0
    imported: int = 0
    per_kind: Counter[str] = field(default_factory=Counter)
    skipped: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """What became of the questions, without the notes."""
        told = asdict(self) | {"per_kind": dict(sorted(self.per_kind.items()))}
        return {name: value for name, value in told.items() if name != "notes"}


@dataclass
class Ready:
    """One question that is as our kinds want it."""

    found: Found
    kind: str
    value: Any  # of the block, without its pictures
    raw: dict[str, Any]
    print: str


@transaction.atomic
def import_questions(
    *,
    bank: QuestionBank,
    content: bytes,
    actor: User | None,
    format_slug: str = "",
    filename: str = "",
    dry_run: bool = False,
) -> Report:
    """Add the questions of a file that the bank does not hold yet; a dry run says the same and writes nothing.

    The same content in the same category counts as held, as often as it stands there: a file imported twice doubles
    nothing. Raises `learning.exchange.Unreadable`, and nothing is written. Costs some queries for each question.
    """
    reading = (FORMATS[format_slug] if format_slug else format_of(content)).read(content)
    report = Report(found=reading.found, skipped=list(reading.skipped))
    held = held_prints(bank)
    taken: list[Ready] = []
    for question in reading.questions:
        try:
            ready = made_ready(question)
            if held[(question.category, ready.print)] > 0:
                held[(question.category, ready.print)] -= 1
                raise Skipped(_("It is in the bank already."))
        except Skipped as reason:
            report.skipped.append(Remark(question.line, str(reason)))
            continue
        taken.append(ready)
        report.notes += [Remark(question.line, note) for note in dict.fromkeys(question.notes)]
        report.per_kind[ready.kind] += 1
    report.imported = len(taken)
    report.skipped.sort(key=lambda remark: remark.line)
    if taken and not dry_run:
        write(taken, bank=bank, actor=actor)
        LogEntry.objects.append(
            actor=actor,
            verb="bank.imported",
            subject=bank,
            structure=bank.structure,
            payload={
                "file": filename[-120:],
                "found": report.found,
                "imported": report.imported,
                "skipped": len(report.skipped),
            },
        )
    return report


def made_ready(question: Found) -> Ready:
    """The question checked as the editor would. Raises `Skipped`."""
    for picture in pictures_of(question):
        if not is_picture(picture):
            raise Skipped(_("The picture %(name)s cannot be read.") % {"name": picture.name})
    kind, raw = value_of(question)
    block, pictures = KINDS[kind], []
    bare = without_pictures(raw, pictures)
    try:
        value = block.to_python(bare)
        if any(pictures) and kind == "image_choice":
            # Its pictures are kept once all else is right: the rest is checked without them.
            value = block.normalize(value)
        else:
            media = bare.pop("media", None)
            value = block.clean(block.to_python(bare))
            if media:
                value["media"] = block.child_blocks["media"].to_python(media)
        data = plain(block, value)
    except ValidationError as error:
        raise Skipped(" ".join(told(error)) or _("It cannot be kept.")) from None
    hashes = [hashlib.sha1(picture.content, usedforsecurity=False).hexdigest() for picture in pictures]
    return Ready(question, kind, value, raw, fingerprint(kind, data, hashes))


def pictures_of(question: Found) -> list[Picture]:
    options = getattr(question.body, "options", ())
    return [one for one in (question.picture, *(option.picture for option in options)) if one]


def write(taken: list[Ready], *, bank: QuestionBank, actor: User | None) -> None:
    categories = {category.path: category for category in bank.categories.all()}
    kept: dict[bytes, int] = {}
    for ready in taken:
        path = ready.found.category
        if path and path not in categories:
            categories[path] = BankCategory.objects.create(bank=bank, path=path)
        block = KINDS[ready.kind]
        raw = with_keys(ready.raw, lambda picture: keep_picture(picture, bank.structure, actor, kept))
        name = ready.found.name or Truncator(" ".join(ready.found.prompt.split()) or raw["prompt"]).chars(80)
        question = BankQuestion(
            bank=bank,
            category=categories.get(path),
            name=name[:LONGEST_NAME],
            is_retired=ready.found.is_retired,
            question=[(ready.kind, block.to_python(raw))],
        )
        question.save()
        if ready.found.tags:
            question.tags.set([tag[:LONGEST_TAG] for tag in ready.found.tags])


def with_keys(value: Any, keep: Any) -> Any:
    """The same data, each picture kept and named by its key."""
    if isinstance(value, Picture):
        return keep(value)
    if isinstance(value, dict):
        return {name: with_keys(held, keep) for name, held in value.items()}
    return [with_keys(item, keep) for item in value] if isinstance(value, list) else value
