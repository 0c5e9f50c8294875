"""The answer that whoever verifies a document reads: in two seconds, and without saying more than they may know."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from certification.kinds import BY_SLUG
from certification.models import Credential
from certification.older import older_version
from certification.rules.standing import standing
from certification.rules.wording import french_date

#: By status: the class of the box, and the sign in its seal.
LOOKS = {
    Credential.Status.PENDING: ("wait", "wait"),
    Credential.Status.ISSUED: ("", "tick"),
    Credential.Status.REVOKED: ("off", "cross"),
    Credential.Status.REPLACED: ("off", "cross"),
}


EXPIRED = ("off", "cross")


def standing_of(credential: Credential) -> str:
    """What a document is worth today: pending, valid, expired, revoked or replaced."""
    return standing(status=credential.status, expires_on=credential.expires_on, today=timezone.localdate())


def _answer(credential: Credential) -> tuple[str, str, str]:
    """The answer in words, the class of its box, the sign in its seal."""
    kind = BY_SLUG[credential.kind]
    if standing_of(credential) == "expired":
        return str(kind.expired), *EXPIRED
    return str(kind.answers[credential.status]), *LOOKS[credential.status]


@dataclass(frozen=True)
class Verdict:
    """What is shown of one document. `facts` are pairs of words; `follow` is the address of what replaced it, `renewed`
    that of what renewed it; `older` says what changed since in what it attests."""

    number: str
    answer: str
    lead: str
    look: str
    sign: str
    facts: list[tuple[str, str]]
    proves: list[str] = field(default_factory=list)
    does_not_prove: list[str] = field(default_factory=list)
    follow: str = ""
    older: str = ""
    renewed: str = ""
    address: str = ""


def _lead(credential: Credential, issuer: str) -> str:
    """The sentence under the answer."""
    if standing_of(credential) == "expired":
        return _("It was issued by %(issuer)s and stood until %(day)s. It was not withdrawn.") % {
            "issuer": issuer,
            "day": french_date(credential.expires_on),
        }
    ended = french_date(timezone.localdate(credential.revoked_at)) if credential.revoked_at else ""
    return {
        Credential.Status.PENDING: _(
            "It was granted by %(issuer)s; its file will be ready in a few minutes. Come back then."
        ),
        Credential.Status.ISSUED: _("It was indeed issued by %(issuer)s, and stands today."),
        Credential.Status.REVOKED: _(
            "It was withdrawn on %(day)s. Do not rely on it, even if the document looks intact."
        ),
        Credential.Status.REPLACED: _("It was replaced on %(day)s by another document, which alone stands."),
    }[credential.status] % {"issuer": issuer, "day": ended}


def _ending(credential: Credential) -> list[tuple[str, str]]:
    """When and why it ended, or until when it stands and what renewed it, where that is known."""
    if credential.expires_on and credential.status == Credential.Status.ISSUED:
        found = [(_("Valid until"), french_date(credential.expires_on))]
        return [*found, (_("Renewed by"), credential.renewed_by.number)] if credential.renewed_by else found
    if not credential.revoked_at:
        return []
    day = french_date(timezone.localdate(credential.revoked_at))
    revoked = credential.status == Credential.Status.REVOKED
    return [
        (_("Withdrawn on") if revoked else _("Replaced on"), day),
        (_("Reason"), credential.revoked_reason),
    ]


def _older(credential: Credential) -> str:
    """What is said of a document whose module has changed since."""
    older = older_version(credential)
    return older.words if older else ""


def verdict_on(credential: Credential) -> Verdict:
    """The whole answer, for somebody who holds the document's address or its very bytes."""
    frozen = credential.frozen
    answer, look, sign = _answer(credential)
    stands = standing_of(credential) == "valid"
    return Verdict(
        number=credential.number,
        answer=answer,
        lead=_lead(credential, frozen["structure"]["name"]),
        look=look,
        sign=sign,
        facts=[
            (_("Holder"), credential.shown_name),
            *((label, value) for label, value in frozen["facts"]),
            (_("Issued on"), frozen["granted_on_words"]),
            (_("By"), frozen["structure"]["name"]),
            (_("Number"), credential.number),
            *_ending(credential),
        ],
        proves=frozen["proves"] if stands else [],
        does_not_prove=frozen["does_not_prove"],
        follow=credential.replaced_by.get_absolute_url() if credential.replaced_by else "",
        older=_older(credential) if stands else "",
        renewed=credential.renewed_by.get_absolute_url() if credential.renewed_by else "",
        address=credential.get_absolute_url(),
    )


def short_verdict_on(credential: Credential) -> Verdict:
    """The answer for somebody who only has a number: numbers follow each other, so no name and no address."""
    frozen = credential.frozen
    answer, look, sign = _answer(credential)
    return Verdict(
        number=credential.number,
        answer=answer,
        lead=_lead(credential, frozen["structure"]["name"]),
        look=look,
        sign=sign,
        facts=[
            (_("Title"), credential.title),
            (_("Issued on"), frozen["granted_on_words"]),
            (_("By"), frozen["structure"]["name"]),
            *_ending(credential),
        ],
    )
