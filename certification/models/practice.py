"""Practice in an association, and being exempted from it."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from certification.querysets import PracticeQuerySet, TutorLinkQuerySet
from certification.rules.dossier_states import CANDIDATES_TURN
from certification.rules.practice import Link, worth

#: States of a dossier in which a tutor's word still counts.
AWAITING_TUTORS = (*CANDIDATES_TURN, "exemption_requested", "submitted", "jury", "appealed")


class Practice(models.Model):
    """One period of practice in one association, declared by the candidate, appraised by the tutor.

    The tutor's word is frozen with what they were shown (`shown`): an edit makes a new period to be appraised again.
    Keeps of other people: the tutor's name and function stay with the dossier; their address goes 12 months after
    their word (`docs/decisions.md`).
    """

    class State(models.TextChoices):
        DECLARED = "declared", _("Declared")
        ASKED = "asked", _("The tutor was written to")
        APPRAISED = "appraised", _("Appraised by the tutor")
        DECLINED = "declined", _("Not confirmed by the tutor")
        CANCELLED = "cancelled", _("Cancelled")

    class Seen(models.TextChoices):
        """What a tutor answers on one skill."""

        SEEN = "seen", _("I saw it")
        PARTLY = "partly", _("In part")
        NOT_SEEN = "not_seen", _("I did not see it")

    dossier = models.ForeignKey("certification.Dossier", models.PROTECT, related_name="practices")
    association_name = models.CharField(_("association"), max_length=200)
    association_rna = models.CharField(
        _("RNA number"), max_length=10, blank=True, help_text=_("W and nine digits, if you know it.")
    )
    association_address = models.CharField(_("its address"), max_length=250, blank=True)
    missions = models.TextField(_("what you did there"), max_length=2000)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    days = models.PositiveSmallIntegerField(
        _("days of practice"), help_text=_("Days you were there, one after the other or not.")
    )
    tutor_name = models.CharField(_("your tutor"), max_length=150)
    tutor_role = models.CharField(
        _("their function in the association"), max_length=150, help_text=_("Such as treasurer.")
    )
    tutor_email = models.EmailField(_("their e-mail address"), blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DECLARED, editable=False)
    declared_at = models.DateTimeField(_("declared on"), default=timezone.now, editable=False)
    # What the tutor answered, and what was on their screen when they did.
    appraised_at = models.DateTimeField(_("appraised on"), null=True, blank=True, editable=False)
    confirmed_days = models.PositiveSmallIntegerField(_("days confirmed"), null=True, blank=True)
    appraisal = models.TextField(_("appraisal"), max_length=3000, blank=True)
    signed_as = models.CharField(_("signed as"), max_length=150, blank=True)
    shown = models.JSONField(default=dict, blank=True, editable=False)

    objects = PracticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("period of practice")
        verbose_name_plural = _("periods of practice")
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on")), name="certification_practice_ends_after"
            ),
            models.CheckConstraint(
                condition=~Q(state="appraised") | Q(appraised_at__isnull=False),
                name="certification_practice_appraised_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.association_name} ({self.days})"

    @property
    def template(self) -> str:
        """What says where it stands: one template a state."""
        return f"certification/practice_states/{self.state}.html"

    @property
    def may_change(self) -> bool:
        """Whether its candidate may still change or remove it, as long as the dossier is theirs."""
        return self.state not in (self.State.APPRAISED, self.State.CANCELLED)

    @property
    def last_link(self) -> TutorLink | None:
        """The link sent last. Costs a query, unless links were prefetched."""
        return max(self.links.all(), key=lambda link: (link.sent_at, link.pk), default=None)

    @property
    def seen_skills(self) -> list[dict[str, str]]:
        """What the tutor answered on each skill, in words."""
        words = dict(self.Seen.choices)
        return [one | {"words": words[one["seen"]]} for one in self.shown.get("skills", ())]


class TutorLink(models.Model):
    """One address sent to one tutor for one period of practice: works once, until a day, without an account.

    Only the hash of its secret is kept.
    """

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="links")
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    email = models.EmailField(editable=False, blank=True)
    sent_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)
    used_at = models.DateTimeField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = TutorLinkQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.practice} → {self.email}"

    @property
    def has_expired(self) -> bool:
        return timezone.now() >= self.expires_at

    @staticmethod
    def hash_of(secret: str) -> str:
        """What is kept of the secret in the address."""
        return hashlib.sha256(secret.encode()).hexdigest()

    def worth(self, now: datetime) -> Link:
        """What it is worth now, its practice and dossier being loaded."""
        awaited = (
            self.practice.state == Practice.State.ASKED and self.practice.dossier.state in AWAITING_TUTORS
        )
        return worth(
            used_at=self.used_at,
            revoked_at=self.revoked_at,
            expires_at=self.expires_at,
            now=now,
            awaited=awaited,
        )


class Exemption(models.Model):
    """One candidate's request to be exempted from practice, the interview it was heard in, and the decision with its
    grounds (decree 2008-1013: an individual interview with the responsable pédagogique)."""

    class State(models.TextChoices):
        REQUESTED = "requested", _("Requested")
        INTERVIEW = "interview", _("Interview planned")
        GRANTED = "granted", _("Granted")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    dossier = models.ForeignKey("certification.Dossier", models.PROTECT, related_name="exemptions")
    grounds = models.TextField(_("your experience"), max_length=3000)
    state = models.CharField(
        _("state"), max_length=12, choices=State, default=State.REQUESTED, editable=False
    )
    requested_at = models.DateTimeField(_("requested on"), default=timezone.now, editable=False)
    interview_on = models.DateField(_("interview on"), null=True, blank=True)
    interviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decision_grounds = models.TextField(_("grounds of the decision"), max_length=3000, blank=True)
    decided_at = models.DateTimeField(_("decided on"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("exemption of practice")
        verbose_name_plural = _("exemptions of practice")
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(state__in=["requested", "interview", "granted"]),
                name="certification_exemption_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.dossier} · {self.get_state_display()}"

    @property
    def words(self) -> Promise:
        """Its state, said of an exemption."""
        return {
            self.State.REQUESTED: _("Exemption requested"),
            self.State.INTERVIEW: _("Interview planned"),
            self.State.GRANTED: _("Exemption granted"),
            self.State.REFUSED: _("Exemption refused"),
            self.State.WITHDRAWN: _("Request for exemption withdrawn"),
        }[self.state]


class Appraisal(models.Model):
    """What somebody of the structure writes in a candidate's livret: today the responsable pédagogique on theory.

    The tutor's stands in `Practice`. Written once; a second one replaces the first, which the log keeps.
    """

    class Author(models.TextChoices):
        PEDAGOGICAL_LEAD = "pedagogical_lead", _("pedagogical lead")

    dossier = models.ForeignKey("certification.Dossier", models.PROTECT, related_name="appraisals")
    author = models.CharField(_("as"), max_length=20, choices=Author)
    text = models.TextField(_("appraisal"), max_length=3000)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("written on"), default=timezone.now)

    class Meta:
        verbose_name = _("appraisal")
        verbose_name_plural = _("appraisals")
        constraints = [
            models.UniqueConstraint(fields=["dossier", "author"], name="certification_appraisal_once")
        ]

    def __str__(self) -> str:
        return f"{self.dossier} · {self.get_author_display()}"
