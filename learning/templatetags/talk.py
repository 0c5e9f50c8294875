"""What pages show of questions to the trainer and of notifications."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import uuid4

from django import template

from learning.models import Message, Notification, Thread

register = template.Library()


@register.inclusion_tag("learning/components/step_talk.html", takes_context=True)
def step_talk(context, page, study) -> dict:
    """Ask the trainer, report an error, and the exchanges that this person may read here. Costs one query, one more
    where there are exchanges, none to somebody not enrolled."""
    request, enrolled = context.get("request"), study.is_enrolled and not study.is_left
    is_shown = bool(request and enrolled and not context.get("is_preview"))
    threads: dict[int, tuple[Thread, list[Message]]] = {}
    if is_shown:
        # Most steps have none: a short question first, so that the long one is seldom put together.
        seen = Thread.objects.seen_by(request.user).about(page).order_by().values_list("pk", flat=True)
        for message in _said_in(list(seen)):
            threads.setdefault(message.thread_id, (message.thread, []))[1].append(message)
    return {
        "is_shown": is_shown,
        "threads": list(threads.values()),
        "page": page,
        "user": getattr(request, "user", None),
        "tokens": {"question": uuid4(), "error": uuid4()},
        "csrf_token": context.get("csrf_token"),
    }


def _said_in(threads: list[int]) -> Iterable[Message]:
    """What was said in these exchanges, each in its order, that of the last message first. Costs one query, if any."""
    if not threads:
        return []
    said = Message.objects.filter(thread__in=threads).select_related(
        "author", "thread__author", "thread__group"
    )
    return said.order_by("-thread__last_message_at", "-thread", "at", "pk")


@register.simple_tag
def unread_count(user) -> int:
    """How many notifications this person has not read. Costs one query, once a request."""
    if not hasattr(user, "_unread_notifications"):
        user._unread_notifications = Notification.objects.to(user).unread().count()
    return user._unread_notifications
