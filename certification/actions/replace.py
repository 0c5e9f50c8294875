"""Replace a document by a corrected one."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.utils import timezone, translation
from django_q.tasks import async_task

from accounts.models import LogEntry, User
from certification.actions.revoke import may_act_on
from certification.actions.take_number import take_number
from certification.kinds import BY_SLUG, Frame
from certification.kinds.base import LANGUAGE
from certification.models import Credential
from certification.models.credential import new_public_id
from certification.refusals import HolderErased, MayNotDecide, NameMissing, NotStanding, ReasonMissing
from certification.rules.names import tidy_name


@transaction.atomic
def replace(
    *,
    credential: Credential,
    actor: User,
    holder_name: str,
    reason: str,
    why: Credential.Correction = Credential.Correction.OTHER,
) -> Credential:
    """A new document for the same thing earned, with this name and today's identity of the structure.

    It has its own number, address and day; the old one stays, says that it was replaced and why, and leads to it. The
    reason may go without words where `why` says it all. Raises MayNotDecide, NameMissing, ReasonMissing,
    NotStanding, or HolderErased: nobody names again who asked to be forgotten.
    """
    locked = Credential.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "structure", "holder"
    )
    old = locked.get(pk=credential.pk)
    if not (answer := may_act_on(old, actor)):
        raise MayNotDecide(answer)
    if not (holder_name := tidy_name(holder_name)[:150]):
        raise NameMissing
    if not (reason := _reason(why, reason)):
        raise ReasonMissing
    if old.status != Credential.Status.ISSUED:
        raise NotStanding
    if old.holder_shown == Credential.HolderShown.ERASED:
        raise HolderErased

    # The line first: everywhere, the log's lock is taken before a register's.
    LogEntry.objects.append(
        actor=actor,
        verb="credential.replaced",
        subject=old,
        structure=old.structure,
        payload=old.for_log() | {"why": str(why)},
    )
    kind, now = BY_SLUG[old.kind], timezone.now()
    today = timezone.localdate(now)
    [number] = take_number(structure=old.structure, kind=kind, year=today.year)
    frame = Frame(
        number=number,
        public_id=new_public_id(),
        structure=old.structure,
        holder_name=holder_name,
        granted_on=today,
    )
    new = Credential.granted(
        kind.freeze_again(old.frozen, frame),
        structure=old.structure,
        holder=old.holder,
        holder_shown=old.holder_shown,
        subject=f"replaces:{old.pk}",
        scheme_version_id=old.scheme_version_id,
        expires_on=old.expires_on,
        granted_at=now,
    )
    new.save(force_insert=True)
    old.status, old.replaced_by = Credential.Status.REPLACED, new
    old.revoked_reason, old.revoked_at, old.revoked_by = reason[:300], now, actor
    old.save(update_fields=["status", "replaced_by", "revoked_reason", "revoked_at", "revoked_by"])
    LogEntry.objects.append(
        actor=actor,
        verb="credential.granted",
        subject=new,
        structure=new.structure,
        payload=new.for_log(),
    )
    transaction.on_commit(partial(async_task, "certification.tasks.make_file", new.pk), robust=True)
    return new


def _reason(why: Credential.Correction, words: str) -> str:
    """What whoever verifies reads, in the documents' language."""
    words = words.strip()
    if why == Credential.Correction.OTHER:
        return words
    with translation.override(LANGUAGE):
        label = str(Credential.Correction(why).label).capitalize()
    return f"{label}. {words}" if words else f"{label}."
