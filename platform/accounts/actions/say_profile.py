"""Change what a person says of themselves."""

from __future__ import annotations

from django.db import transaction

from accounts.models import LogEntry, User
from accounts.signals import profile_changed


@transaction.atomic
def say_profile(*, person: User, profile: str, actor: User | None) -> User:
    """Keep what the person says they are (a value of `User.Profile`, or nothing), and announce a change.

    The log says that it changed, not what it is. Raises ValueError for a value that is not offered.
    """
    if profile and profile not in User.Profile.values:
        raise ValueError(profile)
    if profile != person.profile:
        person.profile = profile
        person.save(update_fields=["profile"])
        LogEntry.objects.append(actor=actor, verb="account.profile_changed", subject=person, structure=None)
        profile_changed.send(sender=User, person=person)
    return person
