"""What a document is worth today, from what is kept of it: revoked or replaced for good, else until its last day."""

from __future__ import annotations

from datetime import date


def standing(*, status: str, expires_on: date | None, today: date) -> str:
    """One of pending, valid, expired, revoked, replaced. The last day is included."""
    if status == "issued":
        return "expired" if expires_on is not None and today > expires_on else "valid"
    return status
