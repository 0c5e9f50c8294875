"""Write the e-mails that tell notifications."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from learning import letters
from learning.models.talk import Notification


def mail_now() -> int:
    """Write those that are told right away, each in a transaction of its own; how many letters.

    Safe to run twice at once and after being killed: see `_take`.
    """
    waiting, written, last = Notification.objects.to_mail("now").order_by("pk"), 0, 0
    while (pk := waiting.filter(pk__gt=last).values_list("pk", flat=True).first()) is not None:
        last = pk
        written += mail_one(pk=pk)
    return written


def mail_digests() -> int:
    """Write the digest of the day to whoever has one, one person after the other; how many letters."""
    waiting, written, last = Notification.objects.to_mail("digest").order_by("person_id"), 0, 0
    while (pk := waiting.filter(person__gt=last).values_list("person_id", flat=True).first()) is not None:
        last = pk
        written += mail_digest(person_id=pk)
    return written


@transaction.atomic
def mail_one(*, pk: int) -> bool:
    """Write the letter of one notification; whether this call did."""
    taken = _take(Notification.objects.to_mail("now").filter(pk=pk))
    for one in taken:
        letters.write_one(one)
    return bool(taken)


@transaction.atomic
def mail_digest(*, person_id: int) -> bool:
    """Write one person's digest; whether this call did."""
    taken = _take(Notification.objects.to_mail("digest").filter(person=person_id))
    if taken:
        letters.write_digest(taken[0].person, taken)
    return bool(taken)


def _take(waiting) -> list[Notification]:
    """Mark these as written and give them back; none that another worker took meanwhile.

    The mark and the letter, which the mail backend keeps in the database, stand or fall together: a worker killed
    before the end of the transaction leaves neither.
    """
    held = waiting.select_for_update(no_key=True, of=("self",)).select_related("person", "structure__site")
    taken = [one for one in held.order_by("made_at", "pk") if one.said_by and one.mailed_at is None]
    Notification.objects.filter(pk__in=[one.pk for one in taken]).update(mailed_at=timezone.now())
    return taken
