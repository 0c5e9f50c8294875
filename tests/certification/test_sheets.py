"""Many certificates as one archive and one printable file."""

import io
import zipfile

from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from certification.sheets import archive, printable


def sheet(title: str, *, signed: bool = False) -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(200, 100)
    writer.add_annotation(0, Link(rect=(0, 0, 10, 10), url="http://localhost/"))
    if signed:
        field = writer._add_object(
            DictionaryObject(
                {
                    NameObject("/Type"): NameObject("/Annot"),
                    NameObject("/Subtype"): NameObject("/Widget"),
                    NameObject("/FT"): NameObject("/Sig"),
                    NameObject("/T"): TextStringObject("Signature"),
                    NameObject("/Rect"): ArrayObject([]),
                }
            )
        )
        page["/Annots"].append(field)
        writer.root_object[NameObject("/AcroForm")] = DictionaryObject(
            {NameObject("/Fields"): ArrayObject([field])}
        )
    writer.metadata = {"/Title": title}
    kept = io.BytesIO()
    writer.write(kept)
    return kept.getvalue()


def test_an_archive_holds_each_file_as_it_is_and_is_the_same_each_time():
    files = [("VAL-2026-0001.pdf", sheet("Ada", signed=True)), ("VAL-2026-0002.pdf", sheet("Éloïse"))]
    data = archive(files)
    assert data == archive(files)
    with zipfile.ZipFile(io.BytesIO(data)) as folder:
        assert folder.testzip() is None
        assert [(name, folder.read(name)) for name in folder.namelist()] == files


def test_sheets_are_bound_in_order_without_broken_signatures():
    sheets = [sheet("Ada", signed=True), sheet("Éloïse"), sheet("Zoé", signed=True)]
    data = printable(sheets, title="Session d’automne")
    assert data == printable(sheets, title="Session d’automne")
    bound = PdfReader(io.BytesIO(data))
    assert len(bound.pages) == 3
    assert bound.metadata.title == "Session d’automne"
    assert "/AcroForm" not in bound.root_object
    assert b"/Sig" not in data
    assert [len(page["/Annots"]) for page in bound.pages] == [1, 1, 1], "links stay"
