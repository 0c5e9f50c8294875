"""Make the file of a granted document."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_q.tasks import async_task

from accounts.models import LogEntry
from certification import keys, storage
from certification.actions.issue_dossier import issue_dossier
from certification.formats import PDF, CannotRender
from certification.kinds import BY_SLUG
from certification.models import Credential, SigningKey
from certification.rules.badged import is_badged


def make_file(*, credential: Credential) -> bool:
    """Render the frozen wording, sign it, store the bytes under their hash, then issue; whether this call issued it.

    Not one transaction, on purpose: rendering would hold the database's write lock. Killed after rendering nothing is
    kept; killed after storing, the next try makes the same bytes and finds them there, as the first try fixed the key
    and the moment of the signature; and the filtered update lets one worker issue, whatever their number: one
    document, one file, one line. A wording that cannot be printed keeps its number and says why in `problem`, for
    somebody of the structure. Raises Locked, or TimestampMissing where a timestamp service is set: the sweep
    asks again.
    """
    if credential.status != Credential.Status.PENDING:
        return False
    kind = BY_SLUG[credential.kind]
    try:
        data = PDF.render(
            credential.frozen,
            template=kind.template,
            style=kind.style_of(credential.frozen),
            places=kind.places,
        )
    except CannotRender as reason:
        _note_problem(credential, str(reason))
        return False
    data = _signed(credential, data)
    if data is None:
        return False
    kept = storage.keep(data, suffix=PDF.suffix)
    return _issue(credential, kept)


def _signed(credential: Credential, data: bytes) -> bytes | None:
    """The file signed by the structure's key; None where another worker issued it meanwhile."""
    if not _settle_signature(credential):
        return None
    frozen = credential.frozen
    with translation.override(frozen["language"]):
        reason = _("Document No. %(number)s issued by %(issuer)s") % {
            "number": frozen["number"],
            "issuer": frozen["structure"]["name"],
        }
    signer = keys.document_signer(credential.signed_with)
    return signer.sign(data, at=credential.issued_at, reason=reason, location=frozen["place"])


def _settle_signature(credential: Credential) -> bool:
    """Fix for good with which key and when this document is signed; whether it still waits.

    The first of all tries fixes it, by a filtered update; the others read what it fixed. Costs three queries.
    """
    waiting = Credential.objects.pending().filter(pk=credential.pk)
    if credential.issued_at is None:
        key = keys.key_in_use(credential.structure, SigningKey.Purpose.PDF)
        # With a clock set back since, a signature of before its key would be worth nothing.
        moment = max(timezone.now(), key.made_at)
        waiting.filter(issued_at=None).update(issued_at=moment, signed_with=key)
    settled = waiting.select_related("signed_with").only("issued_at", "signed_with").first()
    if settled is None:
        return False
    credential.issued_at, credential.signed_with = settled.issued_at, settled.signed_with
    return True


@transaction.atomic
def _issue(credential: Credential, kept: storage.Kept) -> bool:
    # The wording must still be the one rendered: somebody may have corrected the name meanwhile.
    waiting = Credential.objects.pending().filter(
        pk=credential.pk, holder_name=credential.holder_name, issued_at=credential.issued_at
    )
    issued = waiting.update(
        status=Credential.Status.ISSUED,
        file_name=kept.name,
        file_bytes=kept.size,
        sha256=kept.sha256,
        problem="",
    )
    if issued:
        LogEntry.objects.append(
            actor=None,
            verb="credential.issued",
            subject=credential,
            structure=credential.structure,
            payload={
                "number": credential.number,
                "sha256": kept.sha256,
                "bytes": kept.size,
                "key": credential.signed_with.fingerprint,
            },
        )
        issue_dossier(credential=credential)
        for follows in ("tell_holder", "make_badges") if is_badged(credential.kind) else ("tell_holder",):
            transaction.on_commit(
                partial(async_task, f"certification.tasks.{follows}", credential.pk), robust=True
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
