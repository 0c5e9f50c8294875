"""Give a shared page another address."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry, User
from skills.actions.share_page import new_address
from skills.models import SharedPage
from skills.refusals import NotYours, PageClosed


def own_page(page: SharedPage, actor: User) -> SharedPage:
    """The page, kept from others until the transaction ends. Raises NotYours."""
    page = SharedPage.objects.select_for_update(no_key=True).get(pk=page.pk)
    if page.volunteer_id != actor.pk:
        raise NotYours
    return page


@transaction.atomic
def change_address(*, page: SharedPage, actor: User) -> str:
    """The secret of the new address, which is kept nowhere; those before open nothing any more. What is read and until
    when stays. Raises NotYours or PageClosed.
    """
    page = own_page(page, actor)
    if not page.is_open:
        raise PageClosed
    page.links.filter(replaced_at=None).update(replaced_at=timezone.now())
    LogEntry.objects.append(actor=actor, verb="page.readdressed", subject=page, structure=None)
    return new_address(page)
