"""Which files a record takes."""

import pytest

from skills.rules.evidence import FILE_MAX_BYTES, FileProblem, problem_with_file

PDF = b"%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\n"


@pytest.mark.parametrize(
    ("extension", "content", "kind", "problem"),
    [
        ("pdf", PDF, "pdf", None),
        ("txt", b"Merci !", None, None),
        ("docx", b"PK\x03\x04", "docx", None),
        ("odt", b"PK\x03\x04", "odt", None),
        ("pdf", b"", None, FileProblem.EMPTY),
        ("exe", b"", None, FileProblem.EXTENSION),
        ("pdf", b"MZ\x90", "exe", FileProblem.CONTENT),
        ("exe", b"MZ\x90", "exe", FileProblem.EXTENSION),
        ("zip", b"PK\x03\x04", "zip", FileProblem.EXTENSION),
        ("png", b"\x89PNG", "png", FileProblem.EXTENSION),
        ("html", b"<html>", None, FileProblem.EXTENSION),
        ("txt", b"<script>", None, FileProblem.CONTENT),
        ("pdf", PDF + b"<< /S /JavaScript /JS (app.alert(1)) >>", "pdf", FileProblem.SCRIPT),
        ("pdf", PDF + b"<< /S /Launch >>", "pdf", FileProblem.SCRIPT),
        ("pdf", PDF + b"<< /Type /EmbeddedFile >>", "pdf", FileProblem.SCRIPT),
        ("pdf", PDF + b"/JSON", "pdf", None),
    ],
)
def test_a_file_is_what_its_name_says_and_runs_nothing(extension, content, kind, problem):
    found = problem_with_file(extension=extension, size=len(content), content=content, kind=kind)
    assert found == problem


def test_a_file_has_a_weight():
    size = FILE_MAX_BYTES + 1
    assert problem_with_file(extension="pdf", size=size, content=b"", kind=None) == FileProblem.TOO_LARGE
