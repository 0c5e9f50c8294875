"""What was granted, as it was that day."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from certification.querysets import CredentialQuerySet
from certification.rules.badged import is_badged
from certification.rules.names import initials
from certification.rules.short_codes import short_code


class FileLost(OSError):
    """The storage no longer has the bytes that were issued: nothing else may be served in their place."""


def new_public_id() -> str:
    """An address nobody can guess: 128 random bits in 22 characters."""
    return secrets.token_urlsafe(16)


def _bytes_of(name: str, sha256: str) -> bytes:
    """A stored file, as it was issued. Raises FileLost."""
    try:
        with storages["documents"].open(name) as file:
            data = file.read()
    except OSError as lost:
        raise FileLost(name) from lost
    if hashlib.sha256(data).hexdigest() != sha256:
        raise FileLost(name)
    return data


class Registry(models.Model):
    """The last number given by one structure, for one kind of document, in one year. Locked to take the
    next.
    """

    structure = models.ForeignKey("accounts.Structure", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["structure", "kind", "year"], name="certification_registry_once")
        ]

    def __str__(self) -> str:
        return f"{self.structure} {self.kind} {self.year}: {self.last_number}"


class Credential(models.Model):
    """One document granted. `frozen` holds every word of it; the file is made from `frozen` alone, once.

    Never edited, never deleted: revoked or replaced. Keeps of a person: the name as it stood that day, for
    as long as the document can be presented.
    """

    class Status(models.TextChoices):
        PENDING = "pending", _("Being made")
        ISSUED = "issued", _("Valid")
        REVOKED = "revoked", _("Revoked")
        REPLACED = "replaced", _("Replaced")

    class Correction(models.TextChoices):
        """Why a document is replaced, said to whoever verifies the one before."""

        NAME_CHANGE = "name_change", _("change of name")
        TYPO = "typo", _("typing error")
        IDENTITY = "identity", _("identity of the structure")
        OTHER = "other", _("another reason")

    class HolderShown(models.TextChoices):
        FULL = "full", _("full name")
        INITIALS = "initials", _("initials only")
        ERASED = "erased", _("erased at their request")

    kind = models.CharField(_("kind"), max_length=20, editable=False)
    public_id = models.CharField(max_length=32, unique=True, default=new_public_id, editable=False)
    number = models.CharField(_("number"), max_length=40, unique=True, editable=False)
    # Typed from a telephone: `certification.rules.short_codes`. Empty for documents granted before there were any.
    short_code = models.CharField(_("short code"), max_length=12, unique=True, null=True, editable=False)
    structure = models.ForeignKey(
        "accounts.Structure", models.PROTECT, related_name="credentials", verbose_name=_("structure")
    )
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="credentials", verbose_name=_("holder")
    )
    holder_name = models.CharField(_("holder as named"), max_length=150, editable=False)
    holder_shown = models.CharField(
        _("shown to those who verify"), max_length=10, choices=HolderShown, default=HolderShown.FULL
    )
    subject = models.CharField(max_length=80, editable=False)  # "enrolment:12", "dossier:5", "replaces:7"
    title = models.CharField(_("title"), max_length=255, editable=False)
    scheme_version = models.ForeignKey(
        "certification.SchemeVersion", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    frozen = models.JSONField(_("frozen wording"), editable=False)
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.PENDING, editable=False
    )
    granted_at = models.DateTimeField(_("granted on"), default=timezone.now, editable=False)
    issued_at = models.DateTimeField(_("made on"), null=True, blank=True, editable=False)
    file_name = models.CharField(max_length=120, blank=True, editable=False)  # in the "documents" storage
    file_bytes = models.PositiveIntegerField(default=0, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    # Its place in the structure's lists of revocations (W3C Bitstring Status List), from 0 without a gap.
    status_index = models.PositiveIntegerField(null=True, editable=False)
    signed_with = models.ForeignKey(
        "certification.SigningKey", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    expires_on = models.DateField(
        _("valid until"), null=True, blank=True, editable=False
    )  # last day, included
    told_at = models.DateTimeField(null=True, blank=True, editable=False)  # when the holder was written to
    problem = models.CharField(_("problem met while making it"), max_length=500, blank=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked on"), null=True, blank=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    revoked_reason = models.CharField(_("reason"), max_length=300, blank=True, editable=False)
    replaced_by = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces", editable=False
    )

    # The certificate that renewed it, where one did: it stays as it was all the same.
    renewed_by = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="renews", editable=False
    )

    objects = CredentialQuerySet.as_manager()

    class Meta:
        verbose_name = _("document granted")
        verbose_name_plural = _("documents granted")
        ordering = ["-granted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject"], name="certification_credential_once"),
            models.UniqueConstraint(
                fields=["structure", "status_index"], name="certification_credential_status_index_once"
            ),
            models.CheckConstraint(
                condition=Q(status="pending") | ~Q(sha256=""),
                name="certification_credential_issued_has_its_hash",
            ),
        ]
        indexes = [
            models.Index(fields=["structure", "kind", "-granted_at"], name="certification_credential_list"),
            models.Index(fields=["holder", "kind"], name="certification_credential_owner"),
            models.Index(fields=["status", "granted_at"], name="certification_credential_sweep"),
            models.Index(fields=["expires_on"], name="certification_credential_ends"),
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.holder_name}"

    @classmethod
    def granted(cls, frozen: dict[str, Any], **fields: Any) -> Credential:
        """A document not yet kept, named and numbered by its own wording."""
        return cls(
            kind=frozen["kind"],
            public_id=frozen["public_id"],
            number=frozen["number"],
            short_code=short_code(frozen["public_id"]),
            holder_name=frozen["holder"]["name"],
            title=frozen["title"],
            frozen=frozen,
            **fields,
        )

    def for_log(self) -> dict[str, Any]:
        """What a log line says of it: no name, which lines cannot forget."""
        return {"number": self.number, "kind": self.kind, "subject": self.subject}

    def get_absolute_url(self) -> str:
        return reverse("certification:verification", args=[self.public_id])

    def document_url(self) -> str:
        return reverse("certification:document", args=[self.public_id])

    def words_url(self) -> str:
        """Of the page that says the same as the file."""
        return reverse("certification:document-words", args=[self.public_id])

    def read_file(self) -> bytes:
        """The bytes as issued. Raises FileLost when the storage lost or changed them."""
        return _bytes_of(self.file_name, self.sha256)

    @property
    def kilobytes(self) -> int:
        """The size that a link tells, never 0."""
        return max(1, round(self.file_bytes / 1000))

    @property
    def has_badge(self) -> bool:
        """Whether a badge is offered of it: there is one of its kind, it stands, and its holder was not erased."""
        return (
            is_badged(self.kind)
            and self.status == self.Status.ISSUED
            and self.holder_shown != self.HolderShown.ERASED
        )

    @property
    def shown_name(self) -> str:
        """The holder as those who verify may see them."""
        if self.holder_shown == self.HolderShown.ERASED:
            return gettext("the holder was erased at their request")
        return self.holder_name if self.holder_shown == self.HolderShown.FULL else initials(self.holder_name)


class CredentialFile(models.Model):
    """One more form of a granted document beside its PDF: a badge as JSON-LD, JWT, PNG or SVG. Made once, by the
    worker, from the frozen wording; served as stored.

    `format` is the slug of a form of `certification.formats.badge_forms`.
    """

    credential = models.ForeignKey(Credential, models.PROTECT, related_name="files")
    format = models.CharField(max_length=20)
    file_name = models.CharField(max_length=120)  # in the "documents" storage
    file_bytes = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    signed_with = models.ForeignKey(
        "certification.SigningKey", models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["credential", "format"], name="certification_file_once")
        ]

    def __str__(self) -> str:
        return f"{self.credential.number}.{self.format}"

    def read_file(self) -> bytes:
        """The bytes as made. Raises FileLost when the storage lost or changed them."""
        return _bytes_of(self.file_name, self.sha256)

    @property
    def kilobytes(self) -> int:
        """The size that a link tells, never 0."""
        return max(1, round(self.file_bytes / 1000))
