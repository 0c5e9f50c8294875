"""A step that is answered."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from learning.models.attempts import Attempt
from learning.models.steps import STEP_PANEL, StepPage
from learning.panels import ItemStatisticsPanel
from learning.questions import QUIZ_BLOCKS
from learning.questions.asked import Question
from learning.questions.parts import DRAW, SECTION
from learning.quiz_form import QuizForm
from learning.refusals import why_closed
from learning.rules.attempts import Terms, Tried, counted, opening


@dataclass(frozen=True)
class Draw:
    """Questions to draw from a bank, and the section they come in."""

    value: Any  # a DrawBlock's value
    section: str


class PreviewedQuestion:
    """One part of a quiz as its author previews it: a question as shown, or what will be drawn."""

    def __init__(self, part: Question | Draw, number: int) -> None:
        self.part, self.number, self.section = part, number, part.section
        self.is_drawn = isinstance(part, Draw)

    @property
    def template_name(self) -> str:
        return self.part.kind.template_name

    @property
    def shown(self) -> dict[str, Any]:
        question = self.part
        order = question.kind.arrange(question.data, random.Random(0), False)  # noqa: S311 - no secret
        return question.kind.shown(question.data, order=order, answer=None)

    @property
    def name(self) -> str:
        return f"q{self.number}"

    @property
    def bank(self) -> str:
        """The bank that a draw chooses from, by name."""
        return getattr(self.part.value["bank"], "title", "")


class QuizPage(StepPage):
    """A step that is answered: questions written here or drawn from banks, in sections, and how they are answered."""

    class Layout(models.TextChoices):
        ALL = "all", _("All questions on one page")
        ONE = "one", _("One question a page")

    class Counts(models.TextChoices):
        BEST = "best", _("The best attempt")
        LAST = "last", _("The last attempt")
        AVERAGE = "average", _("The average of the attempts")

    class Reveal(models.TextChoices):
        EACH = "each", _("After each answer")
        SUBMITTED = "submitted", _("Once the attempt is sent")
        LAST = "last", _("After the last attempt allowed")
        DATE = "date", _("From a date on")
        NEVER = "never", _("Never: only the score")

    lead = models.TextField(_("introduction"), max_length=400, blank=True)
    pass_percent = models.PositiveSmallIntegerField(
        _("pass mark (%)"),
        default=70,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("The share of the points from which the step is finished."),
    )
    layout = models.CharField(_("on the page"), max_length=10, choices=Layout, default=Layout.ALL)
    shuffle_questions = models.BooleanField(
        _("questions in any order"), default=False, help_text=_("Within each section.")
    )
    shuffle_answers = models.BooleanField(_("answers in any order"), default=False)
    attempts_allowed = models.PositiveSmallIntegerField(
        _("attempts allowed"), default=0, help_text=_("0: as many as one likes.")
    )
    delay_minutes = models.PositiveIntegerField(
        _("minutes between two attempts"), default=0, help_text=_("0: right away. 1440 is a day.")
    )
    counts = models.CharField(_("what counts"), max_length=10, choices=Counts, default=Counts.BEST)
    time_limit_minutes = models.PositiveSmallIntegerField(
        _("time limit in minutes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: no limit. Learners who have an accommodation get more."),
    )
    negative_marking = models.BooleanField(
        _("wrong answers cost points"),
        default=False,
        help_text=_("A wrong choice takes away as much as guessing would earn. Rarely a good idea."),
    )
    asks_certainty = models.BooleanField(
        _("ask how sure one is"), default=False, help_text=_("With each answer; it never changes the score.")
    )
    reveal = models.CharField(
        _("corrections are shown"), max_length=20, choices=Reveal, default=Reveal.SUBMITTED
    )
    reveal_from = models.DateTimeField(_("corrections shown from"), null=True, blank=True)
    exempts = models.BooleanField(
        _("exempts from the lessons"),
        default=False,
        help_text=_("A positioning quiz: who passes it need not do the module's lessons."),
    )
    questions = StreamField(
        QUIZ_BLOCKS,
        verbose_name=_("questions"),
        blank=True,
        help_text=_("Right answers never reach the page before the learner has answered."),
    )

    content_panels = Page.content_panels + [
        FieldPanel("lead"),
        STEP_PANEL,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("pass_percent"), FieldPanel("counts")]),
                FieldRowPanel([FieldPanel("attempts_allowed"), FieldPanel("delay_minutes")]),
                FieldRowPanel([FieldPanel("time_limit_minutes"), FieldPanel("layout")]),
                FieldRowPanel([FieldPanel("shuffle_questions"), FieldPanel("shuffle_answers")]),
                FieldRowPanel([FieldPanel("reveal"), FieldPanel("reveal_from")]),
                FieldRowPanel([FieldPanel("negative_marking"), FieldPanel("asks_certainty")]),
                FieldPanel("exempts"),
            ],
            heading=_("How it is answered"),
        ),
        HelpPanel(
            _(
                "Answers already given keep the questions as they were shown: you may correct a quiz at any time."
            )
        ),
        FieldPanel("questions"),
        ItemStatisticsPanel(heading=_("What answers say of the questions")),
    ]

    search_fields = Page.search_fields + [index.SearchField("lead")]

    parent_page_types = ["learning.ModulePage"]
    subpage_types: list[str] = []

    base_form_class = QuizForm
    evidence_type = "evaluation"
    completed_when = _("Finished once the score that counts reaches the pass mark.")
    step_icon = "circle-help"

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")

    def parts(self) -> list[Question | Draw]:
        """What the quiz is made of, in order: questions written here and draws, each with its section's title."""
        found: list[Question | Draw] = []
        section = ""
        for block in self.questions:
            if block.block_type == SECTION:
                section = block.value["title"]
            elif block.block_type == DRAW:
                found.append(Draw(block.value, section))
            else:
                found.append(Question.of(block, len(found) + 1, section=section))
        return found

    def asked(self) -> list[Question]:
        """The questions written here, in order, as plain data; those that are drawn are known of an attempt only."""
        return [part for part in self.parts() if isinstance(part, Question)]

    @property
    def question_count(self) -> int:
        """How many questions an attempt asks."""
        return sum(1 if isinstance(part, Question) else part.value["count"] for part in self.parts())

    @property
    def terms(self) -> Terms:
        """What it asks of an attempt begun now."""
        return Terms(
            pass_percent=self.pass_percent,
            one_a_page=self.layout == self.Layout.ONE,
            attempts_allowed=self.attempts_allowed,
            delay_minutes=self.delay_minutes,
            counts=self.counts,
            time_limit_minutes=self.time_limit_minutes,
            negative_marking=self.negative_marking,
            asks_certainty=self.asks_certainty,
            reveal=self.reveal,
            reveal_from=self.reveal_from,
            exempts=self.exempts,
            sections={
                block.value["title"]: block.value["text"]
                for block in self.questions
                if block.block_type == SECTION and block.value.get("text")
            },
        )

    def attempts_of(self, enrolment) -> list[Attempt]:
        """This person's attempts, the last first. Costs one query."""
        return list(Attempt.objects.filter(enrolment=enrolment).at(self).order_by("-number", "-pk"))

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        enrolment = context["study"].enrolment
        context |= {"question_count": self.question_count, "terms": self.terms}
        if enrolment is None:
            return context
        attempts = self.attempts_of(enrolment) if enrolment.pk else []
        sent = [attempt for attempt in attempts if not attempt.is_open]
        moments = [attempt.submitted_at for attempt in sent]
        answer = opening(self.terms, moments, now=timezone.now(), questions=self.question_count)
        tried = [Tried(attempt.percent, attempt.passed, attempt.submitted_at) for attempt in sent]
        return context | {
            "sent": sent,
            "under_way": next((attempt for attempt in attempts if attempt.is_open), None),
            "opening": answer,
            "why_closed": why_closed(answer),
            "counted": counted(tried, counts=self.counts, pass_percent=self.pass_percent),
            # What an author looks at: the questions as a learner will have them, with nothing to press.
            "previewed": self.previewed() if context["is_preview"] else None,
        }

    def previewed(self) -> list[PreviewedQuestion]:
        """The questions written here, as they will be shown; a draw says how many come from where."""
        return [PreviewedQuestion(part, n) for n, part in enumerate(self.parts(), start=1)]
