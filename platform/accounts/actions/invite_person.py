"""Open an account for somebody whom a structure expects, and write to them."""

from __future__ import annotations

from allauth.account.app_settings import PASSWORD_RESET_TOKEN_GENERATOR
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.actions.create_person import create_person
from accounts.models import Structure, User


@transaction.atomic
def invite_person(
    *, email: str, display_name: str, structure: Structure, actor: User | None, profile: str = ""
) -> User:
    """The person of this address; a new one gets a letter from the structure, with a link to choose a password.

    Only that letter opens the account, which proves the address: it needs no other confirmation. Asked again, nothing
    is doubled and nobody is written to. Raises NameRefused.
    """
    address = email.strip().lower()
    person = User.objects.filter(email=address).first()
    if person is not None:
        return person
    person = create_person(email=address, display_name=display_name, actor=actor)
    if profile in User.Profile.values:
        person.profile = profile
        person.save(update_fields=["profile"])
    _write(person, structure)
    return person


def _write(person: User, structure: Structure) -> None:
    site = structure.site.root_url if structure.site else settings.BASE_URL
    key = f"{user_pk_to_url_str(person)}-{PASSWORD_RESET_TOKEN_GENERATOR().make_token(person)}"
    # As allauth builds it: the key holds dashes too.
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
    context = {
        "person": person,
        "structure": structure,
        "password_url": site + path.replace("UID-KEY", key),
        "again_url": site + reverse("account_reset_password"),
    }
    with translation.override(settings.LANGUAGE_CODE):
        subject = render_to_string("accounts/emails/invitation.subject.txt", context)
        EmailMessage(
            subject=" ".join(subject.split()),
            body=render_to_string("accounts/emails/invitation.txt", context).strip() + "\n",
            to=[person.email],
            reply_to=[structure.email] if structure.email else None,
        ).send()
