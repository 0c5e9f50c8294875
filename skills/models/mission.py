"""What volunteers did."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from skills.querysets import MissionQuerySet
from skills.rules.missions import Told, first_screen, hours_in_all, told


class Mission(models.Model):
    """What one person did in one association, in their own words, told screen after screen.

    Private: nobody but its owner reads it. Keeps of a person: all that they tell, until they remove it or their account
    is erased.
    """

    class Rhythm(models.TextChoices):
        WEEK = "week", _("a week")
        MONTH = "month", _("a month")
        TOTAL = "total", _("in all: I counted")

    volunteer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="missions")
    structure = models.ForeignKey(
        "accounts.Structure", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    # Sent with the first screen, so that a second click opens no second mission.
    token = models.UUIDField(editable=False)
    association = models.ForeignKey(
        "skills.Association", models.PROTECT, null=True, blank=True, verbose_name=_("association")
    )
    role = models.CharField(_("your role"), max_length=120, blank=True)
    starts_on = models.DateField(_("since"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    hours = models.DecimalField(_("hours"), max_digits=6, decimal_places=1, null=True, blank=True)
    rhythm = models.CharField(_("rhythm"), max_length=10, choices=Rhythm, default=Rhythm.WEEK)
    context = models.TextField(_("the association and what it is for"), max_length=2000, blank=True)
    activities = models.TextField(_("what you did"), max_length=4000, blank=True)
    achievements = models.TextField(_("what came of it"), max_length=2000, blank=True)
    begun_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    kept_at = models.DateTimeField(_("told on"), null=True, blank=True, editable=False)

    objects = MissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("volunteer mission")
        verbose_name_plural = _("volunteer missions")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["volunteer", "token"], name="skills_mission_opened_once"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="skills_mission_ends_after",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} ({self.pk})"

    @property
    def told(self) -> Told:
        return told(
            has_association=self.association_id is not None,
            role=self.role,
            starts_on=self.starts_on,
            activities=self.activities,
        )

    @property
    def next_screen(self) -> str:
        """Where to go on."""
        return first_screen(self.told.missing)

    @property
    def words(self) -> str:
        """All that it says, to look for competencies in."""
        return "\n".join((self.role, self.context, self.activities, self.achievements))

    @property
    def is_estimated(self) -> bool:
        return self.rhythm != self.Rhythm.TOTAL

    @property
    def total_hours(self) -> Decimal | None:
        """Hours of the whole mission, as counted or estimated; None when they are not told."""
        if self.hours is None or self.starts_on is None:
            return None
        return hours_in_all(
            hours=self.hours,
            rhythm=self.rhythm,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            today=timezone.localdate(),
        )
