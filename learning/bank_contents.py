"""What a bank holds, as plain data: to tell what is there already, and to write it in a file."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.images import get_image_model

from learning.exchange.base import Found, Picture
from learning.exchange.from_blocks import found_of
from learning.questions.asked import plain

if TYPE_CHECKING:
    from learning.models import BankQuestion, QuestionBank


def author_data(question: BankQuestion) -> dict[str, Any]:
    """What the author of a bank question wrote, as plain JSON."""
    block = question.question[0]
    return plain(block.block, block.value)


def without_pictures(value: Any, found: list[Any]) -> Any:
    """The same data, its pictures taken out and put in `found`, in order."""
    if isinstance(value, dict):
        for name, held in value.items():
            if name == "image" and held:
                found.append(held)
        return {
            name: None if name == "image" else without_pictures(held, found) for name, held in value.items()
        }
    return [without_pictures(item, found) for item in value] if isinstance(value, list) else value


def fingerprint(kind: str, data: dict[str, Any], pictures: Iterable[str]) -> str:
    """The same for the same content, whoever brought its pictures (named by their SHA-1)."""
    written = json.dumps([kind, without_blanks(data), list(pictures)], sort_keys=True, default=str)
    return hashlib.sha256(written.encode()).hexdigest()


def without_blanks(value: Any) -> Any:
    """The same data without what was left empty, which is kept in several ways."""
    if isinstance(value, dict):
        kept = {name: without_blanks(held) for name, held in value.items()}
        return {name: held for name, held in kept.items() if held not in (None, "", [], {}, False)}
    return [without_blanks(item) for item in value] if isinstance(value, list) else value


def held_prints(bank: QuestionBank) -> Counter[tuple[str, str]]:
    """How often each content stands in each category of a bank.

    Costs two queries, and one more for each question with a picture.
    """
    held = []
    for question in bank.questions.select_related("category").iterator():
        if not len(question.question):
            continue
        pictures: list[int] = []
        data = without_pictures(author_data(question), pictures)
        held.append((question.category.path if question.category else "", question.kind, data, pictures))
    keys = {key for *_rest, pictures in held for key in pictures}
    hashes = (
        dict(get_image_model().objects.filter(pk__in=keys).values_list("pk", "file_hash")) if keys else {}
    )
    return Counter(
        (category, fingerprint(kind, data, [hashes.get(key, "") for key in pictures]))
        for category, kind, data, pictures in held
    )


def questions_to_write(bank: QuestionBank, category: str = "") -> Iterator[Found]:
    """The questions of a bank, or of one of its categories and what is under it, as a file may tell them."""
    questions = bank.questions.in_category(category) if category else bank.questions.all()
    rows = questions.select_related("category").prefetch_related("tags").order_by("category__path", "pk")
    for place, question in enumerate((row for row in rows if len(row.question)), start=1):
        found = found_of(question.kind, author_data(question), place=place, opened=opened)
        found.name = question.name
        found.category = question.category.path if question.category else ""
        found.tags = tuple(sorted(tag.name for tag in question.tags.all()))
        found.is_retired = question.is_retired
        yield found


def opened(key: int, alt: str) -> Picture | None:
    """A picture of ours as a file carries it; None when it is gone."""
    image = get_image_model().objects.filter(pk=key).first()
    if image is None:
        return None
    try:
        with image.open_file() as file:
            content = file.read()
    except OSError:
        return None
    return Picture(image.file.name.rpartition("/")[2], content, alt)


def told(error: ValidationError) -> list[str]:
    """What is wrong with a block, each thing once, in words."""
    if isinstance(error, StructBlockValidationError):
        parts: list[Any] = [*error.block_errors.values(), *error.non_block_errors.as_data()]
    elif isinstance(error, ListBlockValidationError | StreamBlockValidationError):
        inner = error.block_errors
        parts = [*(inner.values() if isinstance(inner, dict) else inner), *error.non_block_errors.as_data()]
    elif isinstance(error, ValidationError):
        return error.messages
    else:
        return []
    return list(dict.fromkeys(message for part in parts if part for message in told(part)))
