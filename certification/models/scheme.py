"""Certification rules as dated data."""

from __future__ import annotations

import json
from hashlib import sha256

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.designs import DEFAULT, design_of
from certification.querysets import SchemeQuerySet, SchemeVersionQuerySet
from certification.rules.claims import registry_code
from certification.rules.requirements import REMINDERS, InvalidRequirements, Requirements, read_requirements

#: Fields that are printed: none may show the code of a register our certificates are not in.
PRINTED = ("certificate_title", "certificate_text", "proves", "does_not_prove")
#: What is written in a draft.
WRITTEN = ("label", "effective_from", "effective_until", "requirements", "design", *PRINTED)


class VersionInForce(TypeError):
    """A version in force is what people were promised: it is never changed, only followed by another."""


class Scheme(models.Model):
    """One certificate that a structure may grant, whatever its successive rules."""

    structure = models.ForeignKey(
        "accounts.Structure", models.PROTECT, related_name="schemes", verbose_name=_("structure")
    )
    code = models.SlugField(_("code"))
    title = models.CharField(_("title"), max_length=200)
    # Who the scheme's rules call “responsable pédagogique”: they appraise theory and decide on exemptions.
    leads = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="+",
        verbose_name=_("pedagogical leads"),
        help_text=_("They appraise what candidates followed, and decide on exemptions of practice."),
    )

    objects = SchemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("certification scheme")
        verbose_name_plural = _("certification schemes")
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["structure", "code"], name="certification_scheme_code_once")
        ]

    def __str__(self) -> str:
        return self.title


class IssuerAuthorisation(models.Model):
    """What an authority allows one structure to grant, from a day until a day: for Certif'Asso the regional State
    service's (DRAJES), three years at most (decree 2008-1013 as amended by decree 2025-616).

    A certificate whose version asks for one is granted only on a day that one covers. Never edited once used: ended,
    and followed by another.
    """

    scheme = models.ForeignKey(
        Scheme, models.PROTECT, related_name="authorisations", verbose_name=_("scheme")
    )
    authority = models.CharField(_("authority"), max_length=120, help_text=_("Such as DRAJES Normandie."))
    reference = models.CharField(_("reference"), max_length=120)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), help_text=_("Last day, included."))

    class Meta:
        verbose_name = _("issuer authorisation")
        verbose_name_plural = _("issuer authorisations")
        ordering = ["scheme", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_until__gte=models.F("valid_from")),
                name="certification_authorisation_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return f"{self.authority} {self.reference}"


class SchemeVersion(models.Model):
    """The rules and the wording of a scheme from one day until another. A draft is edited; it is read-only once in
    force.

    `requirements` is read by `certification.rules.requirements`, which names what is wrong with it.
    """

    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="versions", verbose_name=_("scheme"))
    label = models.CharField(_("version"), max_length=40, help_text=_("Such as 2026."))
    effective_from = models.DateField(_("in force from"))
    effective_until = models.DateField(_("in force until"), null=True, blank=True)
    # Written, not yet promised to anybody: never offered to candidates.
    draft = models.BooleanField(_("draft"), default=False)
    requirements = models.JSONField(_("requirements"))
    # A slug of `certification.designs`: the sheet its certificates are printed on.
    design = models.CharField(_("design of the certificate"), max_length=20, default=DEFAULT)
    certificate_title = models.CharField(_("title on the certificate"), max_length=200)
    certificate_text = models.TextField(
        _("sentence on the certificate"),
        max_length=400,
        help_text=_("After the holder's name: what they did."),
    )
    proves = models.TextField(_("what it proves"), help_text=_("One statement a line."))
    does_not_prove = models.TextField(_("what it does not prove"), help_text=_("One statement a line."))

    objects = SchemeVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a scheme")
        verbose_name_plural = _("versions of schemes")
        ordering = ["scheme", "-effective_from"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "label"], name="certification_version_label_once")
        ]

    def __str__(self) -> str:
        return f"{self.scheme} ({self.label})"

    @property
    def in_force(self) -> bool:
        """Whether it has come into force: from then on it is read-only."""
        return not self.draft and self.effective_from <= timezone.localdate()

    @property
    def standing(self) -> str:
        """Where it stands today, in words."""
        today = timezone.localdate()
        if self.draft:
            return str(_("draft"))
        if today < self.effective_from:
            return str(_("to come"))
        return str(_("in force") if (self.effective_until or today) >= today else _("over"))

    @property
    def stamp(self) -> str:
        """What it says now, in a few letters: another as soon as anything written in it is."""
        said = json.dumps({name: getattr(self, name) for name in WRITTEN}, default=str, sort_keys=True)
        return sha256(said.encode()).hexdigest()[:20]

    @property
    def design_words(self) -> str:
        """How its certificates look."""
        return str(design_of(self.design).label)

    @property
    def reminder_days(self) -> tuple[int, ...]:
        """How many days before its end the holder of one of its certificates is reminded."""
        validity = self.read().validity
        return validity.reminders if validity else REMINDERS

    def read(self) -> Requirements:
        """What it asks for. Raises InvalidRequirements where the data was damaged."""
        return read_requirements(self.requirements)

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str | ValidationError] = {}
        try:
            self.read()
        except InvalidRequirements as reason:
            wrong["requirements"] = str(reason)
        for field in PRINTED:
            if code := registry_code(getattr(self, field)):
                wrong[field] = ValidationError(
                    _("“%(code)s” would mislead: this certificate is in no national register."),
                    params={"code": code},
                )
        if self.effective_until and self.effective_until < self.effective_from:
            wrong["effective_until"] = _("This is before the day it comes into force.")
        if wrong:
            raise ValidationError(wrong)

    def save(self, *args, **kwargs) -> None:
        """Refuse to change a version once in force, save for the day it ends. Raises VersionInForce."""
        ending = set(kwargs.get("update_fields") or ()) == {"effective_until"}
        if self.pk and not ending and self._came_into_force():
            raise VersionInForce(f"{self} is in force.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Refuse to delete a version once in force. Raises VersionInForce."""
        if self._came_into_force():
            raise VersionInForce(f"{self} is in force.")
        return super().delete(*args, **kwargs)

    def _came_into_force(self) -> bool:
        """What the database says, whatever was changed in memory. Costs one query."""
        known = type(self).objects.filter(pk=self.pk, draft=False, effective_from__lte=timezone.localdate())
        return known.exists()
