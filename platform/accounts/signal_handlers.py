"""What accounts does for the apps above."""

from __future__ import annotations

from accounts.actions.invite_person import invite_person
from accounts.models import User
from accounts.signals import account_wanted


def open_account(sender, *, email, display_name, profile, structure, actor, **kwargs) -> User:
    return invite_person(
        email=email, display_name=display_name, profile=profile, structure=structure, actor=actor
    )


def connect() -> None:
    account_wanted.connect(open_account, dispatch_uid="accounts.open_account")
