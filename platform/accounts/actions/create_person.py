"""Create an account for somebody else: the administrator's screen, commands, imports."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import LogEntry, User
from accounts.refusals import NameRefused
from accounts.rules.names import problem_of, tidy


@transaction.atomic
def create_person(
    *, email: str, display_name: str, actor: User | None, password: str | None = None, verified: bool = True
) -> User:
    """Make the account with its address, held for good unless ``verified`` is False (then signing in asks to confirm).

    Without a password, the person sets one through “forgotten password”. Raises NameRefused.
    """
    name = tidy(display_name)
    if problem := problem_of(name):
        raise NameRefused(problem)
    user = User.objects.create_user(email, password, display_name=name)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=verified)
    LogEntry.objects.append(actor=actor, verb="account.created", subject=user, structure=None)
    return user
