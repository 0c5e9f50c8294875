"""The name by which a block of a page is led to: the same as long as the block lives, wherever it is moved."""

from __future__ import annotations

import re

from wagtail.blocks import StreamValue

ANCHOR = re.compile(r"b-[0-9a-f]{8}")


def anchor_of(block: StreamValue.StreamChild) -> str:
    """The anchor of this block; none for one that was never saved."""
    anchor = f"b-{str(block.id or '')[:8]}"
    return anchor if ANCHOR.fullmatch(anchor) else ""


def words_of(block: StreamValue.StreamChild, most: int = 80) -> str:
    """The first words of this block, as one would name it; its kind where it has no words."""
    words = " ".join(" ".join(block.block.get_searchable_content(block.value)).split())
    if not words:
        return str(block.block.label)
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + "…"
