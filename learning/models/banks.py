"""Questions kept outside quizzes, and each question as it was worded one day."""

from __future__ import annotations

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase, TagBase
from wagtail.fields import StreamField

from learning.querysets import BankQuestionQuerySet, QuestionBankQuerySet, QuestionVersionQuerySet
from learning.questions import KINDS


class QuestionBank(models.Model):
    """One collection of questions, owned by a structure, from which quizzes draw."""

    structure = models.ForeignKey(
        "accounts.Structure", models.PROTECT, related_name="question_banks", verbose_name=_("structure")
    )
    title = models.CharField(_("title"), max_length=120)
    slug = models.SlugField(
        _("short address"), unique=True, help_text=_("Names the bank in commands. Never change it.")
    )
    description = models.TextField(_("description"), max_length=600, blank=True)
    is_shared = models.BooleanField(
        _("shared with the network"),
        default=False,
        help_text=_("Trainers of other structures may then draw from it; only yours may change it."),
    )

    objects = QuestionBankQuerySet.as_manager()

    class Meta:
        verbose_name = _("question bank")
        verbose_name_plural = _("question banks")
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


class BankCategory(models.Model):
    """One heading in a bank, written as a path: “Law/Statutes”. What is under a path counts as in it too."""

    bank = models.ForeignKey(
        QuestionBank, models.CASCADE, related_name="categories", verbose_name=_("question bank")
    )
    path = models.CharField(_("category"), max_length=255)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["path"]
        constraints = [models.UniqueConstraint(fields=["bank", "path"], name="learning_bank_category_once")]

    def __str__(self) -> str:
        return self.path


class QuestionTag(TagBase):
    """One word by which questions of banks are found."""

    class Meta:
        verbose_name = _("tag of questions")
        verbose_name_plural = _("tags of questions")


class TaggedQuestion(ItemBase):
    """One tag on one question."""

    tag = models.ForeignKey(QuestionTag, models.CASCADE, related_name="tagged_questions")
    content_object = models.ForeignKey(
        "learning.BankQuestion", models.CASCADE, related_name="tagged_questions"
    )


class BankQuestion(models.Model):
    """One question of a bank. `key` lasts: attempts, statistics and regrading name the question by it."""

    bank = models.ForeignKey(
        QuestionBank, models.PROTECT, related_name="questions", verbose_name=_("question bank")
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    category = models.ForeignKey(
        BankCategory,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="questions",
        verbose_name=_("category"),
    )
    name = models.CharField(_("name"), max_length=255, help_text=_("For trainers; learners never see it."))
    question = StreamField(
        [(kind.slug, kind()) for kind in KINDS], verbose_name=_("question"), min_num=1, max_num=1
    )
    kind = models.CharField(_("kind"), max_length=30, editable=False)  # of `question`, for lists and draws
    review_on = models.DateField(_("to review on"), null=True, editable=False)  # of `question`, for lists
    tags = TaggableManager(through=TaggedQuestion, blank=True, verbose_name=_("tags"))
    is_retired = models.BooleanField(
        _("retired"), default=False, help_text=_("No new attempt draws it; what was answered stays.")
    )
    created_at = models.DateTimeField(_("created on"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed on"), auto_now=True)

    objects = BankQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("bank question")
        verbose_name_plural = _("bank questions")
        ordering = ["pk"]
        indexes = [models.Index(fields=["bank", "is_retired", "category"], name="learning_bank_draw")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.category and self.category.bank_id != self.bank_id:
            raise ValidationError({"category": _("Choose a category of the same bank.")})

    def save(self, *args, **kwargs) -> None:
        self.kind = self.question[0].block_type if len(self.question) else ""
        self.review_on = self.question[0].value.get("review_on") if len(self.question) else None
        super().save(*args, **kwargs)


class QuestionVersion(models.Model):
    """One question as it was worded one day, key included: what attempts were shown and marked with. Never changed.

    Found by its content, so that a thousand attempts at the same wording share one row. `key` is the block id of a
    question written in a quiz, or the key of a bank question.
    """

    key = models.CharField(_("question"), max_length=36)
    kind = models.CharField(_("kind"), max_length=30)
    value = models.JSONField(_("as written"))  # the author's data, with the key of answers
    digest = models.CharField(max_length=64)  # SHA-256 of kind and value, as sorted JSON
    created_at = models.DateTimeField(_("first shown on"), auto_now_add=True)

    objects = QuestionVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("wording of a question")
        verbose_name_plural = _("wordings of questions")
        constraints = [
            models.UniqueConstraint(fields=["key", "digest"], name="learning_question_version_once")
        ]

    def __str__(self) -> str:
        return str(self.value.get("prompt", self.key))[:80]
