"""What people say they can do."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from skills.querysets import ClaimQuerySet


class Claim(models.Model):
    """One competency that one person says they have, at the level that they say.

    The level is theirs: it is never computed, nor changed by anybody else. The title stays as they read it, even when
    the framework moves on. Private as the missions that support it.
    """

    class Level(models.IntegerChoices):
        HELPED = 1, _("with help")
        SIMPLE = 2, _("alone in simple cases")
        ALONE = 3, _("on my own")
        PASSES_ON = 4, _("I pass it on to others")

    volunteer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="claims")
    framework = models.ForeignKey("skills.Framework", models.PROTECT, related_name="+")
    code = models.CharField(_("competency"), max_length=60)
    title = models.CharField(_("title"), max_length=120)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level)
    declared_at = models.DateTimeField(_("declared on"), default=timezone.now)
    missions = models.ManyToManyField("skills.Mission", through="ClaimSupport", related_name="claims")

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("competency claimed")
        verbose_name_plural = _("competencies claimed")
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["volunteer", "code"], name="skills_claim_once"),
            models.CheckConstraint(
                condition=models.Q(level__gte=1, level__lte=4), name="skills_claim_level_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.level})"


class ClaimSupport(models.Model):
    """One mission that one claim rests on."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="supports")
    mission = models.ForeignKey("skills.Mission", models.CASCADE, related_name="supports")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["claim", "mission"], name="skills_support_once")]

    def __str__(self) -> str:
        return f"{self.claim_id} / {self.mission_id}"
