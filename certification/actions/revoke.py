"""Revoke a document."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry, Membership, User
from certification import letters
from certification.actions.advance_dossier import advance_dossiers
from certification.kinds import BY_SLUG
from certification.models import Credential
from certification.refusals import MayNotDecide, NotStanding, ReasonMissing
from certification.rules.separation import MayDecide, may_decide


def may_act_on(credential: Credential, actor: User) -> MayDecide:
    """Whether this person may revoke, replace or make this document again, today. Costs one query."""
    roles = (
        Membership.objects.held_by(actor).of(credential.structure).current().values_list("role", flat=True)
    )
    return may_decide(
        candidate_id=credential.holder_id,
        candidate_email=credential.holder.email,
        decider_id=actor.pk,
        decider_email=actor.email,
        roles=list(roles),
    )


@transaction.atomic
def revoke(*, credential: Credential, actor: User, reason: str) -> Credential:
    """Say for good that a document no longer stands, and why: whoever verifies it will read the reason.

    Its number and file stay. Raises MayNotDecide, ReasonMissing or NotStanding.
    """
    locked = Credential.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "structure", "holder"
    )
    credential = locked.get(pk=credential.pk)
    if not (answer := may_act_on(credential, actor)):
        raise MayNotDecide(answer)
    if not (reason := reason.strip()):
        raise ReasonMissing
    if credential.status != Credential.Status.ISSUED:
        raise NotStanding

    credential.status, credential.revoked_reason = Credential.Status.REVOKED, reason[:300]
    credential.revoked_at, credential.revoked_by = timezone.now(), actor
    credential.save(update_fields=["status", "revoked_reason", "revoked_at", "revoked_by"])
    BY_SLUG[credential.kind].after_revocation(credential.frozen, actor)
    LogEntry.objects.append(
        actor=actor,
        verb="credential.revoked",
        subject=credential,
        structure=credential.structure,
        payload=credential.for_log(),
    )
    advance_dossiers(candidate=credential.holder, structure=credential.structure)
    letters.send(
        "document_revoked", to=credential.holder, structure=credential.structure, credential=credential
    )
    return credential
