"""Choose how to hear of things by e-mail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction

from accounts.models import LogEntry
from learning.models.talk import Notification, NotificationChoice
from learning.notifications import KINDS

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def choose_mail(*, person: User, ways: Mapping[str, str]) -> None:
    """Keep how this person hears of each of these kinds: by slug, a value of `NotificationChoice.ByMail`.

    What still waits to be written follows the new choice.
    """
    NotificationChoice.objects.bulk_create(
        [NotificationChoice(person=person, kind=kind, by_mail=way) for kind, way in ways.items()],
        update_conflicts=True,
        unique_fields=["person", "kind"],
        update_fields=["by_mail"],
    )
    LogEntry.objects.append(
        actor=person, verb="notifications.chosen", subject=person, structure=None, payload=dict(ways)
    )
    waiting = Notification.objects.to(person).filter(mailed_at=None)
    for way in set(ways.values()):
        waiting.filter(kind__in=[kind for kind, chosen in ways.items() if chosen == way]).update(by_mail=way)


@transaction.atomic
def stop_mail(*, person: User, kind: str) -> None:
    """Write no more e-mail of this kind; `Notification.DIGEST` stands for every kind told in the digest."""
    if kind != Notification.DIGEST:
        return choose_mail(person=person, ways={kind: "none"})
    chosen = Notification.objects.ways([person.pk], [one.slug for one in KINDS])
    told = [one.slug for one in KINDS if chosen.get((person.pk, one.slug), one.by_mail) == "digest"]
    return choose_mail(person=person, ways=dict.fromkeys(told, "none"))
