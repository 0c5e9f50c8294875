"""One try at a quiz, its answers, and what is computed or corrected from them."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.models.enrolment import Enrolment
from learning.models.revisions import PinnedRevision
from learning.querysets import AnswerQuerySet, AttemptQuerySet


class Attempt(models.Model):
    """One try at a quiz, from the moment it is begun: the questions drawn and shown, the answers as they are given,
    the score as it stood.

    Under way while `submitted_at` is empty; one at most for each enrolment and quiz, so that two tabs, two devices and
    a double click meet in the same attempt. Sent and waiting for a person while `to_mark` is not zero: `passed` is
    then not known yet. `token` comes with forms made before the attempt exists: the same token is the same attempt.
    Keeps of a person: their answers, as long as the enrolment.
    """

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="attempts")
    quiz = models.ForeignKey("learning.QuizPage", models.SET_NULL, null=True, related_name="+")
    quiz_key = models.UUIDField(editable=False)
    quiz_title = models.CharField(_("quiz"), max_length=255)
    token = models.UUIDField(default=uuid.uuid4, editable=False)
    revision = PinnedRevision(verbose_name=_("revision"))
    number = models.PositiveSmallIntegerField(_("number"), default=1)  # 1 for the first try of this enrolment
    # The quiz's settings as they stood when it was begun (`learning.rules.attempts.Terms` as a dictionary).
    terms = models.JSONField(_("terms"), default=dict)
    started_at = models.DateTimeField(_("begun on"), default=timezone.now)
    due_at = models.DateTimeField(_("time ends on"), null=True, blank=True)  # by the server's clock
    submitted_at = models.DateTimeField(_("sent on"), null=True, blank=True)
    to_mark = models.PositiveSmallIntegerField(_("answers to mark"), default=0)
    marked_at = models.DateTimeField(_("marked on"), null=True, blank=True)
    earned = models.DecimalField(_("points earned"), max_digits=7, decimal_places=2, default=0)
    possible = models.PositiveSmallIntegerField(_("points possible"), default=0)
    percent = models.PositiveSmallIntegerField(_("score (%)"), default=0)
    pass_percent = models.PositiveSmallIntegerField(_("pass mark (%)"), default=0)
    passed = models.BooleanField(_("passed"), null=True, blank=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "token"], name="learning_attempt_once"),
            models.UniqueConstraint(
                fields=["enrolment", "quiz_key"],
                condition=Q(submitted_at=None),
                name="learning_attempt_one_under_way",
            ),
        ]
        indexes = [
            models.Index(fields=["enrolment", "quiz_key", "-percent"], name="learning_attempt_best"),
            models.Index(fields=["quiz_key", "submitted_at"], name="learning_attempt_quiz"),
            # The worker closes those whose time is over.
            models.Index(fields=["due_at"], condition=Q(submitted_at=None), name="learning_attempt_due"),
        ]

    def __str__(self) -> str:
        return f"{self.quiz_title} · {self.percent} %"

    def get_absolute_url(self) -> str:
        return reverse("learning:attempt", args=[self.token])

    @property
    def is_open(self) -> bool:
        """Whether answers are still being given."""
        return self.submitted_at is None

    @property
    def is_marked(self) -> bool:
        """Whether the score is final: sent, and nothing waits for a person."""
        return self.submitted_at is not None and not self.to_mark


class Answer(models.Model):
    """One question within one attempt: as shown, as answered so far, as marked.

    One row each, so that two tabs saving two answers lose neither. `version` is what was shown and never changes;
    `marked_as` is the corrected key of a regrading. `earned` is exact (“1/3”), empty until marked.
    """

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="answers")
    number = models.PositiveSmallIntegerField(_("number"))  # place in this attempt, from 1
    section = models.CharField(_("section"), max_length=200, blank=True)
    version = models.ForeignKey("learning.QuestionVersion", models.PROTECT, related_name="answers")
    marked_as = models.ForeignKey(
        "learning.QuestionVersion", models.PROTECT, null=True, blank=True, related_name="+"
    )
    order = models.JSONField(_("order shown"), default=list)  # of what the kind shuffles; empty: as written
    points = models.PositiveSmallIntegerField(_("points possible"), default=1)
    answer = models.JSONField(_("answer"), null=True, blank=True)
    certainty = models.PositiveSmallIntegerField(_("certainty"), null=True, blank=True)  # 1 to 3
    saved_at = models.DateTimeField(_("saved on"), null=True, blank=True)
    revealed_at = models.DateTimeField(
        _("correction shown on"), null=True, blank=True
    )  # no change after that
    earned = models.CharField(_("points earned"), max_length=24, blank=True)
    # What a person said of it, for kinds that a person marks.
    criteria = models.JSONField(_("criteria"), default=list, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    marked_at = models.DateTimeField(_("marked on"), null=True, blank=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["attempt", "number"]
        constraints = [models.UniqueConstraint(fields=["attempt", "number"], name="learning_answer_once")]

    def __str__(self) -> str:
        return f"{self.attempt_id} · {self.number}"


class Accommodation(models.Model):
    """One learner's more time at quizzes in one structure, with its reason kept from everybody but its staff.

    Keeps of a person: that more time is due to them, why in a few words, until it ends. Never a diagnosis.
    """

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="accommodations", verbose_name=_("learner")
    )
    structure = models.ForeignKey("accounts.Structure", models.CASCADE, related_name="+")
    extra_time_percent = models.PositiveSmallIntegerField(
        _("more time (%)"), default=33, help_text=_("A third more is the usual measure.")
    )
    reason = models.CharField(
        _("reason"), max_length=200, blank=True, help_text=_("In a few words; never a diagnosis.")
    )
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    granted_at = models.DateTimeField(_("granted on"), default=timezone.now, editable=False)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("accommodation")
        verbose_name_plural = _("accommodations")
        constraints = [
            models.UniqueConstraint(fields=["learner", "structure"], name="learning_accommodation_once")
        ]

    def __str__(self) -> str:
        return f"{self.learner} · +{self.extra_time_percent} %"


class ItemStatistic(models.Model):
    """What answers say of one question: within one quiz, or over all of them where `quiz_key` is empty.

    Computed by the worker from attempts that count once each (the first of each learner), never by a request.
    `discrimination` is null under the least sample, or where all scores are equal.
    """

    quiz_key = models.UUIDField(null=True, blank=True, editable=False)
    key = models.CharField(_("question"), max_length=36)
    sample = models.PositiveIntegerField(_("answers"), default=0)
    facility = models.FloatField(
        _("facility index"), null=True, blank=True
    )  # 0 to 1: mean share of the points
    discrimination = models.FloatField(_("discrimination index"), null=True, blank=True)  # -1 to 1
    frequencies = models.JSONField(_("choices"), default=list)  # [{"text", "count", "expected"}]
    flags = models.JSONField(_("to look at"), default=list)  # slugs of `learning.rules.items.Flag`
    computed_at = models.DateTimeField(_("computed on"), default=timezone.now)

    class Meta:
        verbose_name = _("statistic of a question")
        verbose_name_plural = _("statistics of questions")
        constraints = [
            models.UniqueConstraint(fields=["quiz_key", "key"], name="learning_item_statistic_once"),
            models.UniqueConstraint(
                fields=["key"], condition=Q(quiz_key=None), name="learning_item_statistic_overall_once"
            ),
        ]
        indexes = [models.Index(fields=["key"], name="learning_item_statistic_key")]

    def __str__(self) -> str:
        return f"{self.key} · {self.sample}"


class Regrade(models.Model):
    """One correction of a wrong key: who, why, from which wording to which, and what changed for whom."""

    structure = models.ForeignKey("accounts.Structure", models.PROTECT, related_name="+")
    quiz_key = models.UUIDField(
        null=True, blank=True, editable=False
    )  # empty: wherever the question was asked
    key = models.CharField(_("question"), max_length=36)
    to_version = models.ForeignKey("learning.QuestionVersion", models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=300)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("on"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished on"), null=True, blank=True)  # empty: the worker is at it
    answers_changed = models.PositiveIntegerField(_("answers changed"), default=0)
    newly_passed = models.PositiveIntegerField(_("newly passed"), default=0)
    no_longer_passing = models.PositiveIntegerField(_("passed before, kept"), default=0)

    class Meta:
        verbose_name = _("regrading")
        verbose_name_plural = _("regradings")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.key} · {self.at:%Y-%m-%d}"
