"""Named questions about attempts, their answers, and the questions of banks."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import F, Q
from wagtail.models import Page

from learning.rules.attempts import GRACE


class AttemptQuerySet(models.QuerySet):
    def by(self, learner) -> AttemptQuerySet:
        return self.filter(enrolment__learner=learner)

    def at(self, quiz: Page) -> AttemptQuerySet:
        return self.filter(quiz_key=quiz.translation_key)

    def for_result(self) -> AttemptQuerySet:
        """With the module it was made in."""
        return self.select_related("enrolment__module", "enrolment__structure")

    def under_way(self) -> AttemptQuerySet:
        """Attempts that were not sent yet."""
        return self.filter(submitted_at=None)

    def sent(self) -> AttemptQuerySet:
        return self.exclude(submitted_at=None)

    def overdue(self, now) -> AttemptQuerySet:
        """Attempts whose time is over, grace included, and that nobody sent."""
        return self.under_way().filter(due_at__lt=now - GRACE)

    def stale_statistics(self) -> list[UUID]:
        """The quizzes answered, or marked by a person, since their statistics were computed. Costs three queries."""
        computed = dict(
            apps.get_model("learning", "ItemStatistic")
            .objects.exclude(quiz_key=None)
            .values_list("quiz_key")
            .annotate(models.Max("computed_at"))
        )
        sent = self.sent().order_by().values_list("quiz_key").annotate(models.Max("submitted_at"))
        marked = apps.get_model("learning", "Answer").objects.last_marked("attempt__quiz_key")
        return stale(sent, marked, computed)

    def best_first(self) -> AttemptQuerySet:
        """The order in which `learning.rules.attempts.best` chooses."""
        return self.order_by(F("passed").desc(nulls_last=True), "-percent", "submitted_at", "pk")


class AnswerQuerySet(models.QuerySet):
    def in_order(self) -> AnswerQuerySet:
        """The answers of attempts in the order shown, with their wordings."""
        return self.select_related("version", "marked_as").order_by("attempt_id", "number")

    def for_desk(self, structures) -> AnswerQuerySet:
        """Answers that a person has to read, in attempts sent through these structures."""
        return self.filter(
            attempt__enrolment__structure__in=structures,
            attempt__submitted_at__isnull=False,
            version__kind__in=[kind.slug for kind in _kinds() if kind.is_marked_by_person],
        ).exclude(Q(answer=None) | Q(answer=""))

    def waiting(self) -> AnswerQuerySet:
        """Those that nobody has marked yet."""
        return self.filter(earned="")

    def of_first_attempts(self) -> AnswerQuerySet:
        """Answers of the first attempt of each learner, once it is fully marked: what statistics count."""
        return self.filter(attempt__number=1, attempt__submitted_at__isnull=False, attempt__to_mark=0)

    def last_marked(self, about: str) -> models.QuerySet:
        """When a person last marked an answer, by what the answer is about (the path of a field)."""
        marked = self.filter(attempt__submitted_at__isnull=False).exclude(marked_at=None)
        return marked.order_by().values_list(about).annotate(models.Max("marked_at"))

    def about(self, keys) -> AnswerQuerySet:
        """Answers to these questions, whatever their wording."""
        return self.filter(version__key__in=list(keys))


class QuestionBankQuerySet(models.QuerySet):
    def of(self, structure) -> QuestionBankQuerySet:
        """Banks that this structure owns."""
        return self.filter(structure=structure)

    def usable_by(self, structure) -> QuestionBankQuerySet:
        """Banks that this structure's quizzes may draw from: its own, and those shared with the network."""
        return self.filter(Q(structure=structure) | Q(is_shared=True))


class BankQuestionQuerySet(models.QuerySet):
    def count_by_category(self) -> list[tuple[str, int, int]]:
        """The path and key of each category with the number of its questions; ("", None, …) for those without."""
        rows = self.order_by("category__path").values_list("category__path", "category")
        return [(path or "", pk, count) for path, pk, count in rows.annotate(count=models.Count("pk"))]

    def count_by_kind(self) -> list[tuple[str, int]]:
        """Each kind with the number of its questions, the most frequent first."""
        return list(self.order_by().values_list("kind").annotate(count=models.Count("pk")).order_by("-count"))

    def in_category(self, path: str) -> BankQuestionQuerySet:
        """Questions of a category and of what is under it."""
        return self.filter(Q(category__path=path) | Q(category__path__startswith=f"{path}/"))

    def drawable(self) -> BankQuestionQuerySet:
        """Questions that new attempts may draw."""
        return self.filter(is_retired=False)

    def stale_statistics(self) -> list[str]:
        """The keys of questions answered or marked since their statistics were computed. Costs four queries."""
        computed = dict(
            apps.get_model("learning", "ItemStatistic")
            .objects.filter(quiz_key=None)
            .values_list("key", "computed_at")
        )
        ours = {str(key) for key in self.values_list("key", flat=True)}
        answers = apps.get_model("learning", "Answer").objects
        sent = answers.filter(attempt__submitted_at__isnull=False).order_by().values_list("version__key")
        last = sent.annotate(models.Max("attempt__submitted_at"))
        return [key for key in stale(last, answers.last_marked("version__key"), computed) if key in ours]

    def drawn_from(
        self, *, bank: models.Model | None, category: str = "", tag: str = ""
    ) -> BankQuestionQuerySet:
        """Questions that a draw may choose: of this bank, under this category, with this tag."""
        found = self.drawable().filter(bank=bank)
        if category:
            found = found.filter(Q(category__path=category) | Q(category__path__startswith=f"{category}/"))
        if tag:
            found = found.filter(tags__name__iexact=tag)
        return found


class QuestionVersionQuerySet(models.QuerySet):
    pass


def stale(sent: Iterable[tuple], marked: Iterable[tuple], computed: dict) -> list:
    """What was sent or marked after it was computed, or never computed; in the order of what was sent."""
    marked = dict(marked)
    last = {key: max(at, marked.get(key, at)) for key, at in sent}
    return [key for key, at in last.items() if key not in computed or computed[key] < at]


def _kinds():
    from learning.questions import KINDS

    return KINDS
