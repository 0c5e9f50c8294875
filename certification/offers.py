"""What a holder may do with the badge of a document: download each form of it, or add it to a profile elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise

from certification.formats.badge_forms import BADGE_FORMS
from certification.models import Credential, CredentialFile
from certification.rules.profiles import linkedin


@dataclass(frozen=True)
class OfferedFile:
    """One form of a badge, to download."""

    label: Promise
    address: str
    kilobytes: int


@dataclass(frozen=True)
class Offer:
    """The badge of one document. `picture` is the address of what shows it."""

    linkedin: str
    picture: str
    files: list[OfferedFile] = field(default_factory=list)


def offers_of(documents: Iterable[Credential]) -> dict[int, Offer]:
    """By pk, the badges of these documents of one holder: of those that stand, once made. Costs one query."""
    shown = {one.pk: one for one in documents if one.has_badge}
    rows = CredentialFile.objects.filter(credential__in=shown)
    rows = rows.annotate(
        issuer=F("credential__frozen__structure__name"), page=F("credential__frozen__verification_url")
    )
    made = {(row.credential_id, row.format): row for row in rows}
    offers: dict[int, Offer] = {}
    for form in reversed(BADGE_FORMS):
        for pk, document in shown.items():
            if (row := made.get((pk, form.slug))) is None:
                continue
            offer = offers.setdefault(pk, _offer(document, row.issuer, row.page))
            address = reverse(f"certification:badge-{form.slug}", args=[document.public_id])
            offer.files.append(OfferedFile(form.label, address, row.kilobytes))
    return offers


def _offer(document: Credential, issuer: str, page: str) -> Offer:
    return Offer(
        linkedin=linkedin(
            name=document.title,
            issuer=issuer,
            issued_on=timezone.localdate(document.granted_at),
            expires_on=document.expires_on,
            address=page,
            number=document.number,
        ),
        picture=reverse("certification:badge-svg", args=[document.public_id]),
    )
