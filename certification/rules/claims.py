"""What a document of ours must never claim.

Only a certification registered by France compétences has a code in the RNCP or the RS; none of ours is.
Saying that a document is *not* registered there is right; showing a code would mislead.
"""

from __future__ import annotations

import re

REGISTRY_CODE = re.compile(r"\b(RNCP|RS)\s*(n[°º]\s*)?[:\-]?\s*\d{2,6}\b", re.IGNORECASE)


def registry_code(text: str) -> str:
    """The first registry code that this text shows, or nothing."""
    found = REGISTRY_CODE.search(text)
    return found.group() if found else ""
