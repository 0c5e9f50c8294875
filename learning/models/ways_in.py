"""The ways in that staff open: invitations, requests, rules, lists of people."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.models.groups import Group, new_token
from learning.querysets import (
    EnrolmentListQuerySet,
    EnrolmentRequestQuerySet,
    EnrolmentRuleQuerySet,
    InvitationQuerySet,
)


class Invitation(models.Model):
    """One way in that staff hand out: a link, or a key to type, for a group or a module; limited, and it expires."""

    class Kind(models.TextChoices):
        LINK = "link", _("link")
        KEY = "key", _("key")

    structure = models.ForeignKey("accounts.Structure", models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.LINK)
    token = models.CharField(_("key"), max_length=40, unique=True, default=new_token)
    group = models.ForeignKey(
        Group, models.CASCADE, null=True, blank=True, related_name="invitations", verbose_name=_("group")
    )
    module = models.ForeignKey(
        "learning.ModulePage",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="invitations",
        verbose_name=_("module"),
    )
    most_uses = models.PositiveIntegerField(
        _("people at most"), null=True, blank=True, help_text=_("Empty: no limit.")
    )
    uses = models.PositiveIntegerField(_("people who used it"), default=0, editable=False)
    expires_at = models.DateTimeField(_("until"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    made_at = models.DateTimeField(_("made on"), default=timezone.now, editable=False)
    revoked_at = models.DateTimeField(_("withdrawn on"), null=True, blank=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(group=None) ^ Q(module=None), name="learning_invitation_to_one_thing"
            )
        ]

    def __str__(self) -> str:
        return str(self.group or self.module)


class InvitationUse(models.Model):
    """One person's use of one invitation: once each, however often they follow it."""

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="used_by")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["invitation", "person"], name="learning_invitation_use_once")
        ]

    def __str__(self) -> str:
        return f"{self.invitation_id} · {self.person_id}"


class EnrolmentRequest(models.Model):
    """One request to enter a module whose enrolments are approved, and the answer."""

    class State(models.TextChoices):
        ASKED = "asked", _("Waiting for an answer")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Refused")

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="enrolment_requests", verbose_name=_("learner")
    )
    structure = models.ForeignKey("accounts.Structure", models.PROTECT, related_name="+")
    module = models.ForeignKey(
        "learning.ModulePage", models.CASCADE, related_name="enrolment_requests", verbose_name=_("module")
    )
    message = models.TextField(_("message"), max_length=1000, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField(_("asked on"), default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("answered on"), null=True, blank=True)
    reason = models.CharField(_("answer"), max_length=300, blank=True)

    objects = EnrolmentRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to enrol")
        verbose_name_plural = _("requests to enrol")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "module"],
                condition=Q(state="asked"),
                name="learning_enrolment_request_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.learner} · {self.module}"


class EnrolmentRule(models.Model):
    """One rule that enrols people by what they are: a role in the structure, what they say they are, their address.

    Applied when somebody becomes a learner of the structure or changes what they say of themselves, and by the worker
    each night; never twice to the same person for the same thing, so that who left is left in peace.
    """

    structure = models.ForeignKey("accounts.Structure", models.CASCADE, related_name="+")
    title = models.CharField(_("title"), max_length=120)
    profile = models.CharField(_("who says they are"), max_length=20, blank=True)  # a value of User.Profile
    email_domain = models.CharField(
        _("whose address ends with"), max_length=100, blank=True, help_text=_("Such as mairie-valmont.fr.")
    )
    group = models.ForeignKey(
        Group, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("group")
    )
    module = models.ForeignKey(
        "learning.ModulePage",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("module"),
    )
    is_active = models.BooleanField(_("active"), default=True)

    objects = EnrolmentRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule of enrolment")
        verbose_name_plural = _("rules of enrolment")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(group=None) ^ Q(module=None), name="learning_rule_to_one_thing"
            )
        ]

    def __str__(self) -> str:
        return self.title


class EnrolmentRuleUse(models.Model):
    """That a rule was applied to somebody, once for all."""

    rule = models.ForeignKey(EnrolmentRule, models.CASCADE, related_name="uses")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rule", "person"], name="learning_enrolment_rule_use_once")
        ]

    def __str__(self) -> str:
        return f"{self.rule_id} · {self.person_id}"


class EnrolmentList(models.Model):
    """One list of people read from a spreadsheet: checked first, then enrolled by the worker, line by line.

    Keeps of a person: address and name as the file gave them, until the list is forgotten, 90 days after.
    """

    class State(models.TextChoices):
        CHECKED = "checked", _("Checked, nothing done yet")
        QUEUED = "queued", _("Under way")
        DONE = "done", _("Done")

    structure = models.ForeignKey("accounts.Structure", models.PROTECT, related_name="+")
    group = models.ForeignKey(
        Group, models.CASCADE, null=True, blank=True, related_name="lists", verbose_name=_("group")
    )
    module = models.ForeignKey(
        "learning.ModulePage",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("module"),
    )
    filename = models.CharField(_("file"), max_length=120)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.CHECKED)
    lines = models.JSONField(default=list)  # good lines: [{"number", "email", "name", "profile"}]
    problems = models.JSONField(default=list)  # bad ones: [{"number", "field", "code", "value"}]
    outcomes = models.JSONField(default=dict)  # by line number: a slug of `learning.people_lists.OUTCOMES`
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made on"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished on"), null=True, blank=True)

    objects = EnrolmentListQuerySet.as_manager()

    class Meta:
        verbose_name = _("list of people")
        verbose_name_plural = _("lists of people")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(group=None) ^ Q(module=None), name="learning_list_to_one_thing"
            )
        ]

    def __str__(self) -> str:
        return self.filename
