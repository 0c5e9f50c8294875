"""Put a file in a dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING

import filetype
from django.db import transaction

from accounts.models import LogEntry, User
from certification.dossier_refusals import FileRefused, NotAskedFor, NotNow
from certification.models import Dossier, SupportingDocument
from certification.refusals import NotYours
from certification.rules import supporting
from learning.rules.work_files import extension_of, problem_of_file
from learning.storage import digest_of, keep

if TYPE_CHECKING:
    from django.core.files.base import File

# Office files are told apart by what stands within their first kilobytes.
START_BYTES = 16_384


@transaction.atomic
def add_document(*, dossier: Dossier, actor: User, file: File, kind: str) -> SupportingDocument:
    """The file in the dossier, kept privately under its hash; the one there is where the same was added before.

    What it holds must be what its name says. The log names its kind and its hash, never its name. Raises NotYours,
    NotNow, NotAskedFor (a kind that the version does not know) or FileRefused.
    """
    dossier = Dossier.objects.locked().get(pk=dossier.pk)
    if dossier.candidate_id != actor.pk:
        raise NotYours
    if not supporting.may_add(dossier.state):
        raise NotNow
    if kind not in supporting.kinds(dossier.version.read()):
        raise NotAskedFor
    title = (file.name or "").replace("\x00", "")[-150:]
    start = file.read(START_BYTES)
    file.seek(0)
    problem = problem_of_file(
        name=title,
        size=file.size,
        start=start,
        kind=filetype.guess_extension(start) if start else None,
        asked=supporting.TYPES,
        largest_mb=supporting.LARGEST_MB,
        room=supporting.MOST - dossier.documents.count(),
    )
    if problem:
        raise FileRefused(title, problem)
    sha256 = digest_of(file)
    if there := dossier.documents.filter(sha256=sha256).first():
        return there
    # Apart for each dossier: two candidates who send the same file never share it.
    name = keep(file, f"pieces/{sha256[:2]}/{sha256}-{dossier.pk}")
    document = SupportingDocument.objects.create(
        dossier=dossier,
        kind=kind,
        title=title,
        file_name=name,
        content_type=supporting.TYPES[extension_of(title)],
        file_bytes=file.size,
        sha256=sha256,
        added_by=actor,
    )
    LogEntry.objects.append(
        actor=actor,
        verb="dossier.document_added",
        subject=dossier,
        structure=dossier.structure,
        payload={"document": document.pk, "kind": kind, "sha256": sha256},
    )
    return document
