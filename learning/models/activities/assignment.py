"""The step where work is handed in, and comes back with an appraisal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms.blocks import LESSON_BLOCKS
from learning.activities.rubric import RUBRIC_BLOCKS, as_kept
from learning.activities.shown import Work
from learning.lessons import rendered_lesson
from learning.models.enrolment import EvidenceType
from learning.models.steps import STEP_PANEL, StepPage
from learning.models.work import Submission
from learning.rules.work_files import endings, unknown_endings

if TYPE_CHECKING:
    from learning.models import Enrolment

MOST_FILES = 10
LARGEST_MB = 50


class AssignmentPage(StepPage):
    """Work to hand in (text, files or both), returned by a person with an appraisal against a rubric."""

    class LatePolicy(models.TextChoices):
        ACCEPT = "accept", _("Accepted like any other")
        MARK = "mark", _("Accepted and marked as late")
        REFUSE = "refuse", _("Refused after the deadline")

    lead = models.TextField(_("introduction"), max_length=400, blank=True)
    body = StreamField(LESSON_BLOCKS, verbose_name=_("what to do"), blank=True)
    accepts_text = models.BooleanField(_("a text may be written"), default=True)
    most_files = models.PositiveSmallIntegerField(
        _("files at most"), default=3, validators=[MaxValueValidator(MOST_FILES)], help_text=_("0: no file.")
    )
    largest_mb = models.PositiveSmallIntegerField(
        _("largest file (MB)"), default=10, validators=[MinValueValidator(1), MaxValueValidator(LARGEST_MB)]
    )
    file_types = models.CharField(
        _("kinds of files"),
        max_length=120,
        default="pdf, odt, docx, ods, xlsx, png, jpg",
        help_text=_("Endings, separated by commas."),
    )
    rubric = StreamField(
        RUBRIC_BLOCKS,
        verbose_name=_("rubric"),
        blank=True,
        help_text=_("What the work is appraised on. Learners read it before they begin."),
    )
    due_days = models.PositiveSmallIntegerField(
        _("to hand in within (days)"),
        null=True,
        blank=True,
        help_text=_(
            "Counted from the enrolment. A group's own deadline comes before it. Empty: no deadline."
        ),
    )
    late_policy = models.CharField(_("late work"), max_length=10, choices=LatePolicy, default=LatePolicy.MARK)
    resubmissions = models.PositiveSmallIntegerField(
        _("times it may be handed in again"), default=0, help_text=_("0: as many as are asked for.")
    )

    content_panels = Page.content_panels + [
        FieldPanel("lead"),
        STEP_PANEL,
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("accepts_text"), FieldPanel("most_files")]),
                FieldRowPanel([FieldPanel("largest_mb"), FieldPanel("file_types")]),
                FieldRowPanel([FieldPanel("due_days"), FieldPanel("late_policy")]),
                FieldPanel("resubmissions"),
            ],
            heading=_("Handing in"),
        ),
        FieldPanel("rubric"),
    ]
    search_fields = Page.search_fields + [index.SearchField("lead"), index.SearchField("body")]

    parent_page_types = ["learning.ModulePage"]
    subpage_types: list[str] = []

    evidence_type = EvidenceType.TRAVAIL_RENDU
    completed_when = _("Finished once your trainer has accepted your work.")
    step_icon = "file-pen"

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")

    def clean(self) -> None:
        super().clean()
        if unknown := unknown_endings(self.file_types):
            words = _("Kinds of files that cannot be checked here: %(endings)s.")
            raise ValidationError({"file_types": words % {"endings": ", ".join(unknown)}})
        if self.most_files and not endings(self.file_types):
            raise ValidationError({"file_types": _("Say which kinds of files are taken, or allow no file.")})
        if not self.accepts_text and not self.most_files:
            raise ValidationError(
                {"accepts_text": _("Allow a text, files or both: nothing could be handed in.")}
            )

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings of the files that are taken."""
        return endings(self.file_types)

    def work_of(self, enrolment: Enrolment | None) -> Work:
        """What this person wrote and handed in. Costs four queries at most; none for a visitor or a preview."""
        if enrolment is None or enrolment.pk is None:
            return Work(self, [], None)
        mine = Submission.objects.at(enrolment, self).select_related("returned_by").prefetch_related("files")
        # Deadlines are asked of groups, which are models themselves: known once all of them are.
        from learning.activities.due import due_for

        versions = list(mine.order_by("-number"))
        following = versions[0].number + (versions[0].state == Submission.State.TO_REDO) if versions else 1
        return Work(self, versions, due_for(enrolment, self, following))

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return context | {
            "work": self.work_of(context["study"].enrolment),
            "instructions": rendered_lesson(self, request),
            "rubric": as_kept(self.rubric),
        }
