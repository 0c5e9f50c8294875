"""Send a candidature to a certificate that asks for nothing but what was studied here."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from certification.actions.move_dossier import move
from certification.actions.open_dossier import open_one
from certification.evidence import eligibility_of
from certification.models import Dossier, SchemeVersion
from certification.refusals import NotEligible, NotInForce


@transaction.atomic
def apply_for_certificate(*, version: SchemeVersion, actor: User) -> Dossier:
    """The person's open dossier for this scheme, sent now if there was none.

    Only who has everything may send one: a dossier is read by people, and says nothing that the platform does not
    know already. Where the scheme asks more of the person, `open_dossier` comes first. Sent twice at once it is sent
    once. Raises NotInForce or NotEligible.
    """
    # One at a time for each person: two clicks at once would each see no dossier.
    User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    if dossier := open_one(actor, version):
        return dossier
    if not SchemeVersion.objects.in_force(timezone.localdate()).filter(pk=version.pk).exists():
        raise NotInForce
    eligibility = eligibility_of(actor, version)
    if not eligibility.ready_to_send:
        raise NotEligible(eligibility)
    return move(
        dossier=Dossier(candidate=actor, structure=version.scheme.structure, version=version),
        event="submit",
        actor=actor,
        payload={"attestations": [fact.attestation for fact in eligibility.evidence]},
    )
