"""The forms of a badge: the same signed credential as data, or inside a picture.

To add one: a subclass of `BadgeForm`, listed in `BADGE_FORMS`; its address comes with it (`certification.badge_urls`).
The sweep then makes it of the documents that lack the last of the list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from certification.formats import badge, baking
from certification.formats.badge_image import Drawing


@dataclass(frozen=True)
class Signed:
    """What every form is made of. `json` is the document with its proof, as it is kept."""

    document: Mapping[str, Any]
    json: bytes
    private: Ed25519PrivateKey
    method: str
    drawing: Drawing


class BadgeForm:
    """One form. Looks nothing up."""

    #: Stored with every file: never rename one.
    slug: ClassVar[str]
    content_type: ClassVar[str]
    label: ClassVar[Promise]

    @property
    def suffix(self) -> str:
        return f".{self.slug}"

    def made_of(self, signed: Signed) -> bytes:
        """The same for the same facts."""
        raise NotImplementedError


class Json(BadgeForm):
    slug = "json"
    content_type = "application/vc"
    label = _("Signed data (JSON)")

    def made_of(self, signed: Signed) -> bytes:
        return signed.json


class Jwt(BadgeForm):
    slug = "jwt"
    content_type = "application/vc+jwt"
    label = _("Signed data (JWT)")

    def made_of(self, signed: Signed) -> bytes:
        return badge.as_jwt(signed.document, private=signed.private, method=signed.method)


class Svg(BadgeForm):
    slug = "svg"
    content_type = "image/svg+xml"
    label = _("Picture for print (SVG)")

    def made_of(self, signed: Signed) -> bytes:
        return baking.svg(signed.drawing.svg(), signed.json.decode())


class Png(BadgeForm):
    slug = "png"
    content_type = "image/png"
    label = _("Picture (PNG)")

    def made_of(self, signed: Signed) -> bytes:
        return baking.png(signed.drawing.picture(), signed.json.decode())


BADGE_FORMS: tuple[BadgeForm, ...] = (Json(), Jwt(), Svg(), Png())
BY_FORM = {form.slug: form for form in BADGE_FORMS}
