"""A file sent, kept between what would be done with it and its confirmation, out of everybody's sight."""

from __future__ import annotations

import uuid

from django.core.files.base import ContentFile
from django.http import HttpRequest

from learning.storage import work_storage

FOLDER = "imports"


def keep(request: HttpRequest, *, about: str, content: bytes, filename: str) -> None:
    """Keep a file for this session, in place of the one kept before."""
    forget(request)
    path = work_storage().save(f"{FOLDER}/{uuid.uuid4().hex}", ContentFile(content))
    request.session["kept_upload"] = {"path": path, "about": about, "filename": filename[-120:]}


def kept(request: HttpRequest, *, about: str) -> tuple[bytes, str] | None:
    """The file kept for this purpose and its name; None when there is none."""
    held = request.session.get("kept_upload") or {}
    if held.get("about") != about:
        return None
    try:
        with work_storage().open(held["path"]) as file:
            return file.read(), held["filename"]
    except OSError:
        return None


def forget(request: HttpRequest) -> None:
    """Delete the file kept for this session."""
    if held := request.session.pop("kept_upload", None):
        work_storage().delete(held["path"])
