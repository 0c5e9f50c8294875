"""What learning does when pages change, and when somebody arrives with an account."""

from __future__ import annotations

from allauth.account.signals import email_confirmed, user_signed_up
from allauth.core import context as request_context
from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.db.models.signals import post_delete
from django.utils.translation import ngettext
from django_q.tasks import async_task
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from accounts.signals import profile_changed
from cms.sites import structure_of
from learning.actions.apply_rules import apply_rules
from learning.actions.claim_reading import claim_reading
from learning.actions.finish_paths import finish_paths
from learning.actions.note_change import note_change
from learning.actions.refresh_module_minutes import refresh_module_minutes
from learning.arrivals import accept_wanted
from learning.models import Enrolment, ModulePage, PathPage, StepPage
from learning.reading import forget_reading, reading_in
from learning.signals import module_completed


def _module_changed(path: str) -> None:
    """Refresh the total of the module at this place, and let the worker finish whom the change made whole."""
    module = ModulePage.objects.select_related("structure").filter(path=path).first()
    if module is None:
        return
    refresh_module_minutes(module=module)
    if Enrolment.objects.active().unfinished().filter(module=module).exists():
        transaction.on_commit(lambda: async_task("learning.tasks.settle_module", module.pk))


def page_changed(sender, instance: Page, **kwargs) -> None:
    if isinstance(instance, StepPage):
        _module_changed(instance.path[: -instance.steplen])
    elif isinstance(instance, ModulePage):
        # Publishing an older version brings back the total it was saved with.
        _module_changed(instance.path)


def change_published(sender, instance: Page, revision=None, **kwargs) -> None:
    """Keep what the author said of this publication, and let the worker tell those who study."""
    if revision is None or not isinstance(instance, StepPage | ModulePage):
        return
    module = instance if isinstance(instance, ModulePage) else ModulePage.objects.parent_of(instance).first()
    change = note_change(page=instance, revision=revision, module=module) if module else None
    if change:
        transaction.on_commit(lambda: async_task("learning.tasks.tell_change", change.pk))


def path_changed(sender, instance: Page, **kwargs) -> None:
    """Let the worker finish whom a path that asks for less has made whole."""
    if isinstance(instance, PathPage) and instance.enrolments.active().unfinished().exists():
        transaction.on_commit(lambda: async_task("learning.tasks.settle_path", instance.pk))


def module_finished(sender, enrolment: Enrolment, **kwargs) -> None:
    """A finished module may be the last that a path asks for."""
    finish_paths(learner=enrolment.learner)


def page_moved(sender, instance: Page, parent_page_before: Page, parent_page_after: Page, **kwargs) -> None:
    if isinstance(instance.specific, StepPage):
        for parent in {parent_page_before.path, parent_page_after.path}:
            _module_changed(parent)


def page_deleted(sender, instance: Page, **kwargs) -> None:
    """Heard of the page itself, the last of its rows to go: a step still counts while its own row goes."""
    _module_changed(instance.path[: -instance.steplen])


def claim(request, user) -> None:
    """Give this person what their browser has read. A request without a session has read nothing."""
    session = getattr(request, "session", None)
    if session is None or not (reading := reading_in(session)):
        return
    claimed = claim_reading(learner=user, reading=reading, structure=structure_of(request), actor=user)
    forget_reading(session)
    if claimed:
        words = ngettext(
            "%(n)s step that you had read has joined your learning.",
            "%(n)s steps that you had read have joined your learning.",
            len(claimed),
        )
        messages.info(request, words % {"n": len(claimed)}, fail_silently=True)


def arrived(sender, request, user, **kwargs) -> None:
    claim(request, user)


def came_in(sender, request, user, **kwargs) -> None:
    accept_wanted(request, user)


def address_confirmed(sender, request, email_address, **kwargs) -> None:
    """An address is proven: rules of enrolment may go by it, those of the house where it was confirmed included."""
    apply_rules(person=email_address.user, here=structure_of(request))


def profile_said(sender, person, **kwargs) -> None:
    """Somebody says what they are, on the page of a house or elsewhere."""
    request = request_context.request
    apply_rules(person=person, here=structure_of(request) if request else None)


def connect() -> None:
    page_published.connect(page_changed)
    page_published.connect(change_published)
    page_published.connect(path_changed)
    module_completed.connect(module_finished, dispatch_uid="learning.module_finished")
    page_unpublished.connect(page_changed)
    post_page_move.connect(page_moved)
    post_delete.connect(page_deleted, sender=Page)
    user_logged_in.connect(arrived)
    user_logged_in.connect(came_in)
    email_confirmed.connect(address_confirmed)
    profile_changed.connect(profile_said)
    user_signed_up.connect(arrived)
