"""What modules are about, and where they can count."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet


class ModuleLevel(models.TextChoices):
    """How much one should know before starting a module."""

    BEGINNER = "beginner", _("Beginner")
    INTERMEDIATE = "intermediate", _("Intermediate")
    ADVANCED = "advanced", _("Advanced")


@register_snippet
class Theme(models.Model):
    """One subject by which visitors filter the catalogue: accounting, law, governance…"""

    title = models.CharField(_("title"), max_length=80, unique=True)
    slug = models.SlugField(_("short address"), unique=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    panels = [FieldPanel("title"), FieldPanel("slug"), FieldPanel("position")]

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["position", "title"]

    def __str__(self) -> str:
        return self.title


@register_snippet
class CurriculumSlot(models.Model):
    """One place in a published curriculum that a module can take: core module 3 of Certif'Asso, for instance.

    The curriculum's own rules (hours, choices) are dated data of certification; a slot only says what a module is
    about in its terms, so that visitors can filter by it.
    """

    code = models.SlugField(_("code"), unique=True, help_text=_("Such as certif-asso-c3."))
    curriculum = models.CharField(_("curriculum"), max_length=80)
    group = models.CharField(_("group"), max_length=80)
    title = models.CharField(_("title"), max_length=200)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    panels = [
        FieldPanel("code"),
        FieldPanel("curriculum"),
        FieldPanel("group"),
        FieldPanel("title"),
        FieldPanel("position"),
    ]

    class Meta:
        verbose_name = _("place in a curriculum")
        verbose_name_plural = _("places in a curriculum")
        ordering = ["curriculum", "position"]

    def __str__(self) -> str:
        return f"{self.curriculum} · {self.group} · {self.title}"
