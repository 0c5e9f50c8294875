"""Frameworks of competencies."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from skills.blocks import DomainBlock
from skills.querysets import FrameworkQuerySet
from skills.rules.frameworks import Content, read


class Framework(models.Model):
    """One version of one framework of competencies: a draft, then in force, then retired by the version after it.

    Read-only once in force: what people declared keeps the version that they read. Everybody's, or one structure's.
    """

    code = models.SlugField(_("code"), max_length=60, help_text=_("The same for all its versions."))
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    title = models.CharField(_("title"), max_length=150)
    structure = models.ForeignKey(
        "accounts.Structure",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("structure"),
        help_text=_("Without one, it serves the whole network."),
    )
    content = StreamField([("domain", DomainBlock())], verbose_name=_("domains"), blank=True)
    published_at = models.DateTimeField(_("in force since"), null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    retired_at = models.DateTimeField(_("retired on"), null=True, blank=True, editable=False)

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        verbose_name = _("framework of competencies")
        verbose_name_plural = _("frameworks of competencies")
        ordering = ["title", "-number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["structure", "code", "number"], name="skills_framework_version_once"
            ),
            models.UniqueConstraint(
                fields=["code", "number"],
                condition=Q(structure=None),
                name="skills_framework_shared_version_once",
            ),
            models.UniqueConstraint(
                fields=["structure", "code"],
                condition=Q(published_at__isnull=False, retired_at=None),
                name="skills_framework_one_in_force",
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(structure=None, published_at__isnull=False, retired_at=None),
                name="skills_framework_shared_one_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    @cached_property
    def reading(self) -> Content:
        """What it says, as plain values."""
        return read(self.content.get_prep_value())

    @property
    def is_draft(self) -> bool:
        return self.published_at is None

    @property
    def standing(self) -> Promise:
        if self.is_draft:
            return _("Draft")
        return _("Replaced by a newer version") if self.retired_at else _("In force")
