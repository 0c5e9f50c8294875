"""Make a document that met a problem, under a name that can be printed."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django_q.tasks import async_task

from accounts.models import LogEntry, User
from certification.actions.revoke import may_act_on
from certification.models import Credential
from certification.refusals import MayNotDecide, NameMissing, NotStanding
from certification.rules.names import tidy_name


@transaction.atomic
def make_again(*, credential: Credential, actor: User, holder_name: str) -> Credential:
    """Queue a pending document again, its name corrected if it was not printable.

    Nobody has seen it yet: no file was ever issued, so its number stays and only the name changes. Raises
    MayNotDecide, NameMissing or NotStanding.
    """
    locked = Credential.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "structure", "holder"
    )
    credential = locked.get(pk=credential.pk)
    if not (answer := may_act_on(credential, actor)):
        raise MayNotDecide(answer)
    if not (holder_name := tidy_name(holder_name)[:150]):
        raise NameMissing
    if credential.status != Credential.Status.PENDING:
        raise NotStanding

    changed = holder_name != credential.holder_name
    credential.holder_name, credential.problem = holder_name, ""
    credential.frozen = {**credential.frozen, "holder": {**credential.frozen["holder"], "name": holder_name}}
    # A file made of the former wording was signed then; the new one is signed when it is made.
    credential.issued_at = credential.signed_with = None
    credential.save(update_fields=["holder_name", "frozen", "problem", "issued_at", "signed_with"])
    LogEntry.objects.append(
        actor=actor,
        verb="credential.made_again",
        subject=credential,
        structure=credential.structure,
        payload={"number": credential.number, "name_changed": changed},
    )
    transaction.on_commit(partial(async_task, "certification.tasks.make_file", credential.pk), robust=True)
    return credential
