"""Make the file of a granted document."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.utils import timezone
from django_q.tasks import async_task

from accounts.models import LogEntry
from certification import storage
from certification.actions.issue_dossier import issue_dossier
from certification.formats import PDF, CannotRender
from certification.kinds import BY_SLUG
from certification.models import Credential


def make_file(*, credential: Credential) -> bool:
    """Render the frozen wording, store the bytes under their hash, then issue; whether this call issued it.

    Not one transaction, on purpose: rendering would hold the database's write lock. Killed after rendering nothing is
    kept; killed after storing, the next try makes the same bytes and finds them there; and the filtered update lets
    one worker issue, whatever their number: one document, one file, one line. A wording that cannot be printed keeps
    its number and says why in `problem`, for somebody of the structure.
    """
    if credential.status != Credential.Status.PENDING:
        return False
    kind = BY_SLUG[credential.kind]
    try:
        data = PDF.render(credential.frozen, template=kind.template, style=kind.style)
    except CannotRender as reason:
        _note_problem(credential, str(reason))
        return False
    kept = storage.keep(data, suffix=PDF.suffix)
    return _issue(credential, kept)


@transaction.atomic
def _issue(credential: Credential, kept: storage.Kept) -> bool:
    # The wording must still be the one rendered: somebody may have corrected the name meanwhile.
    waiting = Credential.objects.pending().filter(pk=credential.pk, holder_name=credential.holder_name)
    issued = waiting.update(
        status=Credential.Status.ISSUED,
        file_name=kept.name,
        file_bytes=kept.size,
        sha256=kept.sha256,
        issued_at=timezone.now(),
        problem="",
    )
    if issued:
        LogEntry.objects.append(
            actor=None,
            verb="credential.issued",
            subject=credential,
            structure=credential.structure,
            payload={"number": credential.number, "sha256": kept.sha256, "bytes": kept.size},
        )
        issue_dossier(credential=credential)
        transaction.on_commit(
            partial(async_task, "certification.tasks.tell_holder", credential.pk), robust=True
        )
    elif not Credential.objects.filter(sha256=kept.sha256).exists():
        # Rendered from a wording that is no longer the document's.
        transaction.on_commit(partial(storage.forget, kept.name))
    return bool(issued)


@transaction.atomic
def _note_problem(credential: Credential, problem: str) -> None:
    """Say it once, on the document and in the log."""
    problem = problem[:500]
    if Credential.objects.pending().filter(pk=credential.pk).exclude(problem=problem).update(problem=problem):
        LogEntry.objects.append(
            actor=None,
            verb="credential.problem",
            subject=credential,
            structure=credential.structure,
            payload={"number": credential.number},
        )
