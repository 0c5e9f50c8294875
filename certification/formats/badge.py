"""Open Badges 3.0: a granted document as a W3C Verifiable Credential, from its frozen wording.

The holder is told by a salted hash of their e-mail address (IdentityObject), never by name or address: whoever holds
the badge and the address can match them.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import sha256
from typing import Any
from urllib.parse import quote, urlsplit
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from certification.formats.integrity import OPEN_BADGES, VC, with_proof

#: Bits of one status list: the least that the recommendation allows, so that a list does not tell who is asked about.
LIST_BITS = 131_072
_PARIS = ZoneInfo("Europe/Paris")


@dataclass(frozen=True)
class Issuer:
    """A structure as badges name it: `site` is the address of its site, `pk` its own number there."""

    site: str
    pk: int

    @property
    def did(self) -> str:
        """`did:web`: its document is served at `/emetteurs/<pk>/did.json` of the site."""
        return f"did:web:{quote(urlsplit(self.site).netloc, safe='.')}:emetteurs:{self.pk}"

    def method(self, fingerprint: str) -> str:
        """The name of one of its keys."""
        return f"{self.did}#{fingerprint[:16]}"

    def status_list(self, rank: int) -> str:
        return f"{self.site}/emetteurs/{self.pk}/statuts/{rank}.json"


def issuer_in(frozen: Mapping[str, Any], pk: int) -> Issuer:
    """The issuer as it was when the document was granted: at the site that the document prints."""
    site = urlsplit(frozen["verification_url"])
    return Issuer(f"{site.scheme}://{site.netloc}", pk)


def moment(at: datetime) -> str:
    """As credentials write it: whole seconds, UTC."""
    return at.astimezone(ZoneInfo("UTC")).strftime("%Y-%m-%dT%H:%M:%SZ")


def _midnight(day: date) -> str:
    return moment(datetime.combine(day, time(0), _PARIS))


def badge(
    frozen: Mapping[str, Any],
    *,
    issuer: Issuer,
    achievement_type: str,
    email: str,
    status_index: int,
    expires_on: date | None,
) -> dict[str, Any]:
    """The credential, without any proof. The same facts give the same document."""
    salt = sha256(b"badge " + frozen["public_id"].encode()).hexdigest()[:22]
    rank, bit = divmod(status_index, LIST_BITS)
    structure = frozen["structure"]
    profile = {"id": issuer.did, "type": ["Profile"], "name": structure["name"], "url": issuer.site}
    if structure["email"]:
        profile["email"] = structure["email"]
    address = frozen["verification_url"].rstrip("/")
    picture = {"id": address + ".png", "type": "Image"}
    document = {
        "@context": [VC, OPEN_BADGES],
        "id": address + ".json",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": profile,
        "validFrom": _midnight(date.fromisoformat(frozen["granted_on"])),
        "name": frozen["title"],
        "image": picture,
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": True,
                    "identityHash": "sha256$" + sha256((email.lower() + salt).encode()).hexdigest(),
                    "identityType": "emailAddress",
                    "salt": salt,
                }
            ],
            "achievement": {
                "id": f"urn:uuid:{uuid5(NAMESPACE_URL, f'{issuer.did}/{_subject(frozen)}')}",
                "type": ["Achievement"],
                "achievementType": achievement_type,
                "name": frozen["title"],
                "description": f"{frozen['heading']} : {frozen['title']}. {' '.join(frozen['does_not_prove'])}",
                "criteria": {"narrative": " ".join(frozen["proves"])},
                "image": picture,
            },
        },
        "credentialStatus": {
            "id": f"{issuer.status_list(rank)}#{bit}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(bit),
            "statusListCredential": issuer.status_list(rank),
        },
    }
    if expires_on:
        document["validUntil"] = moment(datetime.combine(expires_on, time(23, 59, 59), _PARIS))
    return document


def _subject(frozen: Mapping[str, Any]) -> str:
    """What was achieved, the same for all who did: a revision of a module, a path, a version of a scheme."""
    if "scheme" in frozen:
        return f"scheme/{frozen['scheme']['version_id']}"
    if "path" in frozen:
        return f"path/{frozen['path']['key']}"
    return f"module/{frozen['module']['key']}/{frozen['module']['revision']}"


def as_json(document: Mapping[str, Any], **proof: Any) -> bytes:
    """With an `eddsa-rdfc-2022` proof inside. Takes what `with_proof` takes."""
    return json.dumps(with_proof(document, **proof), ensure_ascii=False, indent=1).encode() + b"\n"


def as_jwt(document: Mapping[str, Any], *, private: Ed25519PrivateKey, method: str) -> bytes:
    """As a compact JWT (Open Badges 3.0, 8.2): the payload is the credential, with the claims that repeat it.

    Put together here, as joserfc warns at each use of the name `EdDSA`, which is the one that verifiers know.
    """
    claims = {"iss": document["issuer"]["id"], "jti": document["id"], "nbf": _stamp(document["validFrom"])}
    if "validUntil" in document:
        claims["exp"] = _stamp(document["validUntil"])
    header = {"alg": "EdDSA", "typ": "JWT", "kid": method}
    signed = b".".join(_url64(_compact(part)) for part in (header, {**document, **claims}))
    return signed + b"." + _url64(private.sign(signed))


def status_list(
    *,
    issuer: Issuer,
    rank: int,
    revoked: Iterable[int],
    valid_from: str,
    private: Ed25519PrivateKey,
    method: str,
) -> bytes:
    """A Bitstring Status List credential: `revoked` are the places, in this list, of what no longer stands."""
    bits = bytearray(LIST_BITS // 8)
    for place in revoked:
        bits[place // 8] |= 0x80 >> place % 8
    address = issuer.status_list(rank)
    document = {
        "@context": [VC],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer.did,
        "validFrom": valid_from,
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": "u" + _url64(gzip.compress(bytes(bits), mtime=0)).decode(),
        },
    }
    return as_json(document, private=private, method=method, created=valid_from)


def did_document(*, issuer: Issuer, keys: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Who the issuer is to machines: `keys` are its fingerprints and Multikeys, retired ones too."""
    methods = [
        {
            "id": issuer.method(fingerprint),
            "type": "Multikey",
            "controller": issuer.did,
            "publicKeyMultibase": public,
        }
        for fingerprint, public in keys
    ]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": issuer.did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def _stamp(written: str) -> int:
    return int(datetime.fromisoformat(written).timestamp())


def _compact(part: Mapping[str, Any]) -> bytes:
    return json.dumps(part, ensure_ascii=False, separators=(",", ":")).encode()


def _url64(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")
