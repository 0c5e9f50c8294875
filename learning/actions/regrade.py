"""Mark again the answers to a question whose key was wrong."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import LogEntry
from learning.actions.settle_score import settle_score
from learning.models.attempts import Answer, Attempt, Regrade
from learning.models.banks import QuestionVersion
from learning.models.enrolment import Enrolment
from learning.questions import BY_SLUG
from learning.questions.asked import Question, marked
from learning.rules.attempts import Terms
from learning.rules.regrading import Before, Preview, weigh

if TYPE_CHECKING:
    from accounts.models import Structure, User

CHUNK = 500


class NotRegraded(Exception):
    """Nothing is marked again; says why, in words for whoever asked."""


def preview_regrade(*, question: Question, quiz_key: UUID | None = None) -> Preview:
    """What marking again with this question's present key would change. Writes nothing; answers pass one by one."""
    return weigh(_rows(question, quiz_key))


@transaction.atomic
def begin_regrade(
    *, question: Question, structure: Structure, actor: User, reason: str, quiz_key: UUID | None = None
) -> Regrade:
    """Keep who corrects which key and why; `regrade` then marks again, attempt by attempt.

    Raises NotRegraded without a reason, or for a question that a person marks.
    """
    if not reason.strip():
        raise NotRegraded(_("Say why the key changes: the log keeps it."))
    if question.kind.is_marked_by_person or not question.kind.is_scored:
        raise NotRegraded(_("Such a question has no key to correct."))
    version, _made = QuestionVersion.objects.get_or_create(
        key=question.key,
        digest=question.digest,
        defaults={"kind": question.kind.slug, "value": question.data},
    )
    begun = Regrade.objects.create(
        structure=structure,
        quiz_key=quiz_key,
        key=question.key,
        to_version=version,
        reason=reason.strip()[:300],
        actor=actor,
    )
    LogEntry.objects.append(
        actor=actor,
        verb="regrade.begun",
        subject=begun,
        structure=structure,
        payload={"question": question.key, "quiz": str(quiz_key or ""), "reason": begun.reason},
    )
    return begun


def regrade(*, begun: Regrade) -> Regrade:
    """Mark again every answer to the question, each attempt in a transaction of its own; safe to repeat.

    The wording shown stays; `Answer.marked_as` says which key marked it. Who passes now finishes the step; a step done
    and an attestation are never taken back.
    """
    question = Question(begun.key, 1, BY_SLUG[begun.to_version.kind], begun.to_version.value)
    changed = newly = kept = 0
    answers = _answers(question, begun.quiz_key).exclude(marked_as=begun.to_version)
    for pk in answers.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=CHUNK):
        outcome = _mark_again(pk, question, begun)
        if outcome is None:
            continue
        was, now = outcome
        changed += 1
        newly += bool(now and not was)
        kept += bool(was and not now)
    Regrade.objects.filter(pk=begun.pk).update(
        answers_changed=begun.answers_changed + changed,
        newly_passed=begun.newly_passed + newly,
        no_longer_passing=begun.no_longer_passing + kept,
        finished_at=timezone.now(),
    )
    begun.refresh_from_db()
    return begun


@transaction.atomic
def _mark_again(pk: int, question: Question, begun: Regrade) -> tuple[bool | None, bool | None] | None:
    """Whether the attempt passed before and passes now; None where the answer earns the same, or cannot be marked."""
    answer = Answer.objects.select_related("attempt__enrolment", "version").get(pk=pk)
    # The order of locks: the enrolment before its attempts, those before their answers.
    enrolment = Enrolment.objects.locked(answer.attempt.enrolment)
    attempt = Attempt.objects.select_for_update(no_key=True).get(pk=answer.attempt_id)
    if not question.kind.can_mark(answer.version.value, question.data):
        return None
    Answer.objects.filter(pk=pk).update(marked_as=begun.to_version)
    new = _marked(question, answer.answer, answer.points, attempt.terms)
    if str(new) == answer.earned:
        return None
    was, attempt.enrolment = attempt.passed, enrolment
    attempt = settle_score(attempt=attempt, actor=begun.actor, verb="attempt.regraded")
    return was, attempt.passed


def _answers(question: Question, quiz_key: UUID | None):
    """The answers in sent attempts that were given to this question, in any of its wordings of the same kind."""
    found = Answer.objects.filter(
        version__key=question.key, version__kind=question.kind.slug, attempt__submitted_at__isnull=False
    )
    return found.filter(attempt__quiz_key=quiz_key) if quiz_key else found


def _marked(question: Question, answer, points: int, terms: dict) -> Fraction:
    negative = Terms.from_json(terms).negative_marking
    return marked(question.kind, question.data, answer, points=points, negative=negative).earned


def _rows(question: Question, quiz_key: UUID | None) -> Iterator[tuple[Before, Fraction | None]]:
    answers = _answers(question, quiz_key).select_related("version", "attempt").order_by("pk")
    for answer in answers.iterator(chunk_size=CHUNK):
        attempt = answer.attempt
        old = Fraction(answer.earned or 0)
        before = Before(
            answer.pk,
            old,
            Fraction(attempt.earned),
            attempt.possible,
            attempt.pass_percent,
            bool(attempt.passed),
        )
        if question.kind.can_mark(answer.version.value, question.data):
            yield before, _marked(question, answer.answer, answer.points, attempt.terms)
        else:
            yield before, None
