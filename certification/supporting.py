"""The files of a dossier as they are served and offered: one way for its candidate and for staff."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.core.files.storage import storages
from django.http import FileResponse, Http404

from certification.models import Complement, Dossier, SupportingDocument
from certification.rules import supporting

#: What a browser may show by itself; anything else is saved, never opened.
SHOWN = {"application/pdf", "image/png", "image/jpeg"}


def served(document: SupportingDocument) -> FileResponse:
    """The file as it was sent: shown only if a browser can do nothing else with it, alone in its box. Raises Http404
    where the storage lost it."""
    shown = document.content_type in SHOWN
    try:
        file = storages["work"].open(document.file_name)
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(
        file,
        as_attachment=not shown,
        filename=document.title[-100:],
        content_type=document.content_type if shown else "application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = (
        "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'"
    )
    response["Cache-Control"] = "private, no-store"
    return response


@dataclass(frozen=True)
class Pieces:
    """The files of one dossier as its candidate sees them. Costs one query."""

    dossier: Dossier

    most, largest_mb, endings = supporting.MOST, supporting.LARGEST_MB, tuple(supporting.TYPES)

    @cached_property
    def documents(self) -> list[SupportingDocument]:
        return list(self.dossier.documents.all())

    @property
    def rows(self) -> list[tuple[SupportingDocument, bool]]:
        """Each file, and whether it may be taken out."""
        state, sent = self.dossier.state, self.dossier.submitted_at
        return [
            (one, supporting.may_take_out(state=state, added_at=one.added_at, submitted_at=sent))
            for one in self.documents
        ]

    @property
    def may_add(self) -> bool:
        return supporting.may_add(self.dossier.state) and len(self.documents) < self.most

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """What may be added, the most general first chosen."""
        words = dict(SupportingDocument.Kind.choices)
        return [(kind, str(words[kind])) for kind in supporting.kinds(self.dossier.version.read())]


def by_kind(documents: Iterable[SupportingDocument]) -> dict[str, list[SupportingDocument]]:
    """The same files, by kind: what stands beside the requirement that each may show."""
    found: dict[str, list[SupportingDocument]] = {}
    for one in documents:
        found.setdefault(one.kind, []).append(one)
    return found


def with_files(
    complements: Iterable[Complement], documents: Iterable[SupportingDocument]
) -> list[Complement]:
    """These requests, each with the files that were added until it was answered, as `files`."""
    complements, documents = list(complements), list(documents)
    for one in complements:
        one.files = [
            file
            for file in documents
            if one.asked_at <= file.added_at and (not one.answered_at or file.added_at <= one.answered_at)
        ]
    return complements
