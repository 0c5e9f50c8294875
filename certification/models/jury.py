"""Juries: several people who decide together, and can show later that they did it properly."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.querysets import JuryCaseQuerySet, JurySessionQuerySet, OpinionQuerySet


class MinutesLost(OSError):
    """The storage no longer has the bytes of minutes as they were made."""


class Settled(TypeError):
    """What was signed, decided or closed is never changed, whoever saves it."""


class SettledOnce(models.Model):
    """A row that is written until it is settled, then never again: saving or deleting it raises Settled."""

    #: The field that settles it once it is filled in.
    settled_by = ""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs) -> None:
        self._refuse_if_settled()
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        self._refuse_if_settled()
        return super().delete(*args, **kwargs)

    def _refuse_if_settled(self) -> None:
        """What the database says, whatever was read before or changed in memory. Costs one query."""
        kept = type(self)._base_manager.filter(pk=self.pk) if self.pk else type(self)._base_manager.none()
        if kept.exclude(**{self.settled_by: None}).exists():
            raise Settled(f"{self._meta.object_name} {self.pk} is settled.")


class JurySession(SettledOnce):
    """One meeting of a jury for one scheme: who sits, who presides, how many must be there, which dossiers it hears.

    Its state only goes forward; nothing of a closed session, or of one cancelled before it opened, changes.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        OPEN = "open", _("Opinions being given")
        DELIBERATING = "deliberating", _("Deliberating")
        CLOSED = "closed", _("Closed")
        CANCELLED = "cancelled", _("Cancelled")

    structure = models.ForeignKey(
        "accounts.Structure", models.PROTECT, related_name="juries", verbose_name=_("structure")
    )
    scheme = models.ForeignKey(
        "certification.Scheme", models.PROTECT, related_name="juries", verbose_name=_("scheme")
    )
    title = models.CharField(_("title"), max_length=150)
    held_on = models.DateField(_("held on"))
    place = models.CharField(_("place"), max_length=150, blank=True)
    quorum = models.PositiveSmallIntegerField(
        _("quorum"), default=3, help_text=_("Members without a conflict who must decide each dossier.")
    )
    state = models.CharField(_("state"), max_length=15, choices=State, default=State.PLANNED, editable=False)
    opened_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)  # or cancelled
    cancelled_because = models.TextField(
        _("why it is cancelled"), max_length=2000, blank=True, editable=False
    )

    objects = JurySessionQuerySet.as_manager()
    settled_by = "closed_at"

    class Meta:
        verbose_name = _("jury session")
        verbose_name_plural = _("jury sessions")
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return self.title


class JuryMember(models.Model):
    """One person who sits in one session, as president or not."""

    session = models.ForeignKey(JurySession, models.PROTECT, related_name="members")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="jury_seats")
    presides = models.BooleanField(_("presides"), default=False)
    quality = models.CharField(
        _("sits as"), max_length=150, blank=True, help_text=_("Such as treasurer of an association.")
    )
    # As they state it: who is of the candidate's own association does not speak of them.
    association_name = models.CharField(_("association"), max_length=200, blank=True)
    association_rna = models.CharField(_("RNA number"), max_length=10, blank=True)

    class Meta:
        verbose_name = _("member of the jury")
        verbose_name_plural = _("members of the jury")
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="certification_jury_member_once"),
            models.UniqueConstraint(
                fields=["session"], condition=Q(presides=True), name="certification_jury_one_president"
            ),
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.person} · {self.session}"


class JuryCase(SettledOnce):
    """One dossier before one session, and what was decided of it."""

    class Decision(models.TextChoices):
        VALIDATED = "validated", _("Validated")
        PARTIAL = "partial", _("Partly validated")
        ADJOURNED = "adjourned", _("Adjourned")
        REFUSED = "refused", _("Refused")
        # No decision: sent back to those who convene, with the reason as grounds.
        NOT_HEARD = "not_heard", _("Not heard")

    session = models.ForeignKey(JurySession, models.PROTECT, related_name="cases")
    dossier = models.ForeignKey("certification.Dossier", models.PROTECT, related_name="jury_cases")
    decision = models.CharField(_("decision"), max_length=12, choices=Decision, blank=True, editable=False)
    kept_parts = models.JSONField(
        default=list, blank=True
    )  # slugs of requirements kept by a partial validation
    grounds = models.TextField(_("grounds"), max_length=3000, blank=True)
    decided_at = models.DateTimeField(null=True, editable=False)

    objects = JuryCaseQuerySet.as_manager()
    settled_by = "decided_at"

    class Meta:
        verbose_name = _("dossier before a jury")
        verbose_name_plural = _("dossiers before a jury")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "dossier"], name="certification_jury_case_once")
        ]

    def __str__(self) -> str:
        return f"{self.dossier} · {self.session}"


class Conflict(models.Model):
    """One reason why one member may not speak of one dossier: declared by them, or seen by the platform."""

    class Reason(models.TextChoices):
        SAME_ASSOCIATION = "same_association", _("same association")
        HOUSEHOLD = "household", _("same household, as stated")
        OWN_TRAINEE = "own_trainee", _("own trainee")
        OTHER = "other", _("another tie")

    case = models.ForeignKey(JuryCase, models.PROTECT, related_name="conflicts")
    member = models.ForeignKey(JuryMember, models.PROTECT, related_name="conflicts")
    reason = models.CharField(_("reason"), max_length=20, choices=Reason)
    note = models.CharField(_("in a few words"), max_length=300, blank=True)
    declared_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        constraints = [models.UniqueConstraint(fields=["case", "member"], name="certification_conflict_once")]

    def __str__(self) -> str:
        return f"{self.member} · {self.get_reason_display()}"


class Opinion(SettledOnce):
    """What one member thinks of one dossier, by criterion. Signed, it cannot change; hidden from the others until
    every member who may speak has signed."""

    class View(models.TextChoices):
        FAVOURABLE = "favourable", _("Favourable")
        RESERVED = "reserved", _("With reservations")
        UNFAVOURABLE = "unfavourable", _("Unfavourable")

    case = models.ForeignKey(JuryCase, models.PROTECT, related_name="opinions")
    member = models.ForeignKey(JuryMember, models.PROTECT, related_name="opinions")
    view = models.CharField(_("opinion"), max_length=15, choices=View)
    criteria = models.JSONField(default=dict, blank=True)  # slug of a criterion → {"view": …, "note": …}
    text = models.TextField(_("grounds"), max_length=3000, blank=True)
    signed_at = models.DateTimeField(null=True, editable=False)
    seal = models.CharField(max_length=64, blank=True, editable=False)  # SHA-256 of what was signed

    objects = OpinionQuerySet.as_manager()
    settled_by = "signed_at"

    class Meta:
        verbose_name = _("opinion")
        verbose_name_plural = _("opinions")
        ordering = ["member_id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "member"], name="certification_opinion_once"),
            models.CheckConstraint(
                condition=Q(signed_at=None) | ~Q(seal=""), name="certification_opinion_signed_has_its_seal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.case_id}"


class Minutes(models.Model):
    """The minutes of one closed session: numbered, every word frozen, made once by the worker.

    Signed where `signed_with` says by which key. Keeps of people: the names of members and candidates as they stood,
    as long as the decisions that they explain.
    """

    class Status(models.TextChoices):
        PENDING = "pending", _("Being made")
        ISSUED = "issued", _("Made")

    session = models.OneToOneField(JurySession, models.PROTECT, related_name="minutes")
    number = models.CharField(_("number"), max_length=40, unique=True)
    frozen = models.JSONField()
    status = models.CharField(max_length=10, choices=Status, default=Status.PENDING)
    file_name = models.CharField(max_length=120, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    made_at = models.DateTimeField(null=True)
    signed_with = models.ForeignKey(
        "certification.SigningKey", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    problem = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("minutes")
        verbose_name_plural = _("minutes")

    def __str__(self) -> str:
        return self.number

    def read_file(self) -> bytes:
        """The bytes as made. Raises MinutesLost when the storage lost or changed them."""
        try:
            with storages["documents"].open(self.file_name) as file:
                data = file.read()
        except OSError as lost:
            raise MinutesLost(self.number) from lost
        if hashlib.sha256(data).hexdigest() != self.sha256:
            raise MinutesLost(self.number)
        return data
