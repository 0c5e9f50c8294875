"""What only our blocks have: carried in a file by an element that other programs pass over, or said to be left out."""

from __future__ import annotations

import datetime
import json
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.exchange.base import Foreign, Found, Skipped

#: Names of extras, never renamed: files have them.
LABELS = {
    "partial": gettext_lazy("the rule for answers that are partly right"),
    "ignore_case": gettext_lazy("whether capitals count"),
    "ignore_accents": gettext_lazy("whether accents count"),
    "ignore_punctuation": gettext_lazy("whether punctuation counts"),
    "numbers": gettext_lazy("how the numbers are written"),
    "unit": gettext_lazy("the spellings of the unit"),
    "unit_policy": gettext_lazy("how the unit is asked"),
    "words": gettext_lazy("the words on each pair"),
    "criteria": gettext_lazy("the criteria"),
    "min_words": gettext_lazy("the least number of words"),
    "max_words": gettext_lazy("the greatest number of words"),
    "model_answer": gettext_lazy("the example of a good answer"),
    "prompt": gettext_lazy("the instruction above the text"),
}


def in_words(extras: dict[str, Any]) -> list[str]:
    """What is lost by a file that carries no extras."""
    return [_("left out: %(what)s") % {"what": LABELS[name]} for name in extras if name in LABELS]


def read(text: str) -> dict[str, Any]:
    """What a file carried; nothing of what makes no sense."""
    try:
        found = json.loads(text) if text.strip() else {}
        json.dumps(found, ensure_ascii=False).encode()  # half a sign, written \ud800, could be shown nowhere
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def written(question: Found) -> str:
    """What a file carries for us; empty when there is nothing to carry."""
    carried: dict[str, Any] = {}
    if question.source:
        carried["source"] = question.source
    if question.review_on:
        carried["review_on"] = question.review_on.isoformat()
    if question.extras:
        carried["extras"] = question.extras
    if isinstance(question.body, Foreign):
        carried |= {"kind": question.body.kind, "value": question.body.value}
    return json.dumps(carried, ensure_ascii=False, sort_keys=True) if carried else ""


def foreign(carried: dict[str, Any]) -> Foreign:
    """A kind that only we know. Raises `Skipped`."""
    kind, value = carried.get("kind"), carried.get("value")
    if not isinstance(kind, str) or not isinstance(value, dict):
        raise Skipped(_("What this file carries for Essaim cannot be read."))
    return Foreign(kind, value)


def day_of(text: Any) -> datetime.date | None:
    try:
        return parse_date(text) if isinstance(text, str) else None
    except ValueError:
        return None
