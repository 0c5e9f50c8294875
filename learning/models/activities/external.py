"""The step that is done elsewhere or in person, on one's word and a trainer's."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms.blocks import LESSON_BLOCKS
from learning.lessons import rendered_lesson
from learning.models.enrolment import EvidenceType
from learning.models.module import ModulePage
from learning.models.steps import STEP_PANEL, StepPage
from learning.models.work import Declaration


class ExternalActivityPage(StepPage):
    """Something done elsewhere or in person, declared by the learner and confirmed by a trainer, with its hours."""

    lead = models.TextField(_("introduction"), max_length=400, blank=True)
    body = StreamField(LESSON_BLOCKS, verbose_name=_("what to do"), blank=True)
    activity_modality = models.CharField(
        _("modality"),
        max_length=20,
        choices=ModulePage.Modality,
        default=ModulePage.Modality.ONSITE,
    )
    evidence = models.CharField(
        _("evidence"),
        max_length=20,
        choices=EvidenceType,
        default=EvidenceType.EMARGEMENT,
        help_text=_("What the trainer's confirmation rests on."),
    )

    content_panels = Page.content_panels + [
        FieldPanel("lead"),
        STEP_PANEL,
        FieldRowPanel([FieldPanel("activity_modality"), FieldPanel("evidence")]),
        FieldPanel("body"),
    ]
    search_fields = Page.search_fields + [index.SearchField("lead"), index.SearchField("body")]

    parent_page_types = ["learning.ModulePage"]
    subpage_types: list[str] = []

    evidence_type = EvidenceType.EMARGEMENT  # by default; each page says its own in `evidence`
    completed_when = _("Finished once the team has confirmed what you declare.")
    step_icon = "map-pin"

    class Meta:
        verbose_name = _("activity elsewhere")
        verbose_name_plural = _("activities elsewhere")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        enrolment = context["study"].enrolment
        mine = (
            Declaration.objects.at(enrolment, self)
            if enrolment and enrolment.pk
            else Declaration.objects.none()
        )
        return context | {
            "declaration": mine.select_related("decided_by").order_by("-declared_at", "-pk").first(),
            "instructions": rendered_lesson(self, request),
            "today": timezone.localdate(),
            # What was typed before it was refused.
            "typed": getattr(request, "session", {}).get(f"declared-{self.pk}", {}),
        }
