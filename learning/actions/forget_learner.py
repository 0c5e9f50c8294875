"""Forget what somebody learnt, wrote and was told: learning's own part of erasing them."""

from __future__ import annotations

from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.terms import evidence_start
from learning import storage
from learning.models import (
    Accommodation,
    Answer,
    Attempt,
    CalendarFeed,
    CaseRun,
    CompletedStep,
    Declaration,
    Enrolment,
    EnrolmentRequest,
    EnrolmentRuleUse,
    Group,
    GroupMembership,
    InvitationUse,
    Message,
    Note,
    Notification,
    NotificationChoice,
    PathEnrolment,
    Positioning,
    StepVisit,
    Submission,
    SubmittedFile,
    Thread,
    Waiver,
)


@transaction.atomic
def forget_learner(*, person: User) -> None:
    """Delete everything but what attestations rest on: modules and paths finished, their steps, minutes and scores.

    That stays without a name until its time is over (`EVIDENCE_KEPT_YEARS`); called again after that, it goes too.
    Words, answers and files go at once, those of kept modules as well. Safe to repeat.
    """
    _forget_work(person)
    kept = _forget_progress(person)
    _forget_waivers(person, kept)
    _forget_talk(person)
    for model, name in (
        *((Note, "learner"), (GroupMembership, "learner"), (EnrolmentRequest, "learner")),
        *((Accommodation, "learner"), (Notification, "person"), (NotificationChoice, "person")),
        *((CalendarFeed, "person"), (InvitationUse, "person"), (EnrolmentRuleUse, "person")),
    ):
        model.objects.filter(**{name: person}).delete()
    Group.objects.filter(referent=person).update(referent=None)


def _forget_work(person: User) -> None:
    """Works, files, answers and what one said of oneself, wherever they stand."""
    for name in SubmittedFile.objects.filter(submission__enrolment__learner=person).values_list(
        "file", flat=True
    ):
        transaction.on_commit(partial(storage.forget, name), robust=True)
    Answer.objects.filter(attempt__enrolment__learner=person).delete()
    for model in (Submission, Positioning, CaseRun, StepVisit):
        model.objects.filter(enrolment__learner=person).delete()


def _forget_progress(person: User) -> QuerySet[Enrolment]:
    """Modules and paths but those finished whose time is not over; the modules kept."""
    start = evidence_start()
    mine = Enrolment.objects.filter(learner=person)
    kept = mine.filter(completed_at__gte=start)
    gone = mine.exclude(completed_at__gte=start)
    Attempt.objects.filter(enrolment__in=gone).delete()
    Attempt.objects.filter(enrolment__in=kept).exclude(passed=True).delete()
    Declaration.objects.filter(enrolment__in=gone).delete()
    said = Declaration.objects.filter(enrolment__in=kept)
    said.exclude(state=Declaration.State.CONFIRMED).delete()
    said.update(place="", note="", reason="")
    CompletedStep.objects.filter(enrolment__in=gone).delete()
    gone.delete()
    PathEnrolment.objects.filter(learner=person).exclude(completed_at__gte=start).delete()
    return kept


def _forget_waivers(person: User, kept: QuerySet[Enrolment]) -> None:
    """Waivers, but those on which something finished rests: in a module that is kept, or in place of one in a path."""
    paths = PathEnrolment.objects.filter(learner=person).values_list("modules", flat=True)
    keys = {one["key"] for modules in paths for one in modules if one.get("key")}
    rests = Q(module_key__in=kept.values("module_key")) | Q(module_key__in=keys)
    Waiver.objects.filter(learner=person).exclude(rests).delete()


def _forget_talk(person: User) -> None:
    """Questions and messages. What others of a group answered is theirs: it stays, around words that are gone."""
    mine = Thread.objects.filter(author=person)
    answered = Message.objects.filter(thread__in=mine.exclude(group=None)).exclude(author=person)
    mine.exclude(pk__in=answered.values("thread")).delete()
    with translation.override(settings.LANGUAGE_CODE):
        gone = _("Message removed at its author’s request.")
    Message.objects.filter(author=person, is_from_team=False).update(text=gone)
    mine.update(quote="")
