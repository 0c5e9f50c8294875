"""Whether a file is what its name says: no database."""

import pytest

from accounts.rules.uploads import UploadProblem, problem_of


@pytest.mark.parametrize(
    ("extension", "start", "kind"),
    [
        ("pdf", b"%PDF-1.7", "pdf"),
        ("docx", b"PK\x03\x04", "zip"),
        ("docx", b"PK\x03\x04", "docx"),
        ("jpeg", b"\xff\xd8\xff", "jpg"),
        ("txt", "Bonjour, à l’équipe".encode(), None),
        ("csv", b"nom;ville\r\nAda;Paris\r\n", None),
        ("csv", "Éloïse;Nîmes".encode("latin-1"), None),
    ],
)
def test_a_file_that_is_what_its_name_says_is_taken(extension, start, kind):
    assert problem_of(extension=extension, start=start, kind=kind) is None


@pytest.mark.parametrize(
    ("extension", "start", "kind", "problem"),
    [
        ("pdf", b"<html><script>alert(1)</script>", None, UploadProblem.CONTENT),
        ("pdf", b"PK\x03\x04", "zip", UploadProblem.CONTENT),
        ("txt", b"<!DOCTYPE html><p>", None, UploadProblem.CONTENT),
        ("csv", b"\xef\xbb\xbf  <svg onload=alert(1)>", None, UploadProblem.CONTENT),
        ("txt", b"%PDF-1.7", "pdf", UploadProblem.CONTENT),
        ("txt", b"MZ\x00\x02\x00", None, UploadProblem.CONTENT),
        ("svg", b"<svg xmlns='http://www.w3.org/2000/svg'>", None, UploadProblem.EXTENSION),
        ("exe", b"MZ", "exe", UploadProblem.EXTENSION),
        ("pdf", b"", None, UploadProblem.EMPTY),
    ],
)
def test_a_file_that_is_something_else_is_refused(extension, start, kind, problem):
    assert problem_of(extension=extension, start=start, kind=kind) is problem
