"""Signatures: whoever opens the file sees who signed all of it, and that one byte was changed since."""

import asyncio
import hashlib
import io
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.tsp import TimeStampReq
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
    pkcs12,
)
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.generic import TextStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from reportlab.pdfgen.canvas import Canvas

from certification.formats import signature
from certification.formats.signature import DocumentSigner, TimestampMissing
from certification.pairs import make_pdf_pair, read_pkcs12

AT = datetime(2026, 11, 20, 9, 30, 12, 345, tzinfo=UTC)
NAME = "Maison O'Brien-Éloïse"


def sheet() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.drawString(100, 700, "Attestation")
    canvas.save()
    return out.getvalue()


def signer_of(pair, **options) -> DocumentSigner:
    return DocumentSigner(load_der_private_key(pair.private, None), pair.certificate, **options)


def beside(what, *arguments, **options):
    """Run it in a thread of its own: pyHanko starts an event loop, and Playwright may have left one running here."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(what, *arguments, **options).result()


def check(data: bytes, root: str, *, moment: datetime = AT, **options):
    """What pyHanko's own validator says of the only signature of a file."""
    [embedded] = PdfFileReader(io.BytesIO(data)).embedded_signatures
    pem = x509.load_pem_x509_certificate(root.encode())
    context = ValidationContext(
        trust_roots=[Certificate.load(pem.public_bytes(Encoding.DER))], moment=moment, allow_fetching=False
    )
    return beside(validate_pdf_signature, embedded, context, **options)


@pytest.fixture(scope="module")
def pair():
    return make_pdf_pair(NAME, now=AT)


@pytest.fixture(scope="module")
def signed(pair) -> bytes:
    return signer_of(pair).sign(sheet(), at=AT, reason="Délivré sous le n° 1", location="Brenne")


class TestASignature:
    def test_it_is_valid_and_covers_the_whole_file(self, signed, pair):
        status = check(signed, pair.certificate)
        assert status.bottom_line and status.intact and status.valid and status.trusted
        assert status.coverage == SignatureCoverageLevel.ENTIRE_FILE
        assert status.modification_level == ModificationLevel.NONE
        assert status.signer_reported_dt == AT.replace(microsecond=0)

    def test_it_says_who_where_why_and_allows_no_change(self, signed):
        reader = PdfFileReader(io.BytesIO(signed))
        [embedded] = reader.embedded_signatures
        assert embedded.signer_cert.subject.native["common_name"] == NAME
        assert embedded.sig_object["/Reason"] == "Délivré sous le n° 1"
        assert embedded.sig_object["/Location"] == "Brenne"
        assert embedded.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
        assert embedded.docmdp_level.name == "NO_CHANGES"

    def test_nothing_is_drawn_on_the_sheet(self, signed):
        [embedded] = PdfFileReader(io.BytesIO(signed)).embedded_signatures
        assert list(embedded.sig_field["/Rect"]) == [0, 0, 0, 0]

    def test_it_starts_with_the_very_bytes_that_were_signed(self, signed):
        assert signed.startswith(sheet())

    def test_signed_again_it_is_the_same_to_the_byte(self, signed, pair):
        signer = signer_of(pair)
        for _ in range(20):
            assert signer.sign(sheet(), at=AT, reason="Délivré sous le n° 1", location="Brenne") == signed

    def test_at_another_moment_it_is_another(self, signed, pair):
        later = AT + timedelta(seconds=1)
        other = signer_of(pair).sign(sheet(), at=later, reason="Délivré sous le n° 1", location="Brenne")
        assert other != signed
        assert len(other) == len(signed)

    def test_it_signs_inside_a_running_loop_too(self, signed, pair):
        async def inside():
            return signer_of(pair).sign(sheet(), at=AT, reason="Délivré sous le n° 1", location="Brenne")

        assert beside(asyncio.run, inside()) == signed

    def test_without_a_place_it_names_none(self, pair):
        [embedded] = PdfFileReader(
            io.BytesIO(signer_of(pair).sign(sheet(), at=AT, reason="x"))
        ).embedded_signatures
        assert "/Location" not in embedded.sig_object


class TestTheStructure:
    """CMS: ours is pyHanko's to the byte."""

    @pytest.mark.parametrize("moment", [AT, datetime(2049, 12, 31, 23, 59, 59, tzinfo=UTC)])
    @pytest.mark.parametrize("kind", ["own", "p384", "rsa"])
    def test_it_is_the_one_that_pyhanko_makes(self, pair, kind, moment):
        signer = signer_of(pair if kind == "own" else read_pkcs12(pkcs12_file(kind)[0], "sésame", now=AT))
        digest, moment = hashlib.sha256(b"x").digest(), moment.replace(microsecond=0)
        made = signer._signer.async_sign(
            digest, "sha256", use_pades=True, signed_attr_settings=PdfCMSSignedAttributes(signing_time=moment)
        )
        assert signer._envelope().of(digest, moment) == beside(asyncio.run, made).dump()

    def test_from_2050_on_a_moment_is_written_otherwise(self, pair):
        late = AT.replace(year=2050)
        signed = signer_of(pair).sign(sheet(), at=late, reason="x")
        status = check(signed, pair.certificate, moment=AT)
        assert status.intact and status.valid
        assert status.signer_reported_dt == late.replace(microsecond=0)


class TestChanged:
    @pytest.mark.parametrize("part", [0.02, 0.1, 0.2, 0.95])
    def test_one_changed_byte_is_seen(self, signed, pair, part):
        at = int(len(signed) * part)
        changed = signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :]
        try:
            assert not check(changed, pair.certificate).bottom_line
        except (PdfReadError, ValueError, IndexError):
            pass  # no longer a PDF: seen all the same

    def test_a_word_changed_on_the_sheet_is_seen(self, pair):
        data = signer_of(pair).sign(sheet(), at=AT, reason="x")
        assert data.count(b"untitled") == 1
        status = check(data.replace(b"untitled", b"Zoe Zoe."), pair.certificate)
        assert not status.intact and not status.bottom_line

    @pytest.mark.parametrize("part", [0.3, 0.6, 0.99])
    def test_a_truncated_file_is_not_taken_for_whole(self, signed, pair, part):
        cut = signed[: int(len(signed) * part)]
        try:
            status = check(cut, pair.certificate)
        except (PdfReadError, ValueError):
            return
        assert not status.bottom_line

    def test_what_is_added_after_is_seen(self, signed, pair):
        writer = IncrementalPdfFileWriter(io.BytesIO(signed))
        writer.root["/Lang"] = TextStringObject("en")
        writer.update_root()
        out = io.BytesIO()
        writer.write(out)
        status = check(out.getvalue(), pair.certificate)
        assert status.coverage != SignatureCoverageLevel.ENTIRE_FILE
        assert not status.bottom_line

    def test_it_is_not_signed_twice(self, signed, pair):
        with pytest.raises(SigningError, match="filled already"):
            signer_of(pair).sign(signed, at=AT, reason="x")

    def test_signed_by_somebody_else_it_is_not_trusted(self, signed):
        status = check(signed, make_pdf_pair(NAME, now=AT).certificate)
        assert status.intact and not status.trusted and not status.bottom_line


class TestKeys:
    def test_a_document_of_a_retired_key_stays_verifiable(self, signed, pair):
        signer_of(make_pdf_pair(NAME, now=AT)).sign(sheet(), at=AT, reason="x")
        assert check(signed, pair.certificate).bottom_line

    def test_after_the_certificate_expired_the_day_of_the_signature_counts(self):
        """A root is trusted for ever: what an authority vouched for is not, once its certificate ended."""
        data, root = pkcs12_file("p384")
        signed = signer_of(read_pkcs12(data, "sésame", now=AT)).sign(sheet(), at=AT, reason="x")
        assert check(signed, root, moment=AT).bottom_line
        late = check(signed, root, moment=AT + timedelta(days=800))
        assert late.intact and late.valid and not late.bottom_line

    @pytest.mark.parametrize("kind", ["rsa", "p384"])
    def test_a_key_brought_in_a_pkcs12_file_signs_with_its_chain(self, kind):
        data, root = pkcs12_file(kind)
        pair = read_pkcs12(data, "sésame", now=AT)
        signer = signer_of(pair)
        signed = signer.sign(sheet(), at=AT, reason="x")
        assert {signer_of(pair).sign(sheet(), at=AT, reason="x") for _ in range(20)} == {signed}
        assert check(signed, root).bottom_line, "trusted by its authority alone"


def pkcs12_file(kind: str = "rsa", password: str = "sésame") -> tuple[bytes, str]:
    """A key with its certificate and its authority's, as one buys them; and the authority's as PEM."""
    authority = ec.generate_private_key(ec.SECP256R1())
    key = rsa.generate_private_key(65537, 2048) if kind == "rsa" else ec.generate_private_key(ec.SECP384R1())
    root = certificate_of("Autorité", authority, authority, "Autorité", ca=True)
    own = certificate_of("Maison", key, authority, "Autorité", ca=False)
    return (
        pkcs12.serialize_key_and_certificates(
            b"maison", key, own, [root], BestAvailableEncryption(password.encode())
        ),
        root.public_bytes(Encoding.PEM).decode(),
    )


def certificate_of(name: str, key, issuer_key, issuer: str, *, ca: bool) -> x509.Certificate:
    named = [x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, one)]) for one in (name, issuer)]
    usage = {
        "digital_signature": not ca,
        "content_commitment": not ca,
        "key_cert_sign": ca,
        "crl_sign": ca,
        "key_encipherment": False,
        "data_encipherment": False,
        "key_agreement": False,
        "encipher_only": False,
        "decipher_only": False,
    }
    return (
        x509.CertificateBuilder()
        .subject_name(named[0])
        .issuer_name(named[1])
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(AT - timedelta(days=30))
        .not_valid_after(AT + timedelta(days=700))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**usage), critical=True)
        .sign(issuer_key, hashes.SHA256())
    )


class TestTimestamps:
    """PAdES B-T: another service says when."""

    URL = "https://horodatage.exemple/tsa"

    @pytest.fixture
    def service(self, monkeypatch):
        """A timestamp service of our own, in memory; what it was asked."""
        key = rsa.generate_private_key(65537, 2048)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Horodatage")])
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(7)
            .not_valid_before(AT - timedelta(days=30))
            .not_valid_after(AT + timedelta(days=700))
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.ExtendedKeyUsage([x509.oid.ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
            .sign(key, hashes.SHA256())
        )
        raw = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        dummy = DummyTimeStamper(
            Certificate.load(certificate.public_bytes(Encoding.DER)), PrivateKeyInfo.load(raw), fixed_dt=AT
        )
        asked = []

        def answer(request, timeout):
            asked.append((request.full_url, request.get_header("Content-type"), timeout))
            return io.BytesIO(dummy.request_tsa_response(TimeStampReq.load(request.data)).dump())

        monkeypatch.setattr(signature, "urlopen", answer)
        return asked, certificate.public_bytes(Encoding.PEM).decode()

    def test_a_signature_carries_the_time_of_the_service(self, pair, service):
        asked, _root = service
        signer = signer_of(pair, timestamp_url=self.URL)
        assert signer.timestamps and not signer_of(pair).timestamps
        status = check(signer.sign(sheet(), at=AT, reason="x"), pair.certificate)
        assert status.intact and status.valid
        assert status.timestamp_validity.intact and status.timestamp_validity.valid
        assert status.timestamp_validity.timestamp == AT
        assert {one[:2] for one in asked} == {(self.URL, "application/timestamp-query")}
        assert all(timeout == signature.PATIENCE for *_, timeout in asked)

    @pytest.mark.parametrize("wrong", [b"<html>503</html>", b"", b"\x30\x03"])
    def test_nonsense_is_no_timestamp(self, pair, monkeypatch, wrong):
        monkeypatch.setattr(signature, "urlopen", lambda *args, **kwargs: io.BytesIO(wrong))
        with pytest.raises(TimestampMissing):
            signer_of(pair, timestamp_url=self.URL).sign(sheet(), at=AT, reason="x")

    def test_a_service_that_is_down_gives_none(self, pair, monkeypatch):
        def down(*args, **kwargs):
            raise TimeoutError("timed out")

        monkeypatch.setattr(signature, "urlopen", down)
        with pytest.raises(TimestampMissing, match=self.URL):
            signer_of(pair, timestamp_url=self.URL).sign(sheet(), at=AT, reason="x")

    def test_an_address_of_a_file_is_refused(self, pair):
        with pytest.raises(ValueError, match="TIMESTAMP_URL"):
            signer_of(pair, timestamp_url="file:///etc/passwd")


class TestOtherReaders:
    """Programs that are not ours and not pyHanko."""

    @pytest.fixture
    def file(self, signed, tmp_path):
        path = tmp_path / "x.pdf"
        path.write_bytes(signed)
        return path

    def run(self, *command) -> str:
        if shutil.which(command[0]) is None:
            pytest.skip(f"{command[0]} is not on this machine: scripts/install_system.sh poppler qpdf")
        done = subprocess.run(command, capture_output=True, text=True)
        return done.stdout + done.stderr

    def test_pdfsig_says_valid_and_the_whole_document(self, file):
        said = self.run("pdfsig", file)
        assert "Signature is Valid." in said
        assert "Total document signed" in said
        assert "ETSI.CAdES.detached" in said

    def test_pdfsig_sees_one_changed_byte(self, file):
        data = file.read_bytes()
        file.write_bytes(data.replace(b"untitled", b"unticled"))
        said = self.run("pdfsig", file)
        assert "Signature is Valid." not in said
        assert "Digest Mismatch" in said

    def test_qpdf_finds_no_error(self, file):
        said = self.run("qpdf", "--check", file)
        assert "No syntax or stream encoding errors found" in said
        assert "WARNING" not in said
