"""What the worker does for learning: thin, safe to repeat, given ids."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from django_q.tasks import async_task

from learning.actions import mail_notifications as mailing
from learning.actions.apply_rules import apply_rules_to_all
from learning.actions.close_overdue import close_overdue as close_those_over
from learning.actions.compute_statistics import compute_statistics as compute
from learning.actions.enrol_list import enrol_list as enrol_people
from learning.actions.enrol_members import enrol_members as enrol_those_in
from learning.actions.regrade import regrade as mark_again
from learning.actions.relaunch import relaunch as relaunch_the_absent
from learning.actions.remind_deadlines import remind_deadlines as remind_of_deadlines
from learning.actions.settle_module import settle_module as settle
from learning.actions.settle_path import settle_path as settle_those_on
from learning.actions.tell_change import tell_change as tell_those_studying
from learning.models import (
    Attempt,
    BankQuestion,
    ContentChange,
    EnrolmentList,
    Group,
    ModulePage,
    Notification,
    PathPage,
    Regrade,
)

LISTS_KEPT = timedelta(days=90)
NOTIFICATIONS_KEPT = timedelta(days=365)
KEYS_AT_ONCE = 100


def settle_module(module_id: int) -> int:
    """Finish the enrolments that a change of this module has made whole; how many."""
    module = ModulePage.objects.filter(pk=module_id).first()
    return settle(module=module) if module else 0


def settle_path(path_id: int) -> int:
    """Finish the stays that a change of this path has made whole; how many."""
    path = PathPage.objects.filter(pk=path_id).first()
    return settle_those_on(path=path) if path else 0


def tell_change(change_id: int) -> int:
    """Tell those who study a module of this change; how many."""
    change = ContentChange.objects.filter(pk=change_id).first()
    return tell_those_studying(change=change) if change else 0


def enrol_members(group_id: int) -> int:
    """Enrol the people of this group in what was added to it; how many."""
    group = Group.objects.select_related("structure", "path_page").filter(pk=group_id).first()
    return enrol_those_in(group=group) if group else 0


def enrol_list(list_id: int) -> int:
    """Enrol the people of this list; how many lines were gone through."""
    queued = EnrolmentList.objects.filter(pk=list_id, state=EnrolmentList.State.QUEUED)
    people = queued.select_related("structure__site", "group", "module", "made_by").first()
    return len(enrol_people(people=people)) if people else 0


def apply_rules() -> int:
    """Apply the rules of enrolment to those who are there; how many times one was applied."""
    return apply_rules_to_all()


def forget_lists() -> int:
    """Delete lists of people after 90 days: they hold names and addresses, and the log keeps what was done."""
    old = EnrolmentList.objects.filter(made_at__lt=timezone.now() - LISTS_KEPT)
    return old.delete()[0]


def close_overdue() -> int:
    """Send the attempts whose time is over; how many."""
    return close_those_over()


def compute_statistics() -> int:
    """Compute anew the statistics that newer answers made stale, quiz by quiz, then bank by bank; how many."""
    quizzes, keys = Attempt.objects.stale_statistics(), BankQuestion.objects.stale_statistics()
    for quiz_key in quizzes:
        async_task("learning.tasks.compute_quiz_statistics", str(quiz_key))
    for start in range(0, len(keys), KEYS_AT_ONCE):
        compute(keys=keys[start : start + KEYS_AT_ONCE])
    return len(quizzes) + len(keys)


def compute_quiz_statistics(quiz_key: str) -> int:
    """Compute anew the statistics of one quiz; how many questions."""
    return compute(quiz_key=UUID(quiz_key))


def regrade(regrade_id: int) -> int:
    """Mark again what a corrected key changes; how many answers changed."""
    begun = (
        Regrade.objects.select_related("to_version", "actor").filter(pk=regrade_id, finished_at=None).first()
    )
    if begun is None:
        return 0
    done = mark_again(begun=begun)
    # What answers say of the question follows the key that marks them.
    compute(quiz_key=done.quiz_key, keys=[done.key])
    return done.answers_changed


def mail_now() -> int:
    """Write the e-mails of what is told right away; how many."""
    return mailing.mail_now()


def mail_digests() -> int:
    """Write the digests of the day; how many."""
    return mailing.mail_digests()


def remind_deadlines() -> int:
    """Remind of the deadlines that come near; how many people."""
    return remind_of_deadlines()


def relaunch() -> int:
    """Write a kind word to those who have been away; how many."""
    return relaunch_the_absent()


def forget_notifications() -> int:
    """Delete notifications after a year; how many."""
    return Notification.objects.older_than(timezone.now() - NOTIFICATIONS_KEPT).delete()[0]
