"""Proofs on JSON-LD documents: W3C Data Integrity, cryptosuite `eddsa-rdfc-2022` (VC Data Integrity EdDSA 1.0, 3.2)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pyld import jsonld

VC = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
_DATA = Path(__file__).resolve().parent.parent / "data" / "contexts"
_FILES = {VC: "credentials-v2.json", OPEN_BADGES: "ob-v3p0-3.0.3.json"}
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


class UnknownContext(LookupError):
    """A document names a vocabulary that is not kept here: it is never fetched."""


def base58(data: bytes) -> str:
    """Multibase base58-btc, with its `z`."""
    number, letters = int.from_bytes(data, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        letters = _BASE58[rest] + letters
    return "z" + "1" * (len(data) - len(data.lstrip(b"\0"))) + letters


def multikey(public: bytes) -> str:
    """An Ed25519 public key (32 bytes) as a Multikey."""
    return base58(b"\xed\x01" + public)


def public_multikey(private: Ed25519PrivateKey) -> str:
    return multikey(private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))


def canonical(document: Mapping[str, Any]) -> str:
    """The document as sorted N-Quads (RDFC-1.0). Raises UnknownContext.

    A term that no context defines is not in it, and so not covered by a proof: documents are built from known terms.
    """
    return jsonld.normalize(
        dict(document),
        {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": _loaded},
    )


def with_proof(
    document: Mapping[str, Any], *, private: Ed25519PrivateKey, method: str, created: str
) -> dict[str, Any]:
    """The document with its proof. The same document, key and moment give the same bytes (RFC 8032)."""
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": created,
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }
    options = {"@context": document["@context"], **proof}
    signed = sha256(canonical(options).encode()).digest() + sha256(canonical(document).encode()).digest()
    return {**document, "proof": {**proof, "proofValue": base58(private.sign(signed))}}


def _loaded(address: str, options: Mapping[str, Any]) -> dict[str, Any]:
    try:
        name = _FILES[address]
    except KeyError:
        raise UnknownContext(address) from None
    return {"contextUrl": None, "documentUrl": address, "document": _context(name)}


@lru_cache(maxsize=4)
def _context(name: str) -> dict[str, Any]:
    return json.loads((_DATA / name).read_text(encoding="utf-8"))
