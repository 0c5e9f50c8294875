"""The demo's words, read from `data/` with French typography applied."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent / "data"
NBSP = "\u00a0"


def typeset(text: str) -> str:
    """French typography: curly apostrophe, no-break space before : ; ! ? % €, inside « » and inside thousands.

    The no-break space is U+00A0: our font has no narrow one. Addresses (https://…) are left alone.
    """
    text = re.sub(r"(?<=\w)'(?=\w|«)", "’", text)
    text = re.sub(r" ([:;!?%€»])", rf"{NBSP}\1", text)
    text = text.replace("« ", f"«{NBSP}")
    return re.sub(r"(?<=\d) (?=\d{3}\b)", NBSP, text)


def _typeset_all(value: Any) -> Any:
    if isinstance(value, str):
        return typeset(value)
    if isinstance(value, list):
        return [_typeset_all(item) for item in value]
    if isinstance(value, dict):
        return {key: _typeset_all(item) for key, item in value.items()}
    return value


@cache
def words(name: str) -> Any:
    """The content of `data/<name>.json`. Shared between callers: do not change it."""
    return _typeset_all(json.loads((DATA / f"{name}.json").read_text(encoding="utf-8")))
