"""Make the badge of a granted document."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Max

from accounts.models import LogEntry, User
from certification import keys, storage
from certification.formats import badge
from certification.kinds import BY_SLUG
from certification.models import Credential, CredentialFile, SigningKey
from certification.refusals import NoBadge

#: By format: the end of the file's name.
SUFFIXES = {"json": ".json", "jwt": ".jwt"}


def make_badge(*, credential: Credential, form: str, actor: User | None) -> CredentialFile:
    """The badge in this form (`json` or `jwt`), made now if it never was; its bytes then stay the same for ever.

    Two at once make one. Costs one query once made. Raises NoBadge for a document still being made, or whose holder
    was erased; Locked. `actor` None: whoever asked had no account.
    """
    if credential.status == Credential.Status.PENDING:
        raise NoBadge
    if credential.holder_shown == Credential.HolderShown.ERASED:
        raise NoBadge
    known = CredentialFile.objects.filter(credential=credential, format=form)
    found = known.first()
    if found is not None:
        return found
    key, private = keys.badge_key_for(credential.structure)
    try:
        return _make(credential, form, actor, key, private)
    except IntegrityError:
        return known.get()


@transaction.atomic
def _make(credential: Credential, form: str, actor: User | None, key: SigningKey, private) -> CredentialFile:
    # The line first: its lock lets one at a time take the next place in the lists of revocations.
    LogEntry.objects.append(
        actor=actor,
        verb="credential.badge",
        subject=credential,
        structure=credential.structure,
        payload={"number": credential.number, "form": form, "key": key.fingerprint},
    )
    issuer = badge.issuer_in(credential.frozen, credential.structure_id)
    document = badge.badge(
        credential.frozen,
        issuer=issuer,
        achievement_type=BY_SLUG[credential.kind].achievement_type,
        email=credential.holder.email,
        status_index=_place(credential),
        expires_on=credential.expires_on,
    )
    signing = {"private": private, "method": issuer.method(key.fingerprint)}
    if form == "json":
        data = badge.as_json(document, created=badge.moment(credential.issued_at), **signing)
    else:
        data = badge.as_jwt(document, **signing)
    kept = storage.keep(data, suffix=SUFFIXES[form])
    return CredentialFile.objects.create(
        credential=credential,
        format=form,
        file_name=kept.name,
        file_bytes=kept.size,
        sha256=kept.sha256,
        signed_with=key,
    )


def _place(credential: Credential) -> int:
    """Its place in the structure's lists of revocations: the next free one, taken once."""
    documents = Credential.objects.of(credential.structure)
    last = documents.aggregate(last=Max("status_index"))["last"]
    documents.filter(pk=credential.pk, status_index=None).update(status_index=0 if last is None else last + 1)
    credential.status_index = documents.values_list("status_index", flat=True).get(pk=credential.pk)
    return credential.status_index
