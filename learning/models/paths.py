"""Modules put together: paths, and what opens what."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from accounts.models import Structure
from cms.blocks import LESSON_BLOCKS
from cms.routing import RarelyRestrictedMixin
from learning.models.module import ModulePage
from learning.previews import LearnerPreview, is_preview
from learning.querysets import ContentChangeQuerySet, PathEnrolmentQuerySet, PathPageManager


class PathPage(LearnerPreview, RarelyRestrictedMixin, Page):
    """One path (parcours): modules in an order or free, all of them or some, with milestones and an attestation."""

    lead = models.TextField(
        _("in one or two sentences"),
        max_length=400,
        help_text=_("Shown on the catalogue's cards and at the top."),
    )
    body = StreamField(LESSON_BLOCKS, verbose_name=_("presentation"), blank=True)
    audience = models.CharField(_("for whom"), max_length=300, blank=True)
    is_ordered = models.BooleanField(
        _("in this order"),
        default=False,
        help_text=_("Each module opens once the one before it is finished."),
    )
    choose = models.PositiveSmallIntegerField(
        _("optional modules to finish"),
        default=0,
        validators=[MinValueValidator(0)],
        help_text=_("How many of the modules that are not required: 2 of 5, say."),
    )
    structure = models.ForeignKey(
        "accounts.Structure",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="paths",
        verbose_name=_("structure"),
        editable=False,
    )  # the house whose site it stands on, set when the page is saved

    objects = PathPageManager()

    content_panels = Page.content_panels + [
        FieldPanel("lead"),
        FieldPanel("audience"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("is_ordered"), FieldPanel("choose")]),
                InlinePanel("path_modules", heading=_("Modules"), label=_("Module"), min_num=1),
            ],
            heading=_("What it is made of"),
        ),
    ]
    search_fields = Page.search_fields + [index.SearchField("lead"), index.SearchField("body")]

    parent_page_types = ["learning.CataloguePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("path")
        verbose_name_plural = _("paths")

    def full_clean(self, *args, **kwargs) -> None:
        if self.structure_id is None and self.path:
            self.structure = Structure.objects.whose_site_holds(self).first()
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        """Refuse to ask for more optional modules than there are."""
        super().clean()
        optional = sum(not place.is_required for place in self.path_modules.all())
        if self.choose > optional:
            message = ngettext(
                "The path has %(n)s optional module: ask for that many at most.",
                "The path has %(n)s optional modules: ask for that many at most.",
                optional,
            )
            raise ValidationError({"choose": message % {"n": optional}})

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {
            "path_study": PathPage.objects.study_of(self, request),
            "crumbs": self.crumbs(request),
            "is_preview": is_preview(request),
        }

    def crumbs(self, request) -> list[dict[str, str]]:
        """The way back to the catalogue: the address just above this one."""
        url = self.get_url(request)
        return [{"title": _("Modules"), "url": url.removesuffix(f"{self.slug}/")}] if url else []


class PathModule(Orderable):
    """One module's place in a path."""

    path_page = ParentalKey(PathPage, on_delete=models.CASCADE, related_name="path_modules")
    module = models.ForeignKey(
        ModulePage, models.CASCADE, related_name="path_places", verbose_name=_("module")
    )
    is_required = models.BooleanField(_("required"), default=True)
    milestone = models.CharField(
        _("milestone reached after it"),
        max_length=120,
        blank=True,
        help_text=_("Such as “You can now keep the accounts of a small association”."),
    )

    panels = [
        PageChooserPanel("module"),
        FieldRowPanel([FieldPanel("is_required"), FieldPanel("milestone")]),
    ]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["path_page", "module"], name="learning_path_module_once")
        ]

    def __str__(self) -> str:
        return f"{self.path_page_id} · {self.module_id}"


class PathEnrolment(models.Model):
    """One person's stay in one path, through one structure; their modules are ordinary enrolments.

    Keeps of a person: the link to the account, as long as a document rests on it.
    """

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="path_enrolments", verbose_name=_("learner")
    )
    structure = models.ForeignKey("accounts.Structure", models.PROTECT, related_name="path_enrolments")
    path_page = models.ForeignKey(PathPage, models.SET_NULL, null=True, related_name="enrolments")
    path_key = models.UUIDField(editable=False)
    path_title = models.CharField(_("path"), max_length=255)
    enrolled_at = models.DateTimeField(_("enrolled on"), default=timezone.now)
    completed_at = models.DateTimeField(_("finished on"), null=True, blank=True)
    left_at = models.DateTimeField(_("left on"), null=True, blank=True)
    # What finished it, as it stood: [{"code", "title", "key", "on": date, "minutes", "equivalence": false}]
    modules = models.JSONField(_("modules that finished it"), default=list)

    objects = PathEnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment in a path")
        verbose_name_plural = _("enrolments in paths")
        ordering = ["-enrolled_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "path_key"], condition=Q(left_at=None), name="learning_path_enrolment_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.learner} · {self.path_title}"


class ModulePrerequisite(models.Model):
    """One module that must be finished (or waived) before another opens, or that is only advised."""

    module = ParentalKey(ModulePage, on_delete=models.CASCADE, related_name="module_prerequisites")
    needs = models.ForeignKey(
        ModulePage, models.CASCADE, related_name="+", verbose_name=_("module to finish before")
    )
    is_required = models.BooleanField(
        _("required"), default=True, help_text=_("Otherwise only advised: nothing is locked.")
    )

    panels = [PageChooserPanel("needs"), FieldPanel("is_required")]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["module", "needs"], name="learning_module_needs_once")]

    def __str__(self) -> str:
        return f"{self.module_id} ← {self.needs_id}"


class ContentChange(models.Model):
    """One change of substance to a module or to one of its steps: told to learners, undoing nothing they did.

    Made when a page with a note is published; minor edits make none. An attestation finished before `at` is of the
    older version, and says so.
    """

    module_key = models.UUIDField(editable=False)
    step_key = models.UUIDField(null=True, blank=True, editable=False)  # empty: the module's own page
    page_title = models.CharField(_("page"), max_length=255)
    revision_id = models.PositiveIntegerField(unique=True)  # the revision published, at most one note each
    sentence = models.CharField(_("what changed"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("on"), default=timezone.now)

    objects = ContentChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of substance")
        verbose_name_plural = _("changes of substance")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["module_key", "-at"], name="learning_change_module")]

    def __str__(self) -> str:
        return self.sentence
