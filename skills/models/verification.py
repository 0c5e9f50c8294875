"""What the house verified of an association's word."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.models.jury import SettledOnce
from skills.querysets import VerificationQuerySet


class Verification(SettledOnce):
    """One verification of one word: submitted by the volunteer, then decided by somebody of the house, for good.

    It is of the word and of what the officer read (`attestation.shown`), and of nothing that was written since. Goes
    with its word. Keeps of other people: who decided, as long as the record that it is in.
    """

    settled_by = "decided_at"

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("To verify")
        VERIFIED = "verified", _("Verified")
        NOT_VERIFIED = "not_verified", _("Not verified")
        WITHDRAWN = "withdrawn", _("Request withdrawn")

    class Tie(models.TextChoices):
        NONE = "none", _("None that I know of")
        DECLARED = "declared", _("One between the volunteer and the officer")

    attestation = models.ForeignKey(
        "skills.Attestation", models.CASCADE, related_name="verifications", editable=False
    )
    structure = models.ForeignKey("accounts.Structure", models.PROTECT, related_name="+", editable=False)
    state = models.CharField(
        _("state"), max_length=12, choices=State, default=State.SUBMITTED, editable=False
    )
    submitted_at = models.DateTimeField(_("submitted on"), default=timezone.now, editable=False)
    # What was looked at, and what was decided.
    association_exists = models.BooleanField(_("The association exists"), default=False, editable=False)
    association_source = models.CharField(
        _("where it was looked at"), max_length=300, blank=True, editable=False
    )
    office_held = models.BooleanField(_("The officer held that office"), default=False, editable=False)
    office_source = models.CharField(
        _("where that was looked at"), max_length=300, blank=True, editable=False
    )
    tie = models.CharField(_("conflict of interest"), max_length=10, choices=Tie, blank=True, editable=False)
    tie_words = models.CharField(_("which one"), max_length=500, blank=True, editable=False)
    note = models.TextField(_("note"), max_length=2000, blank=True, editable=False)
    reason = models.TextField(_("reason"), max_length=2000, blank=True, editable=False)
    decided_at = models.DateTimeField(_("decided on"), null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )

    objects = VerificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("verification of a word")
        verbose_name_plural = _("verifications of words")
        ordering = ["-submitted_at", "-pk"]
        indexes = [models.Index(fields=["structure", "state"], name="skills_verification_queue")]
        constraints = [
            models.UniqueConstraint(
                fields=["attestation"],
                condition=Q(state__in=["submitted", "verified"]),
                name="skills_verification_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["verified", "not_verified"], decided_at__isnull=False)
                | Q(state__in=["submitted", "withdrawn"], decided_at=None),
                name="skills_verification_decided_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="verified") | Q(association_exists=True, office_held=True),
                name="skills_verification_saw_both",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} ({self.pk})"

    @property
    def template(self) -> str:
        """What its volunteer reads of it: one template a state."""
        return f"skills/verifications/{self.state}.html"
