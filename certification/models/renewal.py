"""What holders of certificates were told: of their end, of what changed in the modules they rest on."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.querysets import RevisionMarkQuerySet


class ExpiryReminder(models.Model):
    """One letter to a holder about the end of one certificate: so many days before it, 0 once it has come.

    The row is the promise that it is written once. Keeps nothing of a person but that it was.
    """

    credential = models.ForeignKey(
        "certification.Credential", models.PROTECT, related_name="expiry_reminders", editable=False
    )
    days_before = models.PositiveSmallIntegerField(editable=False)
    sent_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["credential", "days_before"], name="certification_expiry_reminder_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.credential_id} · {self.days_before}"


class RevisionMark(models.Model):
    """One certificate that rests on a module as it was before one change of substance. The document stays as it is.

    Keeps nothing of a person but that they were told.
    """

    credential = models.ForeignKey(
        "certification.Credential",
        models.PROTECT,
        related_name="revision_marks",
        verbose_name=_("certificate"),
        editable=False,
    )
    change = models.ForeignKey(
        "learning.ContentChange",
        models.PROTECT,
        related_name="+",
        verbose_name=_("what changed"),
        editable=False,
    )
    module_code = models.CharField(_("module"), max_length=40, editable=False)
    module_title = models.CharField(_("module"), max_length=255, editable=False)
    marked_at = models.DateTimeField(_("marked on"), default=timezone.now, editable=False)
    told_at = models.DateTimeField(_("told on"), null=True, blank=True, editable=False)

    objects = RevisionMarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("holder concerned by a revision")
        verbose_name_plural = _("holders concerned by a revision")
        ordering = ["-marked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["credential", "change"], name="certification_revision_mark_once")
        ]
        indexes = [models.Index(fields=["told_at", "credential"], name="certification_revision_untold")]

    def __str__(self) -> str:
        return f"{self.credential} · {self.module_code}"
