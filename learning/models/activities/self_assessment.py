"""The step where learners place themselves on the objectives."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from learning.activities.shown import LEVEL_WORDS, side_by_side
from learning.models.enrolment import EvidenceType
from learning.models.steps import STEP_PANEL, StepPage
from learning.models.work import Positioning


class SelfAssessmentPage(StepPage):
    """Where the learner places themselves on the module's objectives, before it or after it."""

    class Moment(models.TextChoices):
        BEFORE = "before", _("Before the module")
        AFTER = "after", _("After the module, beside the answers of before")

    lead = models.TextField(_("introduction"), max_length=400, blank=True)
    moment = models.CharField(_("when"), max_length=10, choices=Moment, default=Moment.BEFORE)

    content_panels = Page.content_panels + [FieldPanel("lead"), FieldPanel("moment"), STEP_PANEL]

    parent_page_types = ["learning.ModulePage"]
    subpage_types: list[str] = []

    evidence_type = EvidenceType.CONNEXION  # one's own word proves presence, nothing more
    completed_when = _("Finished once your answers are kept.")
    step_icon = "gauge"

    class Meta:
        verbose_name = _("self-assessment")
        verbose_name_plural = _("self-assessments")

    def objectives(self) -> list[tuple[str, str]]:
        """The module's objectives as they read today: their keys and their words."""
        return [(str(block.id), str(block.value)) for block in self.module.objectives]

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        enrolment = context["study"].enrolment
        said = Positioning.objects.by_moment(enrolment) if enrolment and enrolment.pk else {}
        mine = said.get(self.moment)
        levels = {one["key"]: one["level"] for one in mine.objectives} if mine else {}
        return context | {
            "mine": mine,
            "questions": [(key, text, levels.get(key)) for key, text in self.objectives()],
            "levels": list(enumerate(LEVEL_WORDS)),
            "comparison": side_by_side(said),
        }
