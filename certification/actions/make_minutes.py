"""Make the file of a jury's minutes."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import LogEntry
from certification import keys, storage
from certification.formats import CannotRender
from certification.formats.minutes import render
from certification.models import Minutes, SigningKey


def make_minutes(*, minutes: Minutes) -> bool:
    """Render the frozen words, sign them with the structure's key, store the bytes under their hash, then say they are
    made; whether this call did.

    Safe to repeat, and twice at once, as `make_file` is: the first try fixes the key and the moment; one number, one
    file, one line. Words that cannot be printed keep their number and say why in `problem`. Raises Locked, or
    TimestampMissing where a timestamp service is set: the sweep asks again.
    """
    if minutes.status != Minutes.Status.PENDING:
        return False
    try:
        data = render(minutes.frozen)
    except CannotRender as reason:
        Minutes.objects.filter(pk=minutes.pk).update(problem=str(reason)[:500])
        return False
    kept = storage.keep(_signed(minutes, data), suffix=".pdf")
    with transaction.atomic():
        made = Minutes.objects.filter(pk=minutes.pk, status=Minutes.Status.PENDING).update(
            status=Minutes.Status.ISSUED, file_name=kept.name, sha256=kept.sha256, problem=""
        )
        if made:
            LogEntry.objects.append(
                actor=None,
                verb="minutes.made",
                subject=minutes,
                structure=minutes.session.structure,
                payload={
                    "number": minutes.number,
                    "sha256": kept.sha256,
                    "key": minutes.signed_with.fingerprint,
                },
            )
    return bool(made)


def _signed(minutes: Minutes, data: bytes) -> bytes:
    """The file signed, with the key and at the moment that the first of all tries fixed."""
    key = keys.key_in_use(minutes.session.structure, SigningKey.Purpose.PDF)
    Minutes.objects.filter(pk=minutes.pk, made_at=None).update(made_at=timezone.now(), signed_with=key)
    settled = Minutes.objects.select_related("signed_with").get(pk=minutes.pk)
    minutes.made_at, minutes.signed_with = settled.made_at, settled.signed_with
    frozen = minutes.frozen
    with translation.override(frozen["language"]):
        reason = _("Document No. %(number)s issued by %(issuer)s") % {
            "number": frozen["number"],
            "issuer": frozen["structure"]["name"],
        }
    signer = keys.document_signer(minutes.signed_with)
    return signer.sign(data, at=minutes.made_at, reason=reason, location=frozen["place"])
