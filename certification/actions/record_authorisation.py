"""Record what an authority allows a structure to grant."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from accounts.models import LogEntry, User
from certification.actions.name_leads import managed_scheme
from certification.models import IssuerAuthorisation, Scheme
from certification.rules.authorisations import lasts_too_long
from certification.scheme_refusals import AuthorityMissing, EndsFirst, TooLong


def years_allowed(scheme: Scheme) -> int | None:
    """How many years an authorisation may last by the versions that were promised; None where none of them asks for
    one. Costs one query."""
    rules = [version.read().issuer for version in scheme.versions.filter(draft=False)]
    return max((rule.years for rule in rules if rule), default=None)


@transaction.atomic
def record_authorisation(
    *,
    scheme: Scheme,
    authority: str,
    reference: str,
    valid_from: date,
    valid_until: date,
    actor: User,
) -> IssuerAuthorisation:
    """The authorisation, both days included; the one there is where the very same was recorded before.

    It is never edited: another one follows it. Raises MayNotManage, AuthorityMissing, EndsFirst or TooLong.
    """
    scheme = managed_scheme(scheme, actor)
    authority, reference = " ".join(authority.split())[:120], " ".join(reference.split())[:120]
    if not authority or not reference:
        raise AuthorityMissing
    if valid_until < valid_from:
        raise EndsFirst
    years = years_allowed(scheme)
    if lasts_too_long(valid_from, valid_until, years):
        raise TooLong(years)
    authorisation, made = IssuerAuthorisation.objects.get_or_create(
        scheme=scheme,
        authority=authority,
        reference=reference,
        valid_from=valid_from,
        valid_until=valid_until,
    )
    if made:
        LogEntry.objects.append(
            actor=actor,
            verb="scheme.authorised",
            subject=scheme,
            structure=scheme.structure,
            payload={
                "scheme": scheme.code,
                "authority": authority,
                "reference": reference,
                "from": valid_from.isoformat(),
                "until": valid_until.isoformat(),
            },
        )
    return authorisation
