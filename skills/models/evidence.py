"""What shows what people claim."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from skills.querysets import EvidenceQuerySet


class Evidence(models.Model):
    """One thing that one person shows of one mission: words, a link, a file, a photograph or a document earned here.

    Private as its mission. A file is kept in the storage of work, and goes with its row.
    """

    volunteer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="evidence")
    mission = models.ForeignKey("skills.Mission", models.CASCADE, related_name="evidence")
    kind = models.CharField(_("kind"), max_length=20)
    title = models.CharField(_("title"), max_length=150)
    text = models.TextField(_("words"), max_length=4000, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    alt = models.CharField(_("what the picture shows"), max_length=250, blank=True)
    # A document earned here, by its public address.
    public_id = models.CharField(max_length=32, blank=True, editable=False)
    file_name = models.CharField(max_length=120, blank=True, editable=False)  # in the "work" storage
    original_name = models.CharField(max_length=150, blank=True, editable=False)
    file_bytes = models.PositiveIntegerField(default=0, editable=False)
    claims = models.ManyToManyField("skills.Claim", related_name="evidence", blank=True)
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def template(self) -> str:
        """What shows it: one template a kind."""
        return f"skills/evidence/{self.kind}.html"

    @property
    def kilobytes(self) -> int:
        """The size that a link tells, never 0."""
        return max(1, round(self.file_bytes / 1000))
