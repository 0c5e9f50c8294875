"""Many certificates at once."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.querysets import BatchQuerySet
from certification.rules.batches import Progress, progress


class Batch(models.Model):
    """One decision taken on many dossiers at once, and the making of their certificates: watched, paused, tried again
    for those that failed; one archive and one printable file at the end."""

    class State(models.TextChoices):
        RUNNING = "running", _("Running")
        PAUSED = "paused", _("Paused")
        DONE = "done", _("Done")

    structure = models.ForeignKey(
        "accounts.Structure", models.PROTECT, related_name="batches", verbose_name=_("structure")
    )
    title = models.CharField(_("title"), max_length=150)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.RUNNING)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    started_at = models.DateTimeField(_("started on"), default=timezone.now)
    done_at = models.DateTimeField(null=True)
    archive_name = models.CharField(max_length=120, blank=True)  # ZIP, in the "documents" storage
    printable_name = models.CharField(max_length=120, blank=True)  # one PDF of all sheets
    # Both are made of the certificates, and go after a while; whoever needs them has them made again.
    files_made_at = models.DateTimeField(null=True)
    files_removed_at = models.DateTimeField(null=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("batch of certificates")
        verbose_name_plural = _("batches of certificates")
        ordering = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def where(self) -> str:
        """Its state, in words that agree with it in French."""
        return _("Finished") if self.state == self.State.DONE else self.get_state_display()

    @property
    def awaits_files(self) -> bool:
        """Whether the worker is still to make its files, or to make them again."""
        return self.state == self.State.DONE and not self.archive_name and not self.files_removed_at

    @property
    def files_go_on(self) -> date:
        """The day on which its archive and its printable file are removed."""
        made = self.files_made_at or self.done_at
        return timezone.localdate(made + timedelta(days=settings.BATCH_FILES_DAYS))

    def progress(self) -> Progress:
        """How far it is. Costs one query."""
        states = self.items.order_by().values("state").annotate(count=models.Count("pk"))
        return progress(dict(states.values_list("state", "count")))


class BatchItem(models.Model):
    """One dossier of a batch and what became of it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        GRANTED = "granted", _("Being made")
        ISSUED = "issued", _("Issued")
        REFUSED = "refused", _("Not done")  # a rule refused it, or its file met a problem: `reason` says why

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="items")
    dossier = models.ForeignKey("certification.Dossier", models.PROTECT, related_name="+")
    credential = models.ForeignKey(
        "certification.Credential", models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("certificate of a batch")
        verbose_name_plural = _("certificates of a batch")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "dossier"], name="certification_batch_item_once"),
            models.CheckConstraint(
                condition=~Q(state="issued") | Q(credential__isnull=False),
                name="certification_batch_issued_has_its_document",
            ),
        ]
        indexes = [models.Index(fields=["batch", "state"], name="certification_batch_state")]

    def __str__(self) -> str:
        return f"{self.batch} · {self.dossier}"
