"""The mail that landed in DATA_DIR/mail, as one reads it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class Letter:
    """One message: the name of its file and what it says, as plain text."""

    name: str
    sent_at: datetime | None
    sender: str
    recipients: str
    subject: str
    body: str


def sent_at(message: EmailMessage) -> datetime | None:
    """When it was sent; Django writes the hour of Greenwich without saying so."""
    if not message["Date"]:
        return None
    moment = message["Date"].datetime
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def read(file: Path) -> Letter:
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    body = message.get_body(preferencelist=("plain",))
    return Letter(
        name=file.stem,
        sent_at=sent_at(message),
        sender=str(message["From"] or ""),
        recipients=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        body=body.get_content() if body else "",
    )


def newest_first(limit: int = 100) -> Iterator[Letter]:
    """The last messages; the names of their files begin with the time."""
    files = sorted(Path(settings.MAIL_DIR).glob("*.eml"), reverse=True)
    return (read(file) for file in files[:limit])


def find(name: str) -> Letter | None:
    """The message of this name. Only names that are in the folder are looked at, so no path leads out of it."""
    return next((read(file) for file in Path(settings.MAIL_DIR).glob("*.eml") if file.stem == name), None)
