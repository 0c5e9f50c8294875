"""What learners and trainers write to one another, and what the platform tells them."""

from __future__ import annotations

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.notifications import BY_SLUG, NotificationKind, Words
from learning.querysets import NotificationQuerySet, ThreadQuerySet

STOP = "learning.stop-notifications"


class Thread(models.Model):
    """One question to the trainer on a step, or one error reported in its content, until it is closed.

    Private to its author and the module's trainers, unless shared with a group. Keeps of a person: their words, as
    long as the account.
    """

    class Kind(models.TextChoices):
        QUESTION = "question", _("question")
        ERROR = "error", _("error in the content")

    class State(models.TextChoices):
        OPEN = "open", _("Waiting for an answer")
        ANSWERED = "answered", _("Answered")
        CLOSED = "closed", _("Closed")

    structure = models.ForeignKey("accounts.Structure", models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.QUESTION)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="threads", verbose_name=_("author")
    )
    group = models.ForeignKey(
        "learning.Group",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="threads",
        verbose_name=_("shared with the group"),
    )  # empty: private
    module = models.ForeignKey("learning.ModulePage", models.SET_NULL, null=True, related_name="threads")
    module_key = models.UUIDField(editable=False)
    step = models.ForeignKey("wagtailcore.Page", models.SET_NULL, null=True, related_name="+")
    step_key = models.UUIDField(editable=False)
    step_title = models.CharField(_("step"), max_length=255)
    quote = models.CharField(_("passage"), max_length=500, blank=True)
    opened_at = models.DateTimeField(_("opened on"), default=timezone.now)
    last_message_at = models.DateTimeField(_("last message on"), default=timezone.now)
    closed_at = models.DateTimeField(_("closed on"), null=True, blank=True)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("question to the trainer")
        verbose_name_plural = _("questions to the trainer")
        ordering = ["-last_message_at", "-pk"]
        indexes = [
            models.Index(fields=["structure", "state", "-last_message_at"], name="learning_thread_desk"),
            models.Index(fields=["step_key", "author"], name="learning_thread_step"),
        ]

    def __str__(self) -> str:
        return f"{self.step_title} · {self.author}"


class Message(models.Model):
    """One message in a thread. Never changed."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    is_from_team = models.BooleanField(default=False)
    text = models.TextField(_("message"), max_length=4000)
    token = models.UUIDField(editable=False)  # of the form: a second POST is the same message
    at = models.DateTimeField(_("on"), default=timezone.now)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["author", "token"], name="learning_message_once")]

    def __str__(self) -> str:
        return self.text[:60]


class Notification(models.Model):
    """One thing told to one person, here and perhaps by e-mail; once for each `about`, whoever tells it again.

    `kind` is a slug of `learning.notifications`; `words` hold what its sentence needs, as it stood. Deleted after a
    year. Keeps of a person: what they were told.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications", verbose_name=_("person")
    )
    structure = models.ForeignKey(
        "accounts.Structure", models.PROTECT, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(_("kind"), max_length=30)
    about = models.CharField(_("about"), max_length=120)  # such as “submission:12”: what makes it one
    words = models.JSONField(_("words"), default=dict)
    address = models.CharField(
        _("address"), max_length=300, blank=True
    )  # where it leads, from the site's root
    made_at = models.DateTimeField(_("on"), default=timezone.now)
    read_at = models.DateTimeField(_("read on"), null=True, blank=True)
    # Empty until the e-mail that tells it is in the queue of mail, in one transaction; never told by mail twice.
    mailed_at = models.DateTimeField(_("written on"), null=True, blank=True)
    by_mail = models.CharField(
        max_length=10, default="digest"
    )  # "now", "digest" or "none", as chosen that day

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "about"], name="learning_notification_once")
        ]
        indexes = [
            models.Index(fields=["person", "-made_at"], name="learning_notification_list"),
            models.Index(
                fields=["by_mail", "made_at"],
                condition=Q(mailed_at=None),
                name="learning_notification_to_mail",
            ),
        ]

    #: Stands for every kind that is told in the digest, where one stops them.
    DIGEST = "digest"

    def __str__(self) -> str:
        return f"{self.kind} · {self.about}"

    @property
    def said_by(self) -> NotificationKind | None:
        """Its kind; None for one that is no longer."""
        return BY_SLUG.get(self.kind)

    @property
    def sentence(self) -> str:
        """What happened, in the reader's language."""
        return self.said_by.sentence(Words(self.words)) if self.said_by else ""

    @property
    def detail(self) -> str:
        return self.said_by.detail(Words(self.words)) if self.said_by else ""

    @property
    def call(self) -> str:
        return self.said_by.call() if self.said_by else ""

    @staticmethod
    def stop_path(person, kind: str) -> str:
        """The address that stops the e-mails of this kind to this person, signed: whoever has it may, once and for
        ever, and can do nothing else."""
        token = Signer(salt=STOP).sign_object([person.pk, kind])
        return reverse("learning:stop-notifications", args=[token])

    @classmethod
    def stopped_by(cls, token: str) -> tuple[int, str] | None:
        """The person's number and the kind that a signed address names; None if it is not ours."""
        try:
            person, kind = Signer(salt=STOP).unsign_object(token)
        except (BadSignature, ValueError):
            return None
        return (person, kind) if kind in BY_SLUG or kind == cls.DIGEST else None


class NotificationChoice(models.Model):
    """How somebody wants to hear of one kind of thing by e-mail; without a row, the kind's own default."""

    class ByMail(models.TextChoices):
        NOW = "now", _("right away")
        DIGEST = "digest", _("in the digest of the day")
        NONE = "none", _("never")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notification_choices")
    kind = models.CharField(max_length=30)
    by_mail = models.CharField(_("by e-mail"), max_length=10, choices=ByMail)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="learning_notification_choice_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.by_mail}"
