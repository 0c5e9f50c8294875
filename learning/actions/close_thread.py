"""Close a thread, and open it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry
from learning.models.talk import Thread

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def close_thread(*, thread: Thread, actor: User) -> None:
    """Nothing more is to be said; nothing is lost. Closing twice changes nothing."""
    still = Thread.objects.filter(pk=thread.pk).not_closed()
    if still.update(state=Thread.State.CLOSED, closed_at=timezone.now()):
        _note(actor, "thread.closed", thread)


@transaction.atomic
def reopen_thread(*, thread: Thread, actor: User) -> None:
    """Open it again, as it stood by who spoke last. Opening twice changes nothing."""
    last = thread.messages.order_by("at", "pk").last()
    state = Thread.State.ANSWERED if last and last.is_from_team else Thread.State.OPEN
    closed = Thread.objects.filter(pk=thread.pk, state=Thread.State.CLOSED)
    if closed.update(state=state, closed_at=None):
        _note(actor, "thread.reopened", thread)


def _note(actor: User, verb: str, thread: Thread) -> None:
    LogEntry.objects.append(actor=actor, verb=verb, subject=thread, structure=thread.structure, payload={})
