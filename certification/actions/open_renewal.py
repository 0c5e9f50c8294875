"""Open the dossier that renews a certificate."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from certification.actions.advance_dossier import advance
from certification.actions.move_dossier import move
from certification.kinds import CERTIFICATE
from certification.kinds.base import LANGUAGE
from certification.models import Credential, Dossier
from certification.refusals import NotInForce, NotStanding, NotYours, TooEarly
from certification.renewals import offer_of
from certification.rules import renewal
from certification.rules.revisions import pins_of

#: What the candidate told of themselves then, and need not tell again.
KNOWN = ("birth_date", "association_name", "association_rna")


@transaction.atomic
def open_renewal(*, credential: Credential, actor: User) -> Dossier:
    """The open dossier that renews this certificate under the version in force, opened now if there was none.

    How the rules are read for it is kept with it. The certificate stays as it is. Opened twice at once it is opened
    once. Raises NotYours, NotStanding (withdrawn, replaced or renewed already), NotInForce or TooEarly.
    """
    # One at a time for each person: two clicks at once would each see no dossier.
    User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    held = Credential.objects.of_kind(CERTIFICATE.slug).select_related("scheme_version__scheme__structure")
    credential = held.get(pk=credential.pk)
    if credential.holder_id != actor.pk:
        raise NotYours
    if credential.status != Credential.Status.ISSUED or credential.renewed_by_id:
        raise NotStanding
    offer = offer_of(credential)
    if offer.dossier:
        return offer.dossier
    if offer.version is None:
        raise NotInForce
    if not offer.may_renew:
        raise TooEarly
    with translation.override(LANGUAGE):
        label = _("Modules that changed since your certificate")
    before = Dossier.objects.get(pk=credential.frozen["dossier"])
    dossier = Dossier(
        candidate=actor,
        structure=offer.version.scheme.structure,
        version=offer.version,
        submitted_at=None,
        renews=credential,
        renewal=renewal.kept(
            mode=offer.mode,
            number=credential.number,
            since=timezone.localdate(credential.granted_at),
            label=label,
            pinned=[pin.attestation for pin in pins_of(credential.frozen)],
            revised=offer.revised,
        ),
        **{name: getattr(before, name) for name in KNOWN},
    )
    move(dossier=dossier, event="open", actor=actor, payload={"renews": credential.number})
    return advance(dossier=dossier)
