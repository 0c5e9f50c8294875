"""The local directory of associations."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from skills.querysets import AssociationQuerySet
from skills.rules.missions import search_name


class Association(models.Model):
    """One association. In the directory (`listed`), or added by somebody for their own record and seen by them alone:
    where a person gives time may tell what they believe or suffer from.
    """

    name = models.CharField(_("name"), max_length=200)
    search_name = models.CharField(max_length=200, editable=False, db_index=True)
    rna = models.CharField(_("RNA number"), max_length=10, blank=True, help_text=_("W, then nine digits."))
    city = models.CharField(_("city"), max_length=100, blank=True)
    listed = models.BooleanField(_("in the directory"), default=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    objects = AssociationQuerySet.as_manager()

    class Meta:
        verbose_name = _("association")
        verbose_name_plural = _("associations")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rna"], condition=Q(listed=True) & ~Q(rna=""), name="skills_association_listed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.city}" if self.city else self.name

    def save(self, *args, **kwargs) -> None:
        self.search_name = search_name(self.name)[:200]
        super().save(*args, **kwargs)
