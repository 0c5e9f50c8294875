"""Parts of a question that are shown in an order drawn once, and answered one by one.

An answer to such a question is {"place of the part": "place of what was chosen for it"}, both as the author wrote them;
its form has one field for each part, `<name>-<place shown>`, whose values are places as shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import QueryDict

from learning.rules.words import folded


def drawn(order: Any, texts: Sequence[str]) -> list[int]:
    """The places of these texts in the order drawn.

    Alphabetical where none was drawn (an author's preview) or where it does not fit: the written order is the key.
    """
    if isinstance(order, list) and sorted(order, key=str) == sorted(range(len(texts)), key=str):
        return list(order)
    return sorted(range(len(texts)), key=lambda place: (folded(texts[place]), texts[place]))


def parts(answer: Any, *, count: int, offered: int) -> dict[int, int]:
    """What was chosen for each part, of what is offered; nothing of what makes no sense."""
    if not isinstance(answer, dict):
        return {}
    of_parts, of_offered = _by_word(count), _by_word(offered)
    return {
        of_parts[part]: of_offered[chosen]
        for part, chosen in answer.items()
        if isinstance(part, str) and part in of_parts and isinstance(chosen, str) and chosen in of_offered
    }


def sent_parts(data: QueryDict, name: str, *, shown: Sequence[int], offered: Sequence[int]) -> dict[str, str]:
    """The answer that a form sent. ``shown``, ``offered``: the parts and what each offers, as places in order shown."""
    values = {str(number): str(place) for number, place in enumerate(offered)}
    sent = {str(place): data.get(f"{name}-{number}", "") for number, place in enumerate(shown)}
    return {part: values[value] for part, value in sorted(sent.items()) if value in values}


def rights_as_options(texts: Sequence[str]) -> list[dict[str, Any]]:
    """For statistics: each part stands for “answered rightly”, so that frequencies say which part is hard."""
    return [{"id": str(place), "text": text, "expected": True} for place, text in enumerate(texts)]


def _by_word(count: int) -> dict[str, int]:
    return {str(number): number for number in range(count)}
