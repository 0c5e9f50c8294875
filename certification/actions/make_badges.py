"""Make the badges of a granted document."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import translation

from accounts.models import LogEntry, Structure
from certification import keys, storage
from certification.formats import badge
from certification.formats.badge_forms import BADGE_FORMS, Signed
from certification.formats.badge_image import Drawing, Words
from certification.kinds import BY_SLUG
from certification.models import Credential, CredentialFile, SigningKey
from certification.refusals import NoBadge


def make_badges(*, credential: Credential) -> int:
    """Sign and draw every form of its badge that was never made, and keep them; how many this call made.

    Their bytes then stay the same for ever. Not one transaction, on purpose: drawing would hold the log. Killed
    anywhere, the next try finds the same place in the lists of revocations and makes the same bytes; two at once keep
    those of the first. Costs one query once made. Raises NoBadge for a document that is not issued, or whose holder was
    erased; FileLost where pictures are to be made of a credential that the storage lost; Locked.
    """
    if not credential.has_badge:
        raise NoBadge
    known = {one.format: one for one in CredentialFile.objects.filter(credential=credential)}
    missing = [form for form in BADGE_FORMS if form.slug not in known]
    if not missing:
        return 0
    key, private = keys.badge_key_for(credential.structure)
    signed = _signed(credential, key, private, known.get("json"))
    kept = {form.slug: storage.keep(form.made_of(signed), suffix=form.suffix) for form in missing}
    try:
        return _record(credential, key, kept)
    except (IntegrityError, NoBadge):
        # Made meanwhile by another worker, or its holder erased: nothing is left that no document names.
        named = set(CredentialFile.objects.filter(credential=credential).values_list("file_name", flat=True))
        for one in kept.values():
            if one.name not in named:
                storage.forget(one.name)
        return 0


def _signed(credential: Credential, key: SigningKey, private, signed_before: CredentialFile | None) -> Signed:
    frozen, kind = credential.frozen, BY_SLUG[credential.kind]
    issuer = badge.issuer_in(frozen, credential.structure_id)
    method = issuer.method(key.fingerprint)
    document = badge.badge(
        frozen,
        issuer=issuer,
        achievement_type=kind.achievement_type,
        email=credential.holder.email,
        status_index=_place(credential),
        expires_on=credential.expires_on,
    )
    with translation.override(frozen["language"]):
        words = Words(
            kind=frozen["heading"] if frozen["heading"] != frozen["title"] else str(kind.label),
            title=frozen["title"],
            issuer=frozen["structure"]["name"],
            day=frozen["granted_on_words"],
            honest=str(kind.is_not),
            language=frozen["language"],
        )
    if signed_before:
        json = signed_before.read_file()
    else:
        created = badge.moment(credential.issued_at)
        json = badge.as_json(document, private=private, method=method, created=created)
    return Signed(document, json, private, method, Drawing(words))


@transaction.atomic
def _place(credential: Credential) -> int:
    """Its place in the structure's lists of revocations: the next free one, taken once. One at a time a structure."""
    if credential.status_index is None:
        Structure.objects.select_for_update(no_key=True).get(pk=credential.structure_id)
        documents = Credential.objects.of(credential.structure)
        last = documents.aggregate(last=Max("status_index"))["last"]
        documents.filter(pk=credential.pk, status_index=None).update(
            status_index=0 if last is None else last + 1
        )
        credential.status_index = documents.values_list("status_index", flat=True).get(pk=credential.pk)
    return credential.status_index


@transaction.atomic
def _record(credential: Credential, key: SigningKey, kept: dict[str, storage.Kept]) -> int:
    LogEntry.objects.append(
        actor=None,
        verb="credential.badge",
        subject=credential,
        structure=credential.structure,
        payload={"number": credential.number, "forms": sorted(kept), "key": key.fingerprint},
    )
    if (
        not Credential.objects.without_wording()
        .select_for_update(no_key=True)
        .get(pk=credential.pk)
        .has_badge
    ):
        raise NoBadge
    made = [
        CredentialFile(
            credential=credential,
            format=slug,
            file_name=one.name,
            file_bytes=one.size,
            sha256=one.sha256,
            signed_with=key,
        )
        for slug, one in kept.items()
    ]
    return len(CredentialFile.objects.bulk_create(made))
