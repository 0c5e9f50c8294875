"""A candidature to a certificate."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.querysets import DossierQuerySet
from certification.rules import dossier_states
from certification.rules.dossier_states import IllegalTransition
from certification.rules.renewal import read_for
from certification.rules.requirements import Requirements


class Dossier(models.Model):
    """One person's candidature to one version of a scheme. Its state follows the table of
    `certification.rules.dossier_states`, here too: saving any other step raises IllegalTransition.

    Keeps of a person: the candidature with what the scheme asks of them (birth date, guardian, association), the
    decision and the record it rested on, as long as the certificate.
    """

    class State(models.TextChoices):
        CANDIDATURE = "candidature", _("Candidature")
        REGISTERED = "registered", _("Registered")
        THEORY = "theory", _("Theory in progress")
        THEORY_DONE = "theory_done", _("Theory attested")
        PRACTICE = "practice", _("Practice in progress")
        EXEMPTION_REQUESTED = "exemption_requested", _("Exemption requested")
        PRACTICE_DONE = "practice_done", _("Practice attested")
        EXEMPTED = "exempted", _("Exempted from practice")
        COMPLETE = "complete", _("Complete, to be sent")
        SUBMITTED = "submitted", _("To review")
        MORE_INFO = "more_info", _("Complement requested")
        JURY = "jury", _("Before the jury")
        ADJOURNED = "adjourned", _("Adjourned")
        PARTIAL = "partial", _("Partly validated")
        VALIDATED = "validated", _("Validated")
        ISSUED = "issued", _("Certificate issued")
        REFUSED = "refused", _("Refused")
        APPEALED = "appealed", _("Under appeal")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        REVOKED = "revoked", _("Certificate revoked")

    candidate = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="dossiers", verbose_name=_("candidate")
    )
    structure = models.ForeignKey(
        "accounts.Structure", models.PROTECT, related_name="dossiers", verbose_name=_("structure")
    )
    version = models.ForeignKey(
        "certification.SchemeVersion", models.PROTECT, related_name="dossiers", verbose_name=_("scheme")
    )
    # The certificate that this candidature would renew, where it is for a renewal.
    renews = models.ForeignKey(
        "certification.Credential", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    # How the rules are read for that renewal, as it was promised when it opened: `certification.rules.renewal`.
    renewal = models.JSONField(default=dict, blank=True, editable=False)
    state = models.CharField(
        _("state"), max_length=20, choices=State, default=State.SUBMITTED, editable=False
    )
    opened_at = models.DateTimeField(_("opened on"), default=timezone.now, editable=False)
    submitted_at = models.DateTimeField(_("sent on"), null=True, blank=True, default=timezone.now)
    # By when whose turn it is should have acted; empty where nothing is awaited.
    due_on = models.DateField(_("due on"), null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)

    # What the scheme asks of the person, and nothing it does not ask.
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    association_name = models.CharField(_("your association"), max_length=200, blank=True)
    association_rna = models.CharField(_("RNA number"), max_length=10, blank=True)
    guardian_name = models.CharField(_("guardian"), max_length=150, blank=True)
    guardian_email = models.EmailField(_("guardian's e-mail address"), blank=True)
    guardian_authorised_on = models.DateField(_("authorisation dated"), null=True, blank=True)
    # Who of the structure saw the signed authorisation.
    guardian_seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    # The candidate's word that what the livret says is true.
    countersigned_at = models.DateTimeField(_("countersigned on"), null=True, blank=True, editable=False)

    decided_at = models.DateTimeField(_("decided on"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("decided by"),
    )
    reason = models.TextField(_("reason"), max_length=2000, blank=True, editable=False)
    # The verdict with its evidence as it stood at the decision: what staff saw when they signed.
    record = models.JSONField(_("record at the decision"), default=dict, blank=True, editable=False)
    # Requirements that a jury's partial validation keeps, by slug, whatever becomes of their evidence.
    kept_parts = models.JSONField(default=list, blank=True, editable=False)

    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")
        ordering = ["-submitted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "version"],
                condition=Q(state__in=dossier_states.OPEN, renews=None),
                name="certification_dossier_one_open",
            ),
            models.UniqueConstraint(
                fields=["renews"],
                condition=Q(state__in=dossier_states.OPEN),
                name="certification_dossier_one_renewal",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=models.F("candidate")),
                name="certification_dossier_not_decided_by_its_candidate",
            ),
        ]
        indexes = [
            models.Index(fields=["structure", "state", "-submitted_at"], name="certification_dossier_queue"),
            models.Index(fields=["state", "due_on"], name="certification_dossier_due"),
        ]

    def __str__(self) -> str:
        return f"{self.candidate} · {self.version.scheme.title}"

    def read(self) -> Requirements:
        """What it asks for: what its version does, as its renewal reads it where it is for one."""
        return read_for(self.version.read(), self.renewal)

    @classmethod
    def from_db(cls, db, field_names, values):
        """The row, with the state it was read in, so that `save` can tell what happened to it."""
        found = super().from_db(db, field_names, values)
        found._state_read = found.state if "state" in field_names else None
        return found

    def save(self, *args, **kwargs) -> None:
        """Refuse a step that the table does not know. Raises IllegalTransition."""
        before = getattr(self, "_state_read", dossier_states.NOTHING if self._state.adding else None)
        if before is not None and not dossier_states.may_follow(before, self.state):
            raise IllegalTransition(before, f"become “{self.state}”")
        super().save(*args, **kwargs)
        self._state_read = self.state


class Complement(models.Model):
    """One request for what a dossier lacks: what staff ticked, what they wrote, until when; and the answer."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="complements")
    items = models.JSONField(_("what is missing"), default=list)  # slugs of requirements, or words of staff
    message = models.TextField(_("message"), max_length=2000, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked on"), default=timezone.now)
    due_on = models.DateField(_("due on"))
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    answered_at = models.DateTimeField(_("answered on"), null=True, blank=True)

    class Meta:
        verbose_name = _("complement requested")
        verbose_name_plural = _("complements requested")
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.dossier} · {self.asked_at:%Y-%m-%d}"


class Appeal(models.Model):
    """One appeal against one refusal, within the time that the scheme gives, and what was answered by somebody else
    than who refused."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="appeals")
    grounds = models.TextField(_("grounds"), max_length=3000)
    made_at = models.DateTimeField(_("made on"), default=timezone.now)
    refused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    accepted = models.BooleanField(_("accepted"), null=True)
    answer = models.TextField(_("answer"), max_length=3000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered on"), null=True, blank=True)

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(answered_at=None), name="certification_appeal_one_open"
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | Q(refused_by=None) | ~Q(answered_by=models.F("refused_by")),
                name="certification_appeal_answered_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier} · {self.made_at:%Y-%m-%d}"


class SupportingDocument(models.Model):
    """One file that a candidate put in a dossier: a guardian's authorisation, a proof of experience, a CV…

    Read by its candidate and the staff of its structure. Kept as long as the dossier.
    """

    class Kind(models.TextChoices):
        GUARDIAN = "guardian", _("guardian's authorisation")
        EXPERIENCE = "experience", _("proof of experience")
        CV = "cv", _("curriculum vitae")
        OTHER = "other", _("other document")

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="documents")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.OTHER)
    title = models.CharField(_("title"), max_length=150)
    file_name = models.CharField(max_length=150, editable=False)  # in the "work" storage
    content_type = models.CharField(max_length=80, editable=False)
    file_bytes = models.PositiveIntegerField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added on"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("supporting document")
        verbose_name_plural = _("supporting documents")
        ordering = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "sha256"], name="certification_supporting_once")
        ]

    def __str__(self) -> str:
        return self.title
