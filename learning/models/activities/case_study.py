"""The step that unfolds with what one decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from learning.activities.case import CASE_BLOCKS
from learning.activities.playing import first_entry
from learning.activities.shown import Case
from learning.models.enrolment import EvidenceType
from learning.models.steps import STEP_PANEL, StepPage
from learning.models.work import CaseRun

if TYPE_CHECKING:
    from learning.models import Enrolment


class CaseStudyPage(StepPage):
    """A situation that unfolds with what the learner decides: steps written as blocks, each with its choices."""

    lead = models.TextField(_("introduction"), max_length=400, blank=True)
    situations = StreamField(CASE_BLOCKS, verbose_name=_("situations"), blank=True)

    content_panels = Page.content_panels + [FieldPanel("lead"), STEP_PANEL, FieldPanel("situations")]
    search_fields = Page.search_fields + [index.SearchField("lead"), index.SearchField("situations")]

    parent_page_types = ["learning.ModulePage"]
    subpage_types: list[str] = []

    evidence_type = EvidenceType.TRAVAIL_RENDU
    completed_when = _("Finished once you come to the end of the case.")
    step_icon = "git-fork"

    class Meta:
        verbose_name = _("case study")
        verbose_name_plural = _("case studies")

    def case_of(self, enrolment: Enrolment | None) -> Case:
        """Where this person is in the case. Costs one query, two more where the page was published again meanwhile."""
        runs = CaseRun.objects.at(enrolment, self) if enrolment and enrolment.pk else CaseRun.objects.none()
        return Case(self, runs.select_related("revision").latest_first().first())

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return context | {"case": self.case_of(context["study"].enrolment), "start": first_entry(self)}
