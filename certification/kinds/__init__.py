"""Kinds of document that can be granted, one file each.

To add one:

1. `certification/kinds/<slug>.py`: a subclass of `Kind` that freezes every word of it;
2. its sheet `templates/certification/formats/<slug>.html` with `<slug>.css` beside it;
3. list it in `KINDS`.
"""

from certification.kinds.attestation import Attestation
from certification.kinds.base import Frame, Kind
from certification.kinds.certificate import Certificate
from certification.kinds.path_attestation import PathAttestation
from certification.kinds.realisation import Realisation

# A slug is stored with every document: never rename one.
KINDS: tuple[Kind, ...] = (Attestation(), Certificate(), PathAttestation(), Realisation())
BY_SLUG: dict[str, Kind] = {kind.slug: kind for kind in KINDS}

ATTESTATION, CERTIFICATE, PATH_ATTESTATION, REALISATION = KINDS

__all__ = [
    "ATTESTATION",
    "BY_SLUG",
    "CERTIFICATE",
    "KINDS",
    "PATH_ATTESTATION",
    "REALISATION",
    "Frame",
    "Kind",
]
