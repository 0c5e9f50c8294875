"""Ask the trainer something, or report an error."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.models import LogEntry
from learning.actions.say import tell_team
from learning.models.talk import Message, Thread
from learning.rules.talk import LONGEST_QUOTE, refusal_of_message, tidy
from learning.threads import NotSaid, group_to_share_with

if TYPE_CHECKING:
    from accounts.models import User
    from learning.models import Enrolment, StepPage


@transaction.atomic
def open_thread(
    *,
    enrolment: Enrolment,
    step: StepPage,
    actor: User,
    text: str,
    token: UUID,
    kind: str = Thread.Kind.QUESTION,
    quote: str = "",
    is_shared: bool = False,
) -> Thread:
    """The thread with its first message; the team is told. The same form sent twice opens one.

    ``is_shared`` shows it to the person's group; without a group it stays private. Raises NotSaid.
    """
    text = tidy(text)
    if reason := refusal_of_message(text=text):
        raise NotSaid(reason)
    group = group_to_share_with(enrolment) if is_shared else None
    try:
        with transaction.atomic():
            thread = Thread.objects.create(
                structure=enrolment.structure,
                kind=kind,
                author=actor,
                group=group,
                module=enrolment.module,
                module_key=enrolment.module_key,
                step=step,
                step_key=step.translation_key,
                step_title=step.title,
                quote=" ".join(tidy(quote).split())[:LONGEST_QUOTE],
            )
            message = Message.objects.create(
                thread=thread, author=actor, text=text, token=token, at=thread.opened_at
            )
    except IntegrityError:
        return Thread.objects.get(messages__author=actor, messages__token=token)
    LogEntry.objects.append(
        actor=actor,
        verb="thread.opened",
        subject=thread,
        structure=thread.structure,
        payload={"kind": str(kind), "module": enrolment.module_code, "shared": group is not None},
    )
    tell_team(thread, message)
    return thread
