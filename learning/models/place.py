"""A learner's own place in the pages: where they are, what they note, what they keep."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.models.enrolment import Enrolment
from learning.querysets import NoteQuerySet


class StepVisit(models.Model):
    """How far somebody read one step and how long the page was really before them; the weakest of evidence.

    Written by a beacon, so only where scripts run; nothing rests on it. Its minutes join the ledger when the step is
    done. Keeps of a person: the place and the seconds, as long as the enrolment.
    """

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="visits")
    step_key = models.UUIDField(editable=False)
    position = models.CharField(max_length=60, blank=True)  # id of the block last read
    seconds_active = models.PositiveIntegerField(default=0)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enrolment", "step_key"], name="learning_visit_once")]

    def __str__(self) -> str:
        return f"{self.enrolment_id} · {self.step_key}"


class Note(models.Model):
    """One note or bookmark of one person on one step. Private: nobody else ever reads it, staff included.

    Keeps of a person: their words, until they delete them or the account is closed.
    """

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notes")
    module_key = models.UUIDField(editable=False)
    module_title = models.CharField(_("module"), max_length=255)
    step = models.ForeignKey("wagtailcore.Page", models.SET_NULL, null=True, related_name="+")
    step_key = models.UUIDField(editable=False)
    step_title = models.CharField(_("step"), max_length=255)
    block = models.CharField(max_length=60, blank=True)  # id of the block it is about; empty: the whole step
    passage = models.CharField(
        _("passage"), max_length=200, blank=True
    )  # the block's first words, as they stood
    text = models.TextField(_("note"), max_length=4000, blank=True)  # empty: a bookmark
    token = models.UUIDField(editable=False)  # of the form: a second POST is the same note
    made_at = models.DateTimeField(_("written on"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed on"), auto_now=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["made_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["learner", "token"], name="learning_note_once")]
        indexes = [models.Index(fields=["learner", "step_key"], name="learning_note_step")]

    def __str__(self) -> str:
        return self.text[:60] or self.step_title
