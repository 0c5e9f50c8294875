"""The association's word on a mission."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from certification.models.jury import SettledOnce
from skills.models.claim import Claim
from skills.querysets import AttestationLinkQuerySet, AttestationQuerySet
from skills.rules.attestations import Link, is_current, worth


class Attestation(SettledOnce):
    """One request for the association's word on one mission: whom the volunteer names, and what that officer answers.

    The word is frozen with what was read (`shown`): once given, nothing of it changes, and an edit of the mission makes
    it the word on an older version. Goes with its mission; of a request that nobody had answered, only what tells the
    holder of a link why it is closed stays, until the link would have ended. Keeps of other people: the officer's name
    and office with their word; their address until the request is closed, or 12 months after their word.
    """

    settled_by = "answered_at"

    class State(models.TextChoices):
        ASKED = "asked", _("Word asked for")
        ATTESTED = "attested", _("Attested by the association")
        REFUSED = "refused", _("Not confirmed by the association")
        WITHDRAWN = "withdrawn", _("Request withdrawn")
        EXPIRED = "expired", _("No answer")
        ERASED = "erased", _("Volunteer’s account closed")

    mission = models.ForeignKey(
        "skills.Mission", models.SET_NULL, null=True, related_name="attestations", editable=False
    )
    structure = models.ForeignKey("accounts.Structure", models.PROTECT, related_name="+", editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ASKED, editable=False)
    officer_name = models.CharField(_("their first and last name"), max_length=150, blank=True)
    officer_office = models.CharField(_("their office in the association"), max_length=150, blank=True)
    officer_email = models.EmailField(_("their e-mail address"), blank=True)
    asked_at = models.DateTimeField(_("asked on"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("until"), editable=False)
    reminders = models.PositiveSmallIntegerField(_("reminders"), default=0, editable=False)
    # The code sent last: six digits are guessed from a plain hash, so theirs is made with the installation's secret.
    code_hash = models.CharField(max_length=64, blank=True, editable=False)
    code_sent_at = models.DateTimeField(null=True, editable=False)
    code_tries = models.PositiveSmallIntegerField(default=0, editable=False)
    codes_sent = models.PositiveSmallIntegerField(default=0, editable=False)
    # What the officer answered, and what was on their screen when they did.
    answered_at = models.DateTimeField(_("answered on"), null=True, editable=False)
    signed_as = models.CharField(_("signed as"), max_length=150, blank=True, editable=False)
    signed_office = models.CharField(_("in the office of"), max_length=150, blank=True, editable=False)
    word = models.TextField(_("their word"), max_length=2000, blank=True, editable=False)
    shown = models.JSONField(_("what was read"), default=dict, blank=True, editable=False)

    objects = AttestationQuerySet.as_manager()

    class Meta:
        verbose_name = _("word of an association")
        verbose_name_plural = _("words of associations")
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["state", "asked_at"], name="skills_attestation_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["attested", "refused"], answered_at__isnull=False)
                | Q(state__in=["asked", "withdrawn", "expired", "erased"], answered_at=None),
                name="skills_attestation_answered_has_its_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.officer_name} ({self.pk})"

    @property
    def standing(self) -> str:
        """Its state as it is today: a request that has had its time is one without an answer."""
        out_of_time = self.state == self.State.ASKED and timezone.now() >= self.expires_at
        return self.State.EXPIRED if out_of_time else self.state

    @property
    def standing_words(self) -> Promise:
        return self.State(self.standing).label

    @property
    def template(self) -> str:
        """What says where it stands: one template a standing."""
        return f"skills/attestations/{self.standing}.html"

    def worth(self, now: datetime) -> Link:
        """What its links are worth now. Nothing is asked any more about a mission that is gone, however it went."""
        link = worth(state=self.state, expires_at=self.expires_at, now=now)
        return Link.WITHDRAWN if link == Link.OPEN and self.mission_id is None else link

    def hash_of(self, code: str) -> str:
        """What is kept of a code sent for this request."""
        return salted_hmac("skills.attestation", f"{self.pk}:{code}", algorithm="sha256").hexdigest()

    def is_of(self, facts: dict[str, Any]) -> bool:
        """Whether the mission, which says this today, still says what the officer read."""
        return is_current(self.shown.get("facts", {}), facts)

    @property
    def answers(self) -> list[dict[str, Any]]:
        """What the officer answered on each competency, with the words of its levels."""
        levels = dict(Claim.Level.choices)
        return [
            one | {"declared": levels[one["level"]], "attested": levels.get(one["confirmed"], "")}
            for one in self.shown.get("competencies", ())
        ]


class AttestationLink(models.Model):
    """One address sent to one officer: with the request, or with a reminder of it. Only its secret's hash is kept."""

    attestation = models.ForeignKey(Attestation, models.CASCADE, related_name="links")
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    sent_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = AttestationLinkQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.attestation_id} ({self.pk})"

    @staticmethod
    def hash_of(secret: str) -> str:
        """What is kept of the secret in the address."""
        return hashlib.sha256(secret.encode()).hexdigest()
