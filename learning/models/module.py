"""The page of one module."""

from __future__ import annotations

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from accounts.models import Structure
from cms.routing import RarelyRestrictedMixin
from learning.activities.shown import side_by_side
from learning.models.subjects import ModuleLevel
from learning.prerequisites import ModuleForm
from learning.previews import LearnerPreview, is_preview
from learning.querysets import ModulePageManager
from learning.rules.words import folded
from learning.study import OutlineRow, Study


class ModulePage(LearnerPreview, RarelyRestrictedMixin, Page):
    """One module: what it teaches, to whom, in how long, what recognises it. Its children are its steps."""

    Level = ModuleLevel

    class Modality(models.TextChoices):
        SELF_PACED = "self_paced", _("Remote, at your own pace")
        LIVE_REMOTE = "live_remote", _("Remote, live")
        ONSITE = "onsite", _("On site")

    class EnrolmentPolicy(models.TextChoices):
        OPEN = "open", _("Open: anybody enrols by themselves")
        APPROVAL = "approval", _("On approval: the team answers each request")
        INVITATION = "invitation", _("By invitation: with a link or a key only")

    code = models.CharField(
        _("code"),
        max_length=20,
        help_text=_(
            "Short and lasting, such as COMPTA: certification schemes name the module by it. Never reuse one."
        ),
    )
    subtitle = models.CharField(_("subtitle"), max_length=120, blank=True)
    summary = models.TextField(
        _("in one or two sentences"),
        max_length=400,
        help_text=_("Shown on the catalogue's cards and at the top."),
    )
    objectives = StreamField(
        [("objective", blocks.CharBlock(label=_("Objective"), max_length=200))],
        verbose_name=_("objectives"),
        help_text=_("What the learner will be able to do: one verb, something one can observe."),
        blank=True,
    )
    audience = models.CharField(_("for whom"), max_length=300, blank=True)
    prerequisites = models.CharField(
        _("prerequisites"),
        max_length=300,
        blank=True,
        help_text=_("Empty: the page says that none is needed."),
    )
    level = models.CharField(_("level"), max_length=20, choices=Level, default=Level.BEGINNER)
    modality = models.CharField(_("modality"), max_length=20, choices=Modality, default=Modality.SELF_PACED)
    theme = models.ForeignKey(
        "learning.Theme",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="modules",
        verbose_name=_("theme"),
    )
    slot = models.ForeignKey(
        "learning.CurriculumSlot",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="modules",
        verbose_name=_("place in a curriculum"),
    )
    enrolment_policy = models.CharField(
        _("enrolment"), max_length=20, choices=EnrolmentPolicy, default=EnrolmentPolicy.OPEN
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
    recognition_note = models.TextField(
        _("recognition: a word more"),
        max_length=400,
        blank=True,
        help_text=_("The page already says that an attestation is given and what it is not."),
    )
    contact_name = models.CharField(_("who answers questions"), max_length=150, blank=True)
    contact_role = models.CharField(_("as"), max_length=100, blank=True)
    contact_email = models.EmailField(_("e-mail address"), blank=True)
    # The house that owns the module: the one whose site it stands on, set when the page is saved. Nobody chooses it.
    structure = models.ForeignKey(
        "accounts.Structure",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="modules",
        verbose_name=_("structure"),
        editable=False,
    )
    # A total of the live steps' minutes, kept for filters; refreshed when a step changes, rebuilt by a test.
    estimated_minutes = models.PositiveIntegerField(
        _("estimated duration in minutes"), default=0, editable=False
    )
    # The module's own words, folded (no accent, no capital), for a search that works alike on every database.
    search_text = models.TextField(default="", editable=False)

    objects = ModulePageManager()
    base_form_class = ModuleForm

    content_panels = Page.content_panels + [
        FieldPanel("subtitle"),
        FieldPanel("summary"),
        FieldPanel("objectives"),
        MultiFieldPanel(
            [
                FieldPanel("audience"),
                FieldPanel("prerequisites"),
                FieldRowPanel([FieldPanel("level"), FieldPanel("modality")]),
                FieldRowPanel([FieldPanel("theme"), FieldPanel("slot")]),
            ],
            heading=_("To choose it well"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("contact_name"), FieldPanel("contact_role")]),
                FieldPanel("contact_email"),
            ],
            heading=_("A person to ask"),
        ),
        FieldPanel("recognition_note"),
        MultiFieldPanel(
            [
                FieldPanel("enrolment_policy"),
                InlinePanel("module_prerequisites", heading=_("Modules to finish before"), label=_("Module")),
                FieldPanel("change_note"),
            ],
            heading=_("For those who study it"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("code"),
                HelpPanel(
                    _(
                        "The duration is the sum of the steps' minutes. Add the steps as pages under it, in order."
                    )
                ),
            ],
            heading=_("Identity"),
        ),
    ]

    search_fields = Page.search_fields + [
        index.SearchField("subtitle"),
        index.SearchField("summary"),
        index.SearchField("objectives"),
        index.SearchField("audience"),
        index.FilterField("structure_id"),
    ]

    parent_page_types = ["learning.CataloguePage"]
    subpage_types = [
        "learning.SequencePage",
        "learning.QuizPage",
        "learning.AssignmentPage",
        "learning.SelfAssessmentPage",
        "learning.CaseStudyPage",
        "learning.ExternalActivityPage",
    ]

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")
        indexes = [models.Index(fields=["code"], name="learning_module_code")]

    def full_clean(self, *args, **kwargs) -> None:
        self.code = self.code.strip().upper()
        if self.structure_id is None and self.path:
            self.structure = Structure.objects.whose_site_holds(self).first()
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        """Refuse a code that another module of the house has. Costs one query."""
        super().clean()
        same = ModulePage.objects.of(self.structure).filter(code=self.code).exclude(pk=self.pk)
        if self.code and (taken := same.first()):
            message = _("“%(title)s” already has this code: choose another.") % {"title": taken.title}
            raise ValidationError({"code": message})

    def save(self, *args, **kwargs) -> None:
        self.search_text = folded(" ".join(self.own_words()))
        super().save(*args, **kwargs)

    def own_words(self) -> list[str]:
        """What a search looks in."""
        words = [self.title, self.subtitle, self.code, self.summary, self.audience, self.prerequisites]
        return [*words, *(str(objective.value) for objective in self.objectives), str(self.theme or "")]

    def outline(self) -> list[OutlineRow]:
        """The live steps, in order. Costs one query."""
        return apps.get_model("learning", "StepPage").objects.outlines([self])[self.pk]

    def study_of(self, request, *, at: Page | None = None) -> Study:
        """What whoever asks has before them in this module. Costs three queries, one for a visitor.

        ``at`` is the step whose page is asked for; a preview shows it in the plan even where it is a draft.
        """
        if is_preview(request):
            return ModulePage.objects.previewed(self, request, at=at)
        return ModulePage.objects.studies([self], learner=request.user, request=request)[self.pk]

    def get_context(self, request, *args, **kwargs):
        study = self.study_of(request)
        return super().get_context(request, *args, **kwargs) | {
            "study": study,
            "crumbs": self.crumbs(study),
            "is_preview": is_preview(request),
            "positions": self.positions_of(study),
        }

    def positions_of(self, study: Study) -> list[dict[str, str]]:
        """Where this person placed themselves before and after. Costs one query, none without self-assessments."""
        asked = any(row.icon == "gauge" for row in study.outline)
        if not asked or study.enrolment is None or study.enrolment.pk is None:
            return []
        positions = apps.get_model("learning", "Positioning").objects
        return side_by_side(positions.by_moment(study.enrolment))

    def crumbs(self, study: Study) -> list[dict[str, str]]:
        """The way back to the catalogue: the address just above this one."""
        return [{"title": _("Modules"), "url": study.url.removesuffix(f"{self.slug}/")}] if study.url else []
