"""Import the key that a structure bought of an authority."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Structure, User
from certification.actions.make_signing_key import keep_pair
from certification.actions.rotate_signing_key import refuse_others
from certification.models import SigningKey
from certification.pairs import read_pkcs12
from certification.refusals import KeyRefused


@transaction.atomic
def import_signing_key(*, structure: Structure, data: bytes, password: str, actor: User) -> SigningKey:
    """The key of this PKCS#12 file, which signs the structure's PDF documents from now on; the former is retired.

    Raises MayNotKeepKeys, or KeyRefused with what is wrong with the file.
    """
    refuse_others(structure, actor)
    pair = read_pkcs12(data, password)
    if SigningKey.objects.filter(fingerprint=pair.fingerprint).exists():
        raise KeyRefused(_("This certificate was imported already."))
    return keep_pair(
        pair,
        structure=structure,
        purpose=SigningKey.Purpose.PDF,
        actor=actor,
        verb="signing_key.imported",
        origin=SigningKey.Origin.IMPORTED,
        instead_of=SigningKey.objects.of(structure).signing(SigningKey.Purpose.PDF).first(),
    )
