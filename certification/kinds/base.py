"""What a kind of document promises: to freeze every word of it, once.

After `freeze`, nothing is looked up again: a format prints what it is given, the verification page shows
it, and editing or deleting anything else changes nothing. All kinds freeze the same frame (`Frame`), so
that one verification page and one format serve them all; what is special goes beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Structure, User
from certification.rules.names import tidy_name
from certification.rules.short_codes import grouped, short_code
from certification.rules.wording import french_date

#: The shape of what is frozen. A format reads it; raise it when a key changes its meaning, never otherwise.
SHAPE = 1
#: The language documents are written in.
LANGUAGE = "fr"


@dataclass(frozen=True)
class Frame:
    """What granting gives every kind: who, by whom, when, under which number, at which address."""

    number: str
    public_id: str
    structure: Structure
    holder_name: str
    granted_on: date


def site_address(structure: Structure) -> str:
    """Where the structure's site stands, as it is printed. `BASE_URL` wins where it names the same machine."""
    if structure.site is None or structure.site.hostname == urlsplit(settings.BASE_URL).hostname:
        return settings.BASE_URL
    return structure.site.root_url


def verification_address(structure: Structure, public_id: str) -> str:
    return site_address(structure) + reverse("certification:verification", args=[public_id])


def identity(structure: Structure) -> dict[str, Any]:
    """Who issues, as it stands today."""
    town = " ".join(part for part in (structure.postcode, structure.city) if part)
    return {
        "name": structure.name,
        "lines": [line for line in (structure.address, town) if line],
        "siret": structure.siret,
        "email": structure.email,
        "phone": structure.phone,
    }


class Kind:
    """One kind of document that can be granted.

    Subclasses set the class attributes and implement `freeze_own`, whose keys join the frame's. `template`
    is the sheet it is printed on.
    """

    #: Stored with every document: never rename one.
    slug: ClassVar[str]
    #: In the number, between the prefix and the year; nothing for certificates.
    mark: ClassVar[str]
    #: Digits of the rank in the number.
    width: ClassVar[int]
    label: ClassVar[Promise]
    label_plural: ClassVar[Promise]
    template: ClassVar[str]
    style: ClassVar[str]
    #: What differs from sheet to sheet of the same words, with the millimetres of its line: such sheets are laid out
    #: once (`certification.formats.placing`). `*` stands for each of a list.
    places: ClassVar[Mapping[str, float]] = {}
    #: The same words, special to the kind, for the page that is read instead of the sheet.
    words_template: ClassVar[str]
    #: Name of the address of its page in the administration.
    desk_page: ClassVar[str]
    #: The answers of the verification page, by status.
    answers: ClassVar[Mapping[str, Promise]]
    #: The same for one past its last day, which is no status.
    expired: ClassVar[Promise] = gettext_lazy("This document has expired")
    #: How an e-mail and a link name it: “your attestation”.
    yours: ClassVar[Promise]
    #: What Open Badges call it: a word of their list of types of achievement.
    achievement_type: ClassVar[str] = "CertificateOfCompletion"
    #: What the picture of its badge says that it is not.
    is_not: ClassVar[Promise] = gettext_lazy("Neither a certificate nor a diploma")
    download: ClassVar[Promise]

    def freeze(self, frame: Frame, **facts: Any) -> dict[str, Any]:
        """Every word of the document, as data that JSON can keep, in the documents' language.

        Must hold `title` (what it is about), `heading` (what it is), `facts` (label and value pairs for
        whoever verifies), `proves` and `does_not_prove` (statements), whatever the kind.
        """
        with translation.override(LANGUAGE):
            return self._frame(frame) | self.freeze_own(**facts)

    def freeze_again(self, frozen: Mapping[str, Any], frame: Frame) -> dict[str, Any]:
        """The same document for a corrected name or identity: what was earned stays word for word.

        The frame (name, number, address, structure, signatory, day) is today's; the rest is as it was.
        """
        with translation.override(LANGUAGE):
            return {**frozen, **self._frame(frame), "replaces": frozen["number"]}

    def freeze_own(self, **facts: Any) -> dict[str, Any]:
        raise NotImplementedError

    def style_of(self, frozen: Mapping[str, Any]) -> str:
        """The style of the sheet of one document."""
        return self.style

    def after_revocation(self, frozen: Mapping[str, Any], actor: User) -> None:
        """What else ends with a document of this kind. Called inside the transaction that revokes it."""

    def _frame(self, frame: Frame) -> dict[str, Any]:
        structure, day = frame.structure, french_date(frame.granted_on)
        address = verification_address(structure, frame.public_id)
        site = urlsplit(address)
        made_at = _("Done at %(place)s on %(day)s") if structure.city else _("Done on %(day)s")
        return {
            "shape": SHAPE,
            "kind": self.slug,
            "language": LANGUAGE,
            "number": frame.number,
            "public_id": frame.public_id,
            "verification_url": address,
            "short_code": grouped(short_code(frame.public_id)),
            "verification_site": site.netloc + reverse("certification:verify-file"),
            "holder": {"name": tidy_name(frame.holder_name)},
            "structure": identity(structure),
            "signatory": {"name": structure.signatory_name, "role": structure.signatory_role},
            "granted_on": frame.granted_on.isoformat(),
            "granted_on_words": day,
            "place": structure.city,
            "done_at": made_at % {"place": structure.city, "day": day},
            "words": {
                "number": _("No. %(number)s") % {"number": frame.number},
                "issued_on": _("Issued on"),
                "issued_by": _("Issued by"),
                "verify": _("To verify this document"),
                "code": _("Code %(code)s") % {"code": grouped(short_code(frame.public_id))},
                "qr": _("QR code leading to the page that verifies this document"),
                "siret": _("SIRET %(siret)s") % {"siret": structure.siret} if structure.siret else "",
            },
        }
