"""What learners hand in, declare, decide and say of themselves; what trainers answer."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.models.enrolment import Enrolment
from learning.models.revisions import PinnedRevision
from learning.querysets import (
    CaseRunQuerySet,
    DeclarationQuerySet,
    PositioningQuerySet,
    SubmissionQuerySet,
    SubmittedFileQuerySet,
)
from learning.storage import work_storage


class StepWork(models.Model):
    """What every piece of work at a step keeps: by whom, at which step as it then stood."""

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="%(class)ss")
    step = models.ForeignKey("wagtailcore.Page", models.SET_NULL, null=True, related_name="+")
    step_key = models.UUIDField(editable=False)
    step_title = models.CharField(_("step"), max_length=255)
    revision = PinnedRevision(verbose_name=_("revision"))

    class Meta:
        abstract = True


class Submission(StepWork):
    """One time that work was handed in at an assignment, and what came back. `number` counts the times, from 1.

    A draft until handed in; one open at most for each enrolment and assignment. The rubric is kept as it was shown.
    Keeps of a person: their work, as long as the enrolment.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        HANDED_IN = "handed_in", _("Handed in")
        TO_REDO = "to_redo", _("To complete")
        ACCEPTED = "accepted", _("Accepted")

    number = models.PositiveSmallIntegerField(_("number"), default=1)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT)
    text = models.TextField(_("text"), blank=True)
    saved_at = models.DateTimeField(_("saved on"), default=timezone.now)
    handed_in_at = models.DateTimeField(_("handed in on"), null=True, blank=True)
    due_at = models.DateTimeField(_("to hand in by"), null=True, blank=True)
    is_late = models.BooleanField(_("late"), default=False)
    # [{"label", "levels": [{"label", "description", "points"}], "chosen": 1 or null, "comment"}]
    rubric = models.JSONField(_("rubric"), default=list, blank=True)
    appraisal = models.TextField(_("appraisal"), blank=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    returned_at = models.DateTimeField(_("returned on"), null=True, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("work handed in")
        verbose_name_plural = _("works handed in")
        ordering = ["-handed_in_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "step_key", "number"], name="learning_submission_once"
            ),
            models.UniqueConstraint(
                fields=["enrolment", "step_key"],
                condition=Q(state__in=["draft", "handed_in"]),
                name="learning_submission_one_open",
            ),
        ]
        indexes = [models.Index(fields=["state", "handed_in_at"], name="learning_submission_waiting")]

    def __str__(self) -> str:
        return f"{self.step_title} · {self.number}"


def submitted_file_path(instance: SubmittedFile, filename: str) -> str:
    """Where a file is stored: under its hash, which says nothing of what it holds, apart for each enrolment.

    Two learners who hand in the same file thus never share it: what one takes out is gone, and nobody else's.
    """
    return f"travaux/{instance.sha256[:2]}/{instance.sha256}-{instance.submission.enrolment_id}"


class SubmittedFile(models.Model):
    """One file of a piece of work, kept privately under its hash; only its author and their trainers may read it."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="files")
    name = models.CharField(_("name"), max_length=150)  # as the person named it, for downloads
    file = models.FileField(upload_to=submitted_file_path, storage=work_storage)
    size = models.PositiveIntegerField(_("bytes"))
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField(_("added on"), default=timezone.now)

    objects = SubmittedFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file handed in")
        verbose_name_plural = _("files handed in")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "sha256"], name="learning_submitted_file_once")
        ]

    def __str__(self) -> str:
        return self.name


class Positioning(StepWork):
    """Where somebody placed themselves on a module's objectives, before or after it, as worded that day."""

    moment = models.CharField(_("when"), max_length=10)  # a value of SelfAssessmentPage.Moment
    # [{"key": the objective's block id, "text", "level": 0 to 3}]
    objectives = models.JSONField(_("objectives"), default=list)
    comment = models.TextField(_("comment"), blank=True)
    at = models.DateTimeField(_("on"), default=timezone.now)

    objects = PositioningQuerySet.as_manager()

    class Meta:
        verbose_name = _("self-assessment made")
        verbose_name_plural = _("self-assessments made")
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "step_key"], name="learning_positioning_once")
        ]

    def __str__(self) -> str:
        return f"{self.step_title} · {self.moment}"


class CaseRun(StepWork):
    """One way through a case study: the situations met and what was decided, as worded that day."""

    # [{"situation": name, "text", "choice": place or null, "choice_text", "consequence", "is_advised",
    #   "advised": [{"text", "why"}]}]; the last one is where the person is, or where the case ended.
    path = models.JSONField(_("way"), default=list)
    token = models.UUIDField(editable=False)
    started_at = models.DateTimeField(_("begun on"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended on"), null=True, blank=True)

    objects = CaseRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("way through a case study")
        verbose_name_plural = _("ways through case studies")
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "token"], name="learning_case_run_once"),
            models.UniqueConstraint(
                fields=["enrolment", "step_key"],
                condition=Q(ended_at=None),
                name="learning_case_run_one_open",
            ),
        ]

    def __str__(self) -> str:
        return self.step_title


class Declaration(StepWork):
    """What a learner says they did elsewhere, and what the trainer answered. Minutes count once confirmed."""

    class State(models.TextChoices):
        DECLARED = "declared", _("Waiting for confirmation")
        CONFIRMED = "confirmed", _("Confirmed")
        REFUSED = "refused", _("Not confirmed")

    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DECLARED)
    done_on = models.DateField(_("done on"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    modality = models.CharField(_("modality"), max_length=20)
    place = models.CharField(_("place"), max_length=200, blank=True)
    note = models.TextField(_("what was done"), max_length=2000, blank=True)
    declared_at = models.DateTimeField(_("declared on"), default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("answered on"), null=True, blank=True)
    minutes_confirmed = models.PositiveSmallIntegerField(_("minutes confirmed"), null=True, blank=True)
    reason = models.CharField(_("answer"), max_length=500, blank=True)

    objects = DeclarationQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity declared")
        verbose_name_plural = _("activities declared")
        ordering = ["-declared_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "step_key"],
                condition=Q(state__in=["declared", "confirmed"]),
                name="learning_declaration_one_standing",
            )
        ]
        indexes = [models.Index(fields=["state", "declared_at"], name="learning_declaration_waiting")]

    def __str__(self) -> str:
        return f"{self.step_title} · {self.done_on}"
