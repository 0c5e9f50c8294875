"""Hours that people bring from elsewhere."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from skills.querysets import LoggedTimeQuerySet, TimesheetQuerySet


class Timesheet(models.Model):
    """One file of hours that one person brought: looked at, then kept once or not at all.

    Private as the missions that it makes. Its text goes once it is kept, and the whole row a day later where it is not:
    of a file that was kept, its name and what became of its lines stay.
    """

    volunteer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="timesheets")
    structure = models.ForeignKey(
        "accounts.Structure", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    file_name = models.CharField(_("name of the file"), max_length=120, blank=True)
    text = models.TextField(_("its text"), blank=True, editable=False)
    columns = models.JSONField(_("its columns"), default=dict, editable=False)
    role = models.CharField(_("role of lines that say none"), max_length=120, blank=True)
    brought_at = models.DateTimeField(_("brought on"), default=timezone.now, editable=False)
    kept_at = models.DateTimeField(_("kept on"), null=True, blank=True, editable=False)
    # What became of it, in numbers.
    outcome = models.JSONField(_("what became of it"), default=dict, blank=True, editable=False)

    objects = TimesheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of hours")
        verbose_name_plural = _("files of hours")
        ordering = ["-brought_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kept_at=None) | Q(text=""), name="skills_timesheet_kept_holds_no_text"
            )
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.pk})"


class LoggedTime(models.Model):
    """One line of a file of hours, counted in one mission: its days, its minutes, and what it is known by when the same
    file comes again. Goes with its mission.
    """

    volunteer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="logged_times")
    mission = models.ForeignKey("skills.Mission", models.CASCADE, related_name="logged_times")
    timesheet = models.ForeignKey(Timesheet, models.SET_NULL, null=True, related_name="lines", editable=False)
    starts_on = models.DateField(_("day"))
    ends_on = models.DateField(_("until"))
    minutes = models.PositiveIntegerField(_("minutes"))
    digest = models.CharField(max_length=32, editable=False)
    row_digest = models.CharField(max_length=32, editable=False)

    objects = LoggedTimeQuerySet.as_manager()

    class Meta:
        verbose_name = _("time of a mission")
        verbose_name_plural = _("times of missions")
        ordering = ["starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["volunteer", "digest"], name="skills_time_logged_once"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on")), name="skills_time_ends_after"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mission_id}: {self.minutes} ({self.pk})"
