"""Certificates made by one worker process: signed, stored and recorded, against the obvious way in the same run.

`documents.py prepare N` grants N certificates of one scheme in the site of the environment; `documents.py measure N`
makes their files in a process of its own: the first one apart (cold: start and imports included), then the rest (warm),
with the memory of the process at 100, 500 and N. The obvious way is one xhtml2pdf render a sheet, then pyHanko's own
signer with the same EC key, then the storage, without a record: the same words on the same machine, just after.
"""

import os
import sys
import time
from pathlib import Path

started = time.process_time()
ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "platform"), str(ROOT), str(Path(__file__).parent)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")

import django  # noqa: E402

django.setup()

OBVIOUS = 25


def memory_mb() -> float:
    """What this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def prepare(count: int) -> None:
    """One certificate decided, and its like for so many others, which wait for the worker."""
    from django.utils import timezone
    from kill import House

    from accounts.models import User
    from certification.actions.run_batch import run_batch
    from certification.kinds import CERTIFICATE, Frame
    from certification.models import Credential
    from certification.models.credential import new_public_id

    house = House(1)
    run_batch(batch=house.start(0), step=1)
    model = Credential.objects.get()
    today = timezone.localdate()
    people = User.objects.bulk_create(
        User(email=f"m{n}@exemple.fr", display_name=f"Zoé O’Brien-Éloïse {n}") for n in range(1, count)
    )
    credentials = []
    for number, person in enumerate(people, start=2):
        frame = Frame(
            number=f"BRE-{today.year}-{number:04d}",
            public_id=new_public_id(),
            structure=house.house,
            holder_name=person.display_name,
            granted_on=today,
        )
        frozen = CERTIFICATE.freeze_again(model.frozen, frame)
        credentials.append(
            Credential.granted(frozen, structure=house.house, holder=person, subject=f"measured:{number}")
        )
    Credential.objects.bulk_create(credentials, batch_size=100)


def obvious(credentials: list) -> float:
    """CPU seconds a certificate that the obvious way takes."""
    from asn1crypto import keys as asn1_keys
    from asn1crypto import pem, x509
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
    from django.core.files.base import ContentFile
    from django.core.files.storage import storages
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    from certification import keys
    from certification.formats import PDF
    from certification.kinds import CERTIFICATE

    row = credentials[0].signed_with
    private = keys.private_key(row.fingerprint, bytes(row.private))
    raw = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    own = x509.Certificate.load(pem.unarmor(row.certificate.encode())[2])
    signer = signers.SimpleSigner(
        signing_cert=own,
        signing_key=asn1_keys.PrivateKeyInfo.load(raw),
        cert_registry=SimpleCertificateStore(),
    )
    import io

    before = time.process_time()
    for number, credential in enumerate(credentials):
        data = PDF.render(credential.frozen, template=CERTIFICATE.template, style=CERTIFICATE.style)
        meta = signers.PdfSignatureMetadata(
            field_name="Signature",
            md_algorithm="sha256",
            certify=True,
            subfilter=SigSeedSubFilter.PADES,
            docmdp_permissions=MDPPerm.NO_CHANGES,
        )
        out = signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(data)), meta, signer=signer)
        storages["documents"].save(f"obvious/{number}.pdf", ContentFile(out.getvalue()))
    return (time.process_time() - before) / len(credentials)


def measure(count: int) -> None:
    from certification.actions.make_file import make_file
    from certification.models import Credential

    pks = list(Credential.objects.pending().order_by("pk").values_list("pk", flat=True)[:count])
    if len(pks) < 2:
        raise SystemExit("No document waits to be made: run “prepare” first.")

    def make(pk: int) -> None:
        credential = Credential.objects.select_related("structure").get(pk=pk)
        if not make_file(credential=credential):
            raise SystemExit(f"{credential} was not made: {credential.problem}")

    make(pks[0])
    cold = time.process_time() - started
    print(f"first certificate, cold (start, imports and layout included): {cold:.2f} s cpu")
    clock, processor = time.perf_counter(), time.process_time()
    for done, pk in enumerate(pks[1:], start=2):
        make(pk)
        if done in (100, 500, len(pks)):
            print(f"memory after {done:5d} certificates: {memory_mb():.0f} MB", flush=True)
    clock, processor = time.perf_counter() - clock, time.process_time() - processor
    each = processor / (len(pks) - 1)
    print(
        f"certificates, warm: {1000 * each:.1f} ms cpu each, {1 / each:.0f} a second and core "
        f"({(len(pks) - 1) / clock:.0f} a second by the clock of this run)"
    )
    sample = list(Credential.objects.issued().select_related("signed_with").order_by("pk")[:OBVIOUS])
    plain = obvious(sample)
    print(f"the obvious way: {1000 * plain:.1f} ms cpu each, {1 / plain:.1f} a second and core")
    print(f"ratio: {plain / each:.1f} times as many (3 wanted)")


if __name__ == "__main__":
    {"prepare": prepare, "measure": measure}[sys.argv[1]](int(sys.argv[2]))
