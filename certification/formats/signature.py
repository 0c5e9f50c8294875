"""Signatures in PDF documents: PAdES B-B, or B-T where a timestamp service is given.

`DocumentSigner` signs any PDF: it is made once for a key, then signs as many documents as are asked of it. It looks
nothing up: neither database nor clock. Signed again with the same key and moment, a document is the same to the byte
(ECDSA without chance, RFC 6979), unless it is timestamped: the service says another moment each time.
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from urllib.request import Request, urlopen

from asn1crypto import cms, pem, tsp
from asn1crypto.x509 import Certificate
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from pyhanko.pdf_utils.generic import ArrayObject, ByteStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

FIELD = "Signature"
DIGEST = "sha256"
#: Seconds that a timestamp service has for its answer.
PATIENCE = 20
#: Bytes of a signature beside its certificates: names, attributes, the signature itself.
ROOM = 2_048
#: Bytes of a timestamp with the certificates of its service.
ROOM_FOR_TIMESTAMP = 12_288

#: What stands in the model of a signature for what differs: each is found once in it.
MODEL_DIGEST = sha256(b"model").digest()
MODEL_MOMENT = datetime(2001, 2, 3, 4, 5, 6, tzinfo=UTC)

Private = EllipticCurvePrivateKey | RSAPrivateKey


class TimestampMissing(OSError):
    """The timestamp service gave none: the document waits, and is signed at the next try."""


class DocumentSigner:
    """Signs PDF documents with one key, one after the other."""

    def __init__(self, private: Private, certificate: str, *, timestamp_url: str = "") -> None:
        """`certificate` is PEM, its chain after it. With `timestamp_url` each signature carries a timestamp of it."""
        own, *chain = (
            Certificate.load(der) for _, _, der in pem.unarmor(certificate.encode(), multiple=True)
        )
        self._signer = _KeyInMemory(private, own, chain)
        self._made: _Envelope | None = None
        self._timestamper = _HttpTimestamps(timestamp_url) if timestamp_url else None
        # The same for every document of a key: an estimate would vary by a byte or two, and the file with it.
        size = sum(len(one.dump()) for one in (own, *chain)) + ROOM
        self._reserved = 2 * (size + (ROOM_FOR_TIMESTAMP if timestamp_url else 0))

    @property
    def timestamps(self) -> bool:
        """Whether signatures carry a timestamp: no two are the same then."""
        return self._timestamper is not None

    def sign(self, data: bytes, *, at: datetime, reason: str, location: str = "") -> bytes:
        """This PDF with a signature that covers all of it and allows no change. Raises TimestampMissing."""
        meta = PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm=DIGEST,
            reason=reason,
            location=location or None,
            certify=True,
            subfilter=SigSeedSubFilter.PADES,
            docmdp_permissions=MDPPerm.NO_CHANGES,
        )
        at = at.replace(microsecond=0)
        writer = _AsItWas(io.BytesIO(data), at)
        session = PdfSigner(meta, self._signer, timestamper=self._timestamper).init_signing_session(writer)
        session.system_time = at
        to_sign = session.prepare_tbs_document(validation_info=None, bytes_reserved=self._reserved)
        prepared, output = to_sign.digest_tbs_document()
        attributes = PdfCMSSignedAttributes(signing_time=at)
        if self.timestamps or at.year >= 2050:  # until then, a moment has 13 characters
            _run(to_sign.perform_signature(prepared.document_digest, attributes))
        else:
            prepared.fill_with_cms(output, self._envelope().of(prepared.document_digest, at))
        return output.getvalue()

    def _envelope(self) -> _Envelope:
        if self._made is None:
            attributes = PdfCMSSignedAttributes(signing_time=MODEL_MOMENT)
            model = self._signer.async_sign(
                MODEL_DIGEST, DIGEST, use_pades=True, signed_attr_settings=attributes
            )
            self._made = _Envelope(_run(model), self._signer)
        return self._made


class _AsItWas(IncrementalPdfFileWriter):
    """Adds to a document without a look at the clock nor at chance: pyHanko's own writer has no public way to."""

    def __init__(self, document: io.BytesIO, at: datetime) -> None:
        super().__init__(document)
        second = sha256(document.getvalue() + at.isoformat().encode()).digest()[:16]
        self._document_id = ArrayObject([ByteStringObject(self.document_id[0]), ByteStringObject(second)])

    def _update_meta(self) -> None:
        """Leave the day it was made and what made it as the document says."""


class _KeyInMemory(Signer):
    """pyHanko's signer parses the key again for each signature, and signs with chance."""

    def __init__(self, private: Private, certificate: Certificate, chain: list[Certificate]) -> None:
        known = SimpleCertificateStore()
        known.register_multiple([certificate, *chain])
        super().__init__(signing_cert=certificate, cert_registry=known)
        self._private = private

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        return self.sign_raw(data)

    def sign_raw(self, data: bytes) -> bytes:
        if isinstance(self._private, RSAPrivateKey):
            return self._private.sign(data, PKCS1v15(), hashes.SHA256())
        return self._private.sign(data, ECDSA(hashes.SHA256(), deterministic_signing=True))


class _Envelope:
    """What a key signs: the structure that pyHanko makes (CMS), which is the same for all documents but for their
    digest, the moment and the signature. Making it anew costs five times as much as all the rest.
    """

    def __init__(self, model: cms.ContentInfo, signer: _KeyInMemory) -> None:
        self._signer = signer
        data = model["content"]
        [info] = data["signer_infos"]
        self._kind = model["content_type"].dump()
        self._before = b"".join(
            data[name].dump()
            for name in ("version", "digest_algorithms", "encap_content_info", "certificates")
        )
        self._identity = b"".join(info[name].dump() for name in ("version", "sid", "digest_algorithm"))
        self._attributes = info["signed_attrs"].untag().dump(force=True)
        self._algorithm = info["signature_algorithm"].dump()

    def of(self, digest: bytes, at: datetime) -> bytes:
        """The structure for a document of this digest."""
        attributes = self._attributes.replace(MODEL_DIGEST, digest).replace(_utc(MODEL_MOMENT), _utc(at))
        tagged = b"\xa0" + attributes[1:]  # as it is kept; what is signed says that it is a set
        signature = _der(0x04, self._signer.sign_raw(attributes))
        info = _der(0x30, self._identity + tagged + self._algorithm + signature)
        return _der(0x30, self._kind + _der(0xA0, _der(0x30, self._before + _der(0x31, info))))


def _utc(moment: datetime) -> bytes:
    return moment.astimezone(UTC).strftime("%y%m%d%H%M%SZ").encode()


def _der(tag: int, content: bytes) -> bytes:
    """One value with its tag and its length, as DER writes them."""
    size = len(content)
    if size < 0x80:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes((tag, 0x80 | len(length))) + length + content


class _HttpTimestamps(TimeStamper):
    """Asks a service for timestamps (RFC 3161), and waits for the answer."""

    def __init__(self, url: str) -> None:
        super().__init__()
        if not url.startswith(("https://", "http://")):
            raise ValueError("TIMESTAMP_URL must start with https:// or http://.")
        self._url = url

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
        asked = Request(self._url, data=req.dump(), headers=headers, method="POST")  # noqa: S310 checked above
        try:
            with urlopen(asked, timeout=PATIENCE) as answer:  # noqa: S310
                return tsp.TimeStampResp.load(answer.read(), strict=True)
        except (OSError, ValueError) as wrong:
            raise TimestampMissing(f"No timestamp from {self._url}: {wrong}") from wrong


def _run(work: Coroutine[Any, Any, Any]) -> Any:
    """What a coroutine of pyHanko gives. In a thread of its own where this one already runs a loop."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(max_workers=1) as beside:
        return beside.submit(asyncio.run, work).result()
