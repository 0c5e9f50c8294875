"""People together: groups, their deadlines, and the calendar that tells them."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.querysets import GroupMembershipQuerySet, GroupQuerySet

if TYPE_CHECKING:
    from learning.models.module import ModulePage


def new_token() -> str:
    """What nobody guesses: 128 bits, short enough for an address."""
    return secrets.token_urlsafe(16)


class Group(models.Model):
    """One group (promotion): people who follow a path, or modules, between two dates, with a trainer they know."""

    structure = models.ForeignKey(
        "accounts.Structure", models.PROTECT, related_name="learning_groups", verbose_name=_("structure")
    )
    title = models.CharField(_("title"), max_length=120)
    welcome = models.TextField(
        _("words of welcome"), max_length=1000, blank=True, help_text=_("Read by those who join.")
    )
    path_page = models.ForeignKey(
        "learning.PathPage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="groups",
        verbose_name=_("path"),
    )
    modules = models.ManyToManyField(
        "learning.ModulePage", blank=True, related_name="groups", verbose_name=_("modules")
    )  # without a path, or beside it
    referent = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("referent trainer"),
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    capacity = models.PositiveSmallIntegerField(
        _("places"), null=True, blank=True, validators=[MinValueValidator(1)], help_text=_("Empty: no limit.")
    )
    relaunch_after_days = models.PositiveSmallIntegerField(
        _("write after so many days without activity"),
        null=True,
        blank=True,
        default=14,
        validators=[MinValueValidator(7)],
        help_text=_("At most one letter a week. Empty: never."),
    )
    remind_days_before = models.PositiveSmallIntegerField(
        _("remind of a deadline so many days before"), default=3
    )
    closed_at = models.DateTimeField(_("closed on"), null=True, blank=True, editable=False)

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        ordering = ["-starts_on", "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="learning_group_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def taught(self, *, only_required: bool = False) -> list[ModulePage]:
        """The modules of its path in their order, then its own, those online. Costs three queries at most.

        ``only_required``: without those that the path leaves to choose, in which nobody is enrolled on joining.
        """
        places = self.path_page.path_modules.select_related("module") if self.path_page else []
        of_path = [place.module for place in places if place.is_required or not only_required]
        own = self.modules.order_by("path")
        return list({module.pk: module for module in [*of_path, *own] if module.live}.values())


class GroupMembership(models.Model):
    """One person's stay in one group; who left can come back, and the history is kept."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="memberships")
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="group_memberships", verbose_name=_("learner")
    )
    joined_at = models.DateTimeField(_("joined on"), default=timezone.now)
    left_at = models.DateTimeField(_("left on"), null=True, blank=True)

    objects = GroupMembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("member of a group")
        verbose_name_plural = _("members of groups")
        ordering = ["joined_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "learner"], condition=Q(left_at=None), name="learning_group_member_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.learner} · {self.group}"


class Deadline(models.Model):
    """One thing that a group should have done by a moment: a module, or one step of it. It locks nothing by itself."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="deadlines", verbose_name=_("group"))
    module = models.ForeignKey(
        "learning.ModulePage", models.CASCADE, related_name="deadlines", verbose_name=_("module")
    )
    step = models.ForeignKey(
        "learning.StepPage",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="deadlines",
        verbose_name=_("step"),
    )  # empty: the whole module
    due_at = models.DateTimeField(_("by"))
    label = models.CharField(_("label"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["group", "module", "step"], name="learning_deadline_once"),
            models.UniqueConstraint(
                fields=["group", "module"], condition=Q(step=None), name="learning_module_deadline_once"
            ),
        ]

    def __str__(self) -> str:
        return self.label or str(self.module)


class CalendarFeed(models.Model):
    """One private calendar address: whoever knows it reads one person’s deadlines, until it is changed or withdrawn."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feed")
    token = models.CharField(max_length=60, unique=True)
    made_at = models.DateTimeField(_("made on"), default=timezone.now)

    def __str__(self) -> str:
        return str(self.person_id)
