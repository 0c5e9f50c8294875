"""Empty an account of its person: the ground's own part of erasing them."""

from __future__ import annotations

from functools import partial

from allauth.account.models import EmailAddress
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from post_office.models import Email
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import APIToken, PageSubscription
from wagtail.users.models import UserProfile

from accounts.actions.end_role import end_role
from accounts.mail import ERASED_DOMAIN
from accounts.models import Archive, LogEntry, Membership, User
from accounts.privacy import held_of
from accounts.rules.roles import STAFF_ROLES
from accounts.terms import register_start


@transaction.atomic
def forget_account(*, person: User) -> None:
    """Take away the address, the name, the password, the roles, the rights, kept mail and archives. Safe to repeat.

    The row stays for what leads to it. Who acted for others keeps their name there, beside what they decided, as long
    as documents stay in the register; called again after that, it goes too. Sessions end: they carry a hash of the
    password, which is no longer one.
    """
    addresses = [person.email, *EmailAddress.objects.filter(user=person).values_list("email", flat=True)]
    Email.objects.filter(to__in=addresses).delete()
    for archive in Archive.objects.of(person):
        transaction.on_commit(partial(storages["work"].delete, archive.file_name), robust=True)
    profile = UserProfile.objects.filter(user=person).first()
    if profile and profile.avatar:
        transaction.on_commit(partial(profile.avatar.storage.delete, profile.avatar.name), robust=True)
    first_time = person.erased_at is None
    keeps_name = _acted_for_others(person) if first_time else person.erased_at >= register_start()
    for held in Membership.objects.held_by(person).current().select_related("structure", "user"):
        end_role(membership=held, actor=None)
    for model, name in (
        *((Archive, "person"), (Membership, "user"), (EmailAddress, "user"), (UserProfile, "user")),
        *((EditingSession, "user"), (FormState, "user"), (APIToken, "user"), (PageSubscription, "user")),
    ):
        model.objects.filter(**{name: person}).delete()
    person.groups.clear()
    person.user_permissions.clear()
    person.email = f"{person.pk}@{ERASED_DOMAIN}"
    if not keeps_name:
        person.display_name = _("Erased account")
    person.profile, person.last_login = "", None
    person.is_active = person.is_staff = person.is_superuser = False
    person.erased_at = person.erased_at or timezone.now()
    if person.has_usable_password():
        person.set_unusable_password()
    person.save()


def _acted_for_others(person: User) -> bool:
    """Whether something that was decided, or a line of the log about others, rests on their word."""
    if any(room.acts for room in held_of(person)):
        return True
    was_staff = Membership.objects.held_by(person).with_role(*STAFF_ROLES).exists()
    return was_staff and LogEntry.objects.filter(actor=person).exclude(structure=None).exists()
