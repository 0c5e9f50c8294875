"""What a structure signs with."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from certification.querysets import SigningKeyQuerySet

#: How long before the end of a certificate its managers read that it ends.
SOON = timedelta(days=60)


class SigningKey(models.Model):
    """One pair of keys of one structure, for one purpose. The private half is kept encrypted and never shown.

    Rotated, never deleted: documents signed with a retired key stay verifiable, so its public half stays published.
    """

    class Purpose(models.TextChoices):
        PDF = "pdf", _("PDF documents (PAdES)")
        BADGE = "badge", _("open badges (Ed25519)")

    class Origin(models.TextChoices):
        MADE = "made", _("made here")
        IMPORTED = "imported", _("imported")

    structure = models.ForeignKey(
        "accounts.Structure", models.PROTECT, related_name="signing_keys", verbose_name=_("structure")
    )
    purpose = models.CharField(_("signs"), max_length=10, choices=Purpose)
    origin = models.CharField(_("origin"), max_length=10, choices=Origin, default=Origin.MADE)
    private = models.BinaryField(editable=False)  # PKCS#8 DER, encrypted: certification.keys
    certificate = models.TextField(_("certificate"), blank=True, editable=False)  # PEM, its chain after it
    public_jwk = models.JSONField(editable=False)
    fingerprint = models.CharField(_("fingerprint"), max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made on"), default=timezone.now, editable=False)
    valid_until = models.DateTimeField(_("certificate valid until"), null=True, blank=True, editable=False)
    retired_at = models.DateTimeField(_("retired on"), null=True, blank=True, editable=False)

    objects = SigningKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("signing key")
        verbose_name_plural = _("signing keys")
        ordering = ["structure", "purpose", "-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["structure", "purpose"],
                condition=Q(retired_at=None),
                name="certification_key_one_in_use",
            )
        ]

    @property
    def algorithm(self) -> str:
        """As people who know keys name it."""
        jwk = self.public_jwk
        if jwk["kty"] == "RSA":
            return f"RSA {len(urlsafe_b64decode(jwk['n'] + '==')) * 8}"
        return {"EC": f"EC {jwk['crv']}"}.get(jwk["kty"], jwk["crv"])

    @property
    def expired(self) -> bool:
        return self.valid_until is not None and self.valid_until <= timezone.now()

    @property
    def state(self) -> str:
        """Whether it signs today, in words."""
        if self.retired_at:
            return gettext("Retired: it signs no longer, what it signed stays valid")
        if self.expired:
            return gettext("Expired: the next document makes a new key")
        if self.valid_until and self.valid_until - timezone.now() < SOON:
            return gettext("Signs today; its certificate ends soon: change the key, or import a new one")
        return gettext("Signs today")

    def __str__(self) -> str:
        return f"{self.structure} · {self.get_purpose_display()} · {self.fingerprint[:8]}"
