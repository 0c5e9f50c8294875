"""Pages of a record that are shared by a link."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from skills.querysets import SharedPageLinkQuerySet, SharedPageQuerySet
from skills.rules.sharing import Address, worth


class SharedPage(models.Model):
    """What one person chose of their record for others to read, frozen as of that day, until it ends or they close it.

    `shown` holds every word of the page, and is emptied as soon as nobody may read it. Nobody counts who reads it.
    Keeps of a person: which days they shared something, and for whom if they noted it, for a year after the last day;
    once their account is closed, only that the page is closed.
    """

    STANDINGS = {
        Address.OPEN: _("The page is open"),
        Address.CLOSED: _("The page is closed"),
        Address.EXPIRED: _("Its time is over"),
    }

    volunteer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="shared_pages", editable=False
    )
    # Sent with the form, so that a second click shares no second page.
    token = models.UUIDField(editable=False)
    label = models.CharField(_("for whom, or what for"), max_length=100, blank=True)
    shown = models.JSONField(_("what is read"), default=dict, blank=True, editable=False)
    made_at = models.DateTimeField(_("shared on"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("until"), editable=False)
    closed_at = models.DateTimeField(_("closed on"), null=True, editable=False)

    objects = SharedPageQuerySet.as_manager()

    class Meta:
        verbose_name = _("shared page")
        verbose_name_plural = _("shared pages")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["volunteer", "token"], name="skills_page_shared_once"),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("made_at")), name="skills_page_lasts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.pk})"

    def worth(self, now: datetime, *, replaced: bool = False) -> Address:
        """What an address of this page is worth now."""
        closed = self.closed_at is not None or self.volunteer_id is None
        return worth(closed=closed, replaced=replaced, expires_at=self.expires_at, now=now)

    @property
    def is_open(self) -> bool:
        return self.worth(timezone.now()) == Address.OPEN

    @property
    def standing(self) -> Promise:
        """Where it stands today, for its owner."""
        return self.STANDINGS[self.worth(timezone.now())]


class SharedPageLink(models.Model):
    """One address of one page, of which only the secret's hash is kept. The last one made opens it."""

    page = models.ForeignKey(SharedPage, models.CASCADE, related_name="links")
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    replaced_at = models.DateTimeField(null=True, editable=False)

    objects = SharedPageLinkQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.page_id} ({self.pk})"

    @staticmethod
    def hash_of(secret: str) -> str:
        """What is kept of the secret in the address."""
        return hashlib.sha256(secret.encode()).hexdigest()

    def worth(self, now: datetime) -> Address:
        """What this address is worth now."""
        return self.page.worth(now, replaced=self.replaced_at is not None)
