"""What every step of a module is, and the step that is read. Pages only show; an action takes what learners send."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    PageChooserPanel,
)
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms.blocks import LESSON_BLOCKS
from cms.freshness import remember
from cms.routing import RarelyRestrictedMixin
from learning.lessons import rendered_lesson
from learning.models.enrolment import EvidenceType
from learning.models.module import ModulePage
from learning.prerequisites import StepForm
from learning.previews import LearnerPreview, is_preview
from learning.querysets import StepPageManager


class StepPage(LearnerPreview, RarelyRestrictedMixin, Page):
    """What every step of a module has, whatever its kind: minutes, whether it is required, what it proves.

    A new kind of activity is a new subclass; nothing that asks about progress knows the kinds.
    """

    is_creatable = False

    minutes = models.PositiveSmallIntegerField(
        _("estimated minutes"),
        default=20,
        validators=[MinValueValidator(1), MaxValueValidator(600)],
        help_text=_("Honest average for somebody new to the subject: it is what the attestation counts."),
    )
    required = models.BooleanField(
        _("required"), default=True, help_text=_("Optional steps never hold back the attestation.")
    )

    in_order = models.BooleanField(
        _("after the steps before it"),
        default=False,
        help_text=_("Locked until the required steps that come before it in the module are done."),
    )
    # What matters to learners in what is being written now; becomes a `ContentChange` when published, then is emptied.
    change_note = models.CharField(
        _("what changes for learners"),
        max_length=200,
        blank=True,
        help_text=_(
            "One sentence, only for a change of substance: learners are told, and keep what they did. "
            "Leave empty for a correction."
        ),
    )

    objects = StepPageManager()
    base_form_class = StepForm

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")

    #: What finishing a step of this kind proves: a value of `EvidenceType`. Each kind says its own.
    evidence_type: ClassVar[str] = "connexion"
    #: What finishes a step of this kind, in a sentence to whoever learns. Each kind says its own.
    completed_when: ClassVar[Promise]
    #: Name of the icon of this kind of step.
    step_icon: ClassVar[str] = "book-open"
    #: Whether the learner's word is enough to finish it; otherwise something must be answered or handed in.
    finished_by_reading: ClassVar[bool] = False
    #: Whether finishing it spares the module's lessons: a kind may make it a choice of the author.
    exempts = False

    @cached_property
    def module(self) -> ModulePage:
        """The module that this step belongs to, as it is online. Costs one query, once until content changes."""
        path = self.path[: -self.steplen]
        return remember(
            ("module", path), lambda: ModulePage.objects.select_related("structure").get(path=path)
        )

    @property
    def evidence_name(self) -> str:
        """What finishing it proves, in words."""
        return EvidenceType(getattr(self, "evidence", "") or self.evidence_type).label

    def get_context(self, request, *args, **kwargs):
        study = self.module.study_of(request, at=self)
        before, after = study.around(self)
        return super().get_context(request, *args, **kwargs) | {
            "study": study,
            "crumbs": [*self.module.crumbs(study), {"title": self.module.title, "url": study.url}],
            "planned": study.step(self),
            "news": study.news_at(self),
            "before": before,
            "after": after,
            "is_preview": is_preview(request),
        }


class StepPrerequisite(models.Model):
    """One step that must be done before another of the same module."""

    step = ParentalKey(StepPage, on_delete=models.CASCADE, related_name="step_prerequisites")
    needs = models.ForeignKey(StepPage, models.CASCADE, related_name="+", verbose_name=_("step to do before"))

    panels = [PageChooserPanel("needs")]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["step", "needs"], name="learning_step_needs_once")]

    def __str__(self) -> str:
        return f"{self.step_id} ← {self.needs_id}"


STEP_PANEL = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("minutes"), FieldPanel("required"), FieldPanel("in_order")]),
        InlinePanel("step_prerequisites", heading=_("Steps to do before this one"), label=_("Step")),
        FieldPanel("change_note"),
        HelpPanel(template="learning/admin/what_completes.html"),
    ],
    heading=_("In the module"),
)


class SequencePage(StepPage):
    """A step that is read: one idea, in blocks, with an exercise or two."""

    lead = models.TextField(
        _("introduction"),
        max_length=400,
        blank=True,
        help_text=_("What one will be able to do after reading, in one or two sentences."),
    )
    body = StreamField(LESSON_BLOCKS, verbose_name=_("lesson"), blank=True)

    content_panels = Page.content_panels + [FieldPanel("lead"), STEP_PANEL, FieldPanel("body")]

    search_fields = Page.search_fields + [index.SearchField("lead"), index.SearchField("body")]

    parent_page_types = ["learning.ModulePage"]
    subpage_types: list[str] = []

    finished_by_reading = True
    completed_when = _("Finished once you say that you have read it.")

    class Meta:
        verbose_name = _("sequence")
        verbose_name_plural = _("sequences")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return context | {"lesson": rendered_lesson(self, request)}
