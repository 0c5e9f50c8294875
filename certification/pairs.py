"""Pairs of keys: made here, or brought by a structure in a PKCS#12 file. Nothing here touches the database."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from django.utils import timezone
from django.utils.translation import gettext as _

from certification.refusals import KeyRefused

#: How long a certificate made here lasts. Documents stay valid after it: what counts is the day they were signed.
YEARS = 10
SMALLEST_RSA = 2048
CURVES = (ec.SECP256R1, ec.SECP384R1, ec.SECP521R1)

Private = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey


@dataclass(frozen=True)
class Pair:
    """A private key (PKCS#8 DER, in clear: lock it before keeping it) with what may be published of it."""

    private: bytes
    certificate: str
    public_jwk: dict[str, Any]
    fingerprint: str
    valid_until: datetime | None


def make_pdf_pair(name: str, *, country: str = "FR", now: datetime | None = None) -> Pair:
    """A P-256 key with a certificate of its own in the structure's name, as no authority vouches for it."""
    key, now = ec.generate_private_key(ec.SECP256R1()), now or timezone.now()
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, country),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, name[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, name[:64]),
        ]
    )
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        # A clock set back by a day must not make the certificate too young for what it signs.
        .not_valid_before((now - timedelta(days=1)).astimezone(UTC))
        .not_valid_after((now + timedelta(days=365 * YEARS)).astimezone(UTC))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(
            x509.ExtendedKeyUsage(
                [ExtendedKeyUsageOID.EMAIL_PROTECTION, x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")]
            ),
            critical=False,
        )
        .add_extension(identifier, critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier), critical=False
        )
    )
    return _pair(key, [builder.sign(key, hashes.SHA256())])


def make_badge_pair() -> Pair:
    return _pair(ed25519.Ed25519PrivateKey.generate(), [])


def read_pkcs12(data: bytes, password: str, *, now: datetime | None = None) -> Pair:
    """The pair in this file. Raises KeyRefused, which says what is wrong with it."""
    now = now or timezone.now()
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(data, password.encode() or None)
    except ValueError as wrong:
        said = str(wrong).lower()
        if "password" in said or "mac" in said or "decrypt" in said:
            raise KeyRefused(_("The password does not open this file.")) from None
        raise KeyRefused(_("This is no PKCS#12 file (.p12 or .pfx).")) from None
    except TypeError:
        raise KeyRefused(_("The password does not open this file.")) from None
    if key is None or certificate is None:
        raise KeyRefused(_("The file must hold a private key and its certificate: one of them is missing."))
    _check(key, certificate, now)
    return _pair(key, [certificate, *others])


def _check(key: Any, certificate: x509.Certificate, now: datetime) -> None:
    """Raises KeyRefused for a pair that would make signatures nobody should trust."""
    if isinstance(key, rsa.RSAPrivateKey):
        if key.key_size < SMALLEST_RSA:
            raise KeyRefused(
                _("This RSA key has %(bits)s bits: %(least)s at least are needed.")
                % {"bits": key.key_size, "least": SMALLEST_RSA}
            )
    elif not (isinstance(key, ec.EllipticCurvePrivateKey) and isinstance(key.curve, CURVES)):
        raise KeyRefused(
            _("This kind of key cannot sign PDF documents: use RSA, or EC P-256, P-384 or P-521.")
        )
    if _public(key.public_key()) != _public(certificate.public_key()):
        raise KeyRefused(_("The certificate is not this key's."))
    if certificate.not_valid_after_utc <= now:
        raise KeyRefused(
            _("This certificate expired on %(day)s.")
            % {"day": timezone.localdate(certificate.not_valid_after_utc).strftime("%d/%m/%Y")}
        )
    if certificate.not_valid_before_utc > now:
        raise KeyRefused(
            _("This certificate is not valid before %(day)s.")
            % {"day": timezone.localdate(certificate.not_valid_before_utc).strftime("%d/%m/%Y")}
        )
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return
    if not (usage.digital_signature or usage.content_commitment):
        raise KeyRefused(_("This certificate is not made for signing documents."))


def _public(key: Any) -> bytes:
    return key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def _pair(key: Private, certificates: Sequence[x509.Certificate]) -> Pair:
    return Pair(
        private=key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ),
        certificate="".join(
            certificate.public_bytes(serialization.Encoding.PEM).decode() for certificate in certificates
        ),
        public_jwk=_jwk(key.public_key()),
        # Of the certificate, as readers of PDF show it; of the public key where there is none.
        fingerprint=certificates[0].fingerprint(hashes.SHA256()).hex()
        if certificates
        else sha256(_public(key.public_key())).hexdigest(),
        valid_until=certificates[0].not_valid_after_utc if certificates else None,
    )


def _jwk(key: Any) -> dict[str, Any]:
    """The public half as others read it (RFC 7517)."""
    if isinstance(key, ed25519.Ed25519PublicKey):
        raw = key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
        return {"kty": "OKP", "crv": "Ed25519", "x": _url64(raw)}
    numbers = key.public_numbers()
    if isinstance(key, rsa.RSAPublicKey):
        return {"kty": "RSA", "n": _whole(numbers.n), "e": _whole(numbers.e)}
    size = (key.key_size + 7) // 8
    return {
        "kty": "EC",
        "crv": f"P-{key.key_size}",
        "x": _url64(numbers.x.to_bytes(size, "big")),
        "y": _url64(numbers.y.to_bytes(size, "big")),
    }


def _whole(number: int) -> str:
    return _url64(number.to_bytes((number.bit_length() + 7) // 8, "big"))


def _url64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
