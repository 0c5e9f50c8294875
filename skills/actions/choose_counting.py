"""Say whether one's record counts in the figures of one's house."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry, User
from skills.models import CountingChoice


@transaction.atomic
def choose_counting(*, actor: User, says_yes: bool) -> CountingChoice:
    """The choice as it stands from now on. The same answer again changes nothing, not even its day."""
    User.objects.select_for_update().get(pk=actor.pk)
    choice = CountingChoice.objects.of(actor).first()
    if choice is not None and choice.says_yes == says_yes:
        return choice
    choice, _made = CountingChoice.objects.update_or_create(
        volunteer=actor, defaults={"says_yes": says_yes, "chosen_at": timezone.now()}
    )
    LogEntry.objects.append(
        actor=actor,
        verb="counting.chosen",
        subject=choice,
        structure=None,
        payload={"says_yes": says_yes},
    )
    return choice
