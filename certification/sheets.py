"""Many documents as one file: an archive of the files as issued, and one PDF to print."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, NameObject

#: No clock in the archive: the same documents give the same bytes.
NO_DATE = (1980, 1, 1, 0, 0, 0)


def archive(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP of these files (name, bytes), as they are: a signature in one still holds."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_STORED) as folder:  # PDFs are compressed already
        for name, data in files:
            folder.writestr(zipfile.ZipInfo(name, NO_DATE), data)
    return kept.getvalue()


def printable(files: Iterable[bytes], *, title: str) -> bytes:
    """All pages of these PDFs in one, for paper.

    Signatures are of whole files: their fields are left out, rather than shown broken. What the sheets have in
    common, such as fonts, is kept once.
    """
    writer = PdfWriter()
    for data in files:
        reader = PdfReader(io.BytesIO(data))
        reader.root_object.pop("/AcroForm", None)
        for page in reader.pages:
            if "/Annots" in page:
                notes = [note for note in page["/Annots"] if note.get_object().get("/Subtype") != "/Widget"]
                page[NameObject("/Annots")] = ArrayObject(notes)
        writer.append(reader, import_outline=False)
    writer.metadata = {"/Title": title}
    writer.compress_identical_objects()
    bound = io.BytesIO()
    writer.write(bound)
    return bound.getvalue()
