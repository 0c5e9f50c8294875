"""People, structures, roles and the log of what was done."""

import secrets

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.querysets import (
    ArchiveQuerySet,
    LogEntryQuerySet,
    MembershipQuerySet,
    StructureQuerySet,
    UserManager,
)
from accounts.rules.roles import STAFF_ROLES
from accounts.verbs import words_of


class User(AbstractBaseUser, PermissionsMixin):
    """One person, one account across the network. The e-mail is the login; the name is as the person writes it.

    Keeps of a person: address, name, password hash, dates of joining and of the last visit; until the account is
    closed (`accounts.actions.erase`). The row then stays, empty, for what leads to it; who acted for others keeps their
    name beside what they decided. Frozen documents keep the name as it stood, elsewhere.
    """

    class Profile(models.TextChoices):
        VOLUNTEER = "volunteer", _("Volunteer")
        OFFICER = "officer", _("Elected officer of an association")
        EMPLOYEE = "employee", _("Employee of an association")
        CIVIC = "civic", _("Civic service volunteer")
        PROJECT = "project", _("Setting up an association")
        OTHER = "other", _("Something else")

    email = models.EmailField(_("e-mail address"), unique=True)
    display_name = models.CharField(
        _("name"), max_length=150, help_text=_("As you write it; your certificates will carry it so.")
    )
    profile = models.CharField(
        _("you are"),
        max_length=20,
        choices=Profile,
        blank=True,
        help_text=_("If you wish: some groups are meant for some people."),
    )
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Untick to close the account without losing what it earned.")
    )
    is_staff = models.BooleanField(_("may enter the administration"), default=False)
    date_joined = models.DateTimeField(_("joined on"), default=timezone.now, editable=False)
    # When the person was forgotten; nothing brings them back.
    erased_at = models.DateTimeField(_("account erased on"), null=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["display_name", "pk"]
        constraints = [models.UniqueConstraint(Lower("email"), name="accounts_user_email_once")]

    def __str__(self) -> str:
        return self.display_name or self.email

    def clean(self) -> None:
        super().clean()
        self.email = self.email.strip().lower()

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name

    @cached_property
    def current_memberships(self) -> list["Membership"]:
        """Roles held today, with their structures. Costs one query, once for each time the person is loaded."""
        return list(self.memberships.current().select_related("structure"))

    def roles_in(self, structure: "Structure | None") -> set[str]:
        """Roles held today in this structure. Costs a query the first time."""
        return {
            held.role for held in self.current_memberships if structure and held.structure_id == structure.pk
        }

    @property
    def is_team(self) -> bool:
        """Whether the person now works for some structure. Costs a query the first time; `is_staff` costs none."""
        return any(held.role in STAFF_ROLES for held in self.current_memberships)

    # Wagtail's screens and reports read these two; we keep one name as the person writes it.
    @property
    def first_name(self) -> str:
        return self.display_name

    @property
    def last_name(self) -> str:
        return ""


class Structure(models.Model):
    """One house (maison des associations) or network head: brand, legal identity, its Wagtail site, its parent."""

    class Kind(models.TextChoices):
        MDA = "mda", _("Maison des associations")
        NETWORK = "network", _("Network head")
        OTHER = "other", _("Other support point")

    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(
        _("short name"), max_length=60, help_text=_("For the banner, such as “Valmont”.")
    )
    slug = models.SlugField(_("short address"), unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.MDA)
    number_prefix = models.CharField(
        _("prefix of document numbers"),
        max_length=8,
        unique=True,
        validators=[RegexValidator(r"^[A-Z0-9]{2,8}$", _("Two to eight capitals or digits."))],
        help_text=_("Such as VAL, in VAL-2026-0147. Never change it once documents are issued."),
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("network")
    )
    site = models.OneToOneField(
        "wagtailcore.Site",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="structure",
        verbose_name=_("site"),
    )
    collection = models.OneToOneField(
        "wagtailcore.Collection",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="structure",
        verbose_name=_("images and documents"),
    )
    address = models.CharField(_("address"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    siret = models.CharField(
        _("SIRET"), max_length=14, blank=True, validators=[RegexValidator(r"^\d{14}$", _("Fourteen digits."))]
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    opening_hours = models.CharField(_("opening hours"), max_length=200, blank=True)
    signatory_name = models.CharField(_("who signs"), max_length=150, blank=True)
    signatory_role = models.CharField(
        _("as"), max_length=150, blank=True, help_text=_("Such as “For the house, the president”.")
    )

    # Only a body entitled to it gives certificats de réalisation (code du travail, L. 6353-1).
    activity_number = models.CharField(
        _("activity declaration number"),
        max_length=20,
        blank=True,
        help_text=_("Of a training body (NDA). Without it, no certificat de réalisation is given."),
    )
    gives_realisation = models.BooleanField(
        _("gives certificats de réalisation"),
        default=False,
        help_text=_("The structure states that it is entitled to."),
    )

    objects = StructureQuerySet.as_manager()

    class Meta:
        verbose_name = _("structure")
        verbose_name_plural = _("structures")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One role of one person in one structure, from a day until a day (or still)."""

    class Role(models.TextChoices):
        LEARNER = "learner", _("Learning")
        TRAINER = "trainer", _("Training")
        VALIDATOR = "validator", _("Validation")
        MANAGER = "manager", _("Management")

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("person"))
    structure = models.ForeignKey(
        Structure, models.CASCADE, related_name="memberships", verbose_name=_("structure")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True, help_text=_("Last day, included."))

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["structure", "role", "user"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "structure", "role"],
                condition=Q(until=None),
                name="accounts_membership_one_open",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since")),
                name="accounts_membership_ends_after_start",
            ),
        ]
        indexes = [models.Index(fields=["structure", "role", "user"], name="accounts_membership_role")]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.structure}"


class RoleGroup(models.Model):
    """What one staff role of one structure may do in the administration: the Wagtail group that carries its rights.

    Who is in the group follows `Membership`; `accounts.actions.sync_groups` and `sync_people` keep both true.
    """

    structure = models.ForeignKey(Structure, models.CASCADE, related_name="role_groups")
    role = models.CharField(max_length=20, choices=Membership.Role)
    group = models.OneToOneField("auth.Group", models.CASCADE, related_name="role_group")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["structure", "role"], name="accounts_role_group_once")]

    def __str__(self) -> str:
        return str(self.group)


class ChainHead(models.Model):
    """The end of one chain of the log: one row a structure, one for the network. Locked to append."""

    key = models.CharField(max_length=40, unique=True)
    last_hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.key


class LogEntry(models.Model):
    """One thing done: who, what, to which object, when, bound to the line before by its hash. Never changed.

    Keeps of a person: who did it (the account, which erasure empties of its name unless they acted for others), for as
    long as the documents that the line explains.
    """

    actor = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who"),
        help_text=_("Empty when the platform did it by itself."),
    )  # fmt: skip
    verb = models.CharField(_("what"), max_length=60)
    subject_type = models.CharField(_("kind of object"), max_length=80)
    subject_id = models.CharField(_("object"), max_length=40)
    structure = models.ForeignKey(
        Structure, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("structure")
    )
    payload = models.JSONField(_("details"), default=dict, blank=True)
    at = models.DateTimeField(_("when"))
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    objects = LogEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("log line")
        verbose_name_plural = _("log")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="accounts_log_subject"),
            models.Index(fields=["structure", "-id"], name="accounts_log_structure"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.subject_type}:{self.subject_id}"

    def facts(self) -> dict:
        """All that the line says, as its hash covers it."""
        return {
            "actor": self.actor_id,
            "verb": self.verb,
            "subject": f"{self.subject_type}:{self.subject_id}",
            "structure": self.structure_id,
            "payload": self.payload,
            "at": self.at.isoformat(timespec="microseconds"),
        }

    def in_words(self) -> str:
        """What was done, in the reader's language."""
        return words_of(self.verb)

    def save(self, *args, **kwargs) -> None:
        """Refuse: a line is appended through ``LogEntry.objects.append`` and never changed."""
        raise TypeError("A log line is appended, never saved or changed.")

    def delete(self, *args, **kwargs):
        """Refuse: a line is never removed."""
        raise TypeError("A log line is never deleted.")

    @staticmethod
    def chain_head_model() -> type[ChainHead]:
        return ChainHead


def new_archive_token() -> str:
    """What nobody guesses: 128 bits, short enough for an address."""
    return secrets.token_urlsafe(16)


class Archive(models.Model):
    """One archive (ZIP) of all that is held of one person, at their request: made by the worker, read by them alone.

    Kept seven days, then deleted with its file. Keeps of a person: everything, until then.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Asked for")
        READY = "ready", _("Ready")

    person = models.ForeignKey(User, models.CASCADE, related_name="archives", verbose_name=_("person"))
    token = models.CharField(max_length=32, unique=True, default=new_archive_token, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField(_("asked on"), default=timezone.now)
    # When a worker took it in hand last; one that was killed leaves it to the next.
    taken_at = models.DateTimeField(null=True, editable=False)
    total = models.PositiveIntegerField(default=0)  # rows to write
    done = models.PositiveIntegerField(default=0)
    file_name = models.CharField(max_length=120, blank=True, editable=False)  # in the "work" storage
    file_bytes = models.PositiveBigIntegerField(_("bytes"), default=0, editable=False)
    ready_at = models.DateTimeField(_("ready on"), null=True, editable=False)
    expires_at = models.DateTimeField(_("kept until"), null=True, editable=False)

    objects = ArchiveQuerySet.as_manager()

    class Meta:
        verbose_name = _("archive of one’s data")
        verbose_name_plural = _("archives of one’s data")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state="asked"), name="accounts_archive_one_under_way"
            )
        ]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d} · {self.get_state_display()}"

    @property
    def percent(self) -> int:
        """How far it is, never 100 before it is ready."""
        return min(99, self.done * 100 // self.total) if self.total else 0
