"""What a text may hold to be written in a document.

XML 1.0, and so every office document, has no way to write most control characters nor half of a pair of surrogates: a
single one would keep the whole file from opening. They show nothing, so they are left out; all else stays, whatever its
script.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(value: Any) -> Any:
    """The same text, or all texts of lists and mappings, without what no document can hold."""
    if isinstance(value, str):
        return UNWRITABLE.sub("", value)
    if isinstance(value, Mapping):
        return {key: writable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [writable(item) for item in value]
    return value


def paragraphs(text: str) -> list[str]:
    """The lines of a text that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]
