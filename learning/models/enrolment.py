"""Who studies what, and the facts of what they finished."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.models.revisions import PinnedRevision
from learning.querysets import CompletedStepQuerySet, EnrolmentQuerySet, WaiverQuerySet


class EvidenceType(models.TextChoices):
    """What proves that work was done; connection alone is the weakest (code du travail, D. 6313-3-1)."""

    EMARGEMENT = "emargement", _("signed attendance")
    TRAVAIL_RENDU = "travail_rendu", _("work handed in")
    EVALUATION = "evaluation", _("assessment passed")
    ECHANGE_TUTORAT = "echange_tutorat", _("exchange with a tutor")
    CLASSE_VIRTUELLE = "classe_virtuelle", _("virtual class")
    CONNEXION = "connexion", _("lesson read")


class EnrolmentSource(models.TextChoices):
    """How an enrolment came about."""

    SELF = "self", _("by oneself")
    INVITATION = "invitation", _("by an invitation link")
    KEY = "key", _("by a key")
    APPROVAL = "approval", _("after approval")
    RULE = "rule", _("by a rule")
    CSV = "csv", _("from a list")
    GROUP = "group", _("with a group")
    STAFF = "staff", _("by the team")


class Enrolment(models.Model):
    """One person's stay in one module, through one structure.

    The module is named by its lasting key and its words as they stood, so that moving, editing or deleting the page
    loses nothing. Keeps of a person: the link to the account, as long as a document rests on it.
    """

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="enrolments", verbose_name=_("learner")
    )
    structure = models.ForeignKey(
        "accounts.Structure", models.PROTECT, related_name="enrolments", verbose_name=_("structure")
    )
    module = models.ForeignKey(
        "learning.ModulePage", models.SET_NULL, null=True, related_name="enrolments", verbose_name=_("module")
    )
    module_key = models.UUIDField(
        editable=False
    )  # the page's translation key: survives moves and copies of a tree
    module_code = models.CharField(_("code"), max_length=20)
    module_title = models.CharField(_("module"), max_length=255)
    source = models.CharField(
        _("how"), max_length=20, choices=EnrolmentSource, default=EnrolmentSource.SELF, editable=False
    )
    enrolled_at = models.DateTimeField(_("enrolled on"), default=timezone.now)
    completed_at = models.DateTimeField(_("finished on"), null=True, blank=True)
    left_at = models.DateTimeField(_("left on"), null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ["-enrolled_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "module_key"], condition=Q(left_at=None), name="learning_enrolment_once"
            )
        ]
        indexes = [
            models.Index(fields=["structure", "-enrolled_at"], name="learning_enrolment_list"),
            models.Index(fields=["structure", "module_code"], name="learning_enrolment_module"),
            # The sweep looks for modules finished lately that have no attestation.
            models.Index(fields=["completed_at"], name="learning_enrolment_finished"),
        ]

    def __str__(self) -> str:
        return f"{self.learner} · {self.module_title}"


class CompletedStep(models.Model):
    """**The** fact: this step is done. Progress, hours and eligibility are sums over these rows, never a second copy.

    Keeps of a person: what they finished and when, as long as the enrolment.
    """

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="completed_steps")
    step = models.ForeignKey("wagtailcore.Page", models.SET_NULL, null=True, related_name="+")
    step_key = models.UUIDField(editable=False)
    step_title = models.CharField(_("step"), max_length=255)
    required = models.BooleanField(_("required"), default=True)
    evidence_type = models.CharField(_("evidence"), max_length=20, choices=EvidenceType)
    modality = models.CharField(_("modality"), max_length=20)
    minutes_planned = models.PositiveSmallIntegerField(_("planned minutes"))
    minutes_active = models.PositiveSmallIntegerField(_("active minutes"), null=True, blank=True)
    # Whose word it rests on, where the learner's own is not enough.
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    revision = PinnedRevision(verbose_name=_("revision"))
    completed_at = models.DateTimeField(_("done on"), default=timezone.now)

    objects = CompletedStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("finished step")
        verbose_name_plural = _("finished steps")
        ordering = ["completed_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "step_key"], name="learning_step_done_once")
        ]

    def __str__(self) -> str:
        return self.step_title


class Waiver(models.Model):
    """Staff's word that somebody need not do a step, or a whole module, with the reason and what shows it.

    A waived step counts as done for progress and never as time: the hours ledger knows only `CompletedStep`. Without a
    step it is an equivalence: it opens what the module opens and counts in a path; it gives no attestation. Ended,
    never deleted. Keeps of a person: why they were waived, as long as what rests on it.
    """

    class Kind(models.TextChoices):
        WAIVER = "waiver", _("waiver")
        EQUIVALENCE = "equivalence", _("equivalence")
        POSITIONING = "positioning", _("exempted by a positioning quiz")

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="waivers", verbose_name=_("learner")
    )
    structure = models.ForeignKey("accounts.Structure", models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    module_key = models.UUIDField(editable=False)
    module_title = models.CharField(_("module"), max_length=255)
    step_key = models.UUIDField(null=True, blank=True, editable=False)  # empty: the whole module
    step_title = models.CharField(_("step"), max_length=255, blank=True)
    reason = models.CharField(_("reason"), max_length=300)
    evidence = models.CharField(
        _("evidence"),
        max_length=300,
        help_text=_("What was seen: a diploma, a certificate, its number, its date."),
    )
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )  # empty: the platform, on the evidence of a positioning quiz
    granted_at = models.DateTimeField(_("granted on"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended on"), null=True, blank=True)
    end_reason = models.CharField(_("reason of the end"), max_length=300, blank=True)

    objects = WaiverQuerySet.as_manager()

    class Meta:
        verbose_name = _("waiver")
        verbose_name_plural = _("waivers")
        ordering = ["-granted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "module_key", "step_key"],
                condition=Q(ended_at=None),
                name="learning_waiver_once",
            ),
            models.UniqueConstraint(
                fields=["learner", "module_key"],
                condition=Q(ended_at=None, step_key=None),
                name="learning_equivalence_once",
            ),
        ]
        indexes = [models.Index(fields=["learner", "module_key"], name="learning_waiver_module")]

    def __str__(self) -> str:
        return f"{self.learner} · {self.step_title or self.module_title}"
