"""Which documents a badge is made of."""

from __future__ import annotations

#: Kinds that tell a payer what was carried out: nothing that its holder would wear.
WITHOUT_BADGE = ("realisation",)


def is_badged(kind: str) -> bool:
    """Whether documents of this kind have a badge."""
    return kind not in WITHOUT_BADGE
