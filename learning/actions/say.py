"""Say something more in a thread."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from accounts.models import LogEntry
from learning.models.talk import Message, Notification, Thread
from learning.rules.talk import refusal_of_message, state_after, tidy
from learning.threads import NotSaid, team_to_tell

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def say(*, thread: Thread, actor: User, text: str, token: UUID, is_from_team: bool) -> Message:
    """Keep one more message; whom it is for is told. The same form sent twice is one message. Raises NotSaid."""
    held = Thread.objects.select_for_update(no_key=True, of=("self",)).select_related("author", "structure")
    thread, text = held.get(pk=thread.pk), tidy(text)
    if (present := thread.messages.filter(author=actor, token=token).first()) is not None:
        return present
    is_own = actor.pk == thread.author_id
    reason = refusal_of_message(
        text=text,
        is_closed=thread.state == Thread.State.CLOSED,
        is_from_team=is_from_team,
        is_own=is_own,
    )
    if reason:
        raise NotSaid(reason)
    message = Message.objects.create(
        thread=thread, author=actor, text=text, token=token, is_from_team=is_from_team
    )
    thread.state = state_after(is_from_team=is_from_team, is_from_author=is_own, state=thread.state)
    thread.last_message_at = message.at
    thread.save(update_fields=["state", "last_message_at"])
    LogEntry.objects.append(
        actor=actor,
        verb="thread.answered" if is_from_team else "thread.continued",
        subject=thread,
        structure=thread.structure,
        payload={"message": message.pk},
    )
    if is_from_team:
        _tell_author(thread, message)
    else:
        tell_team(thread, message)
    return message


def tell_team(thread: Thread, message: Message) -> None:
    """Tell those who answer that somebody writes to them."""
    for person in team_to_tell(thread):
        Notification.objects.tell(
            person=person,
            kind="thread_opened",
            about=f"message:{message.pk}",
            words={
                "learner": thread.author.display_name,
                "step": thread.step_title,
                "is_error": thread.kind == Thread.Kind.ERROR,
            },
            address=reverse("echanges_modeladmin_inspect", args=[thread.pk]),
            structure=thread.structure,
        )


def _tell_author(thread: Thread, message: Message) -> None:
    Notification.objects.tell(
        person=thread.author,
        kind="thread_answered",
        about=f"message:{message.pk}",
        words={"step": thread.step_title, "author": message.author.display_name},
        address=reverse("learning:thread", args=[thread.pk]),
        structure=thread.structure,
    )
