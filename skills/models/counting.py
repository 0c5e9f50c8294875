"""Whether people count in figures."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from skills.querysets import CountingChoiceQuerySet


class CountingChoice(models.Model):
    """What one person answered, and when: whether their record counts in the figures of their house.

    Without a row they do not count: a record is private, and what one's house knows of it rests on consent. The answer
    is the proof of that consent; changed, the last one stands.
    """

    volunteer = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="counting_choice", editable=False
    )
    says_yes = models.BooleanField(_("counts in the figures"))
    chosen_at = models.DateTimeField(_("chosen on"), default=timezone.now)

    objects = CountingChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("choice about figures")
        verbose_name_plural = _("choices about figures")

    def __str__(self) -> str:
        return f"{self.volunteer_id}: {self.says_yes}"
