"""Named questions about who reads and who writes banks."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from accounts.models import Structure
from accounts.rules.roles import STAFF_ROLES


def taught_structures(user) -> QuerySet[Structure]:
    """Structures whose banks this person writes; all of them for the installation's administrator."""
    if user.is_superuser:
        return Structure.objects.all()
    return Structure.objects.staffed_by(user, roles=STAFF_ROLES)


def writable_banks(banks: QuerySet, user) -> QuerySet:
    """Banks that this person may change."""
    return banks.filter(structure__in=taught_structures(user))


def readable_banks(banks: QuerySet, user) -> QuerySet:
    """Banks that this person may read: their own structures', and those shared with the network."""
    if user.is_superuser:
        return banks
    return banks.filter(Q(structure__in=taught_structures(user)) | Q(is_shared=True))


def with_question_counts(banks: QuerySet) -> QuerySet:
    """With `asked_count` (questions that may be drawn) and `retired_count`."""
    return banks.annotate(
        asked_count=Count("questions", filter=Q(questions__is_retired=False)),
        retired_count=Count("questions", filter=Q(questions__is_retired=True)),
    )


def to_review(questions: QuerySet) -> QuerySet:
    """Questions whose review date has passed."""
    return questions.filter(review_on__lte=timezone.localdate(), is_retired=False)
