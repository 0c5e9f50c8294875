"""Which files are taken with a piece of work."""

import pytest

from learning.rules.work_files import MB, FileProblem, endings, extension_of, problem_of_file, unknown_endings


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("pdf, odt", ("pdf", "odt")),
        (" .PDF,odt , Pdf,, ", ("pdf", "odt")),
        ("", ()),
        (" , .", ()),
    ],
)
def test_endings_are_read_as_one_writes_them(words, expected):
    assert endings(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [("pdf, odt, jpg, txt", []), ("pdf, exe, .HTML", ["exe", "html"]), ("", [])],
)
def test_endings_that_nobody_can_recognise_are_told(words, expected):
    assert unknown_endings(words) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.pdf", "pdf"), ("Bilan.2026.ODT", "odt"), ("sans", ""), (".pdf", "pdf"), ("fin.", ""), ("", "")],
)
def test_the_extension_is_what_stands_after_the_last_dot(name, expected):
    assert extension_of(name) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, None),
        ({"name": "COMPTE-RENDU D’ÉLOÏSE O’BRIEN.PDF"}, None),
        ({"room": 0}, FileProblem.TOO_MANY),
        ({"room": -1}, FileProblem.TOO_MANY),
        ({"name": "a.odt"}, FileProblem.NOT_ASKED),
        ({"name": "pdf"}, FileProblem.NOT_ASKED),
        ({"name": "a.pdf.exe"}, FileProblem.NOT_ASKED),
        ({"size": 10 * MB}, None),
        ({"size": 10 * MB + 1}, FileProblem.TOO_LARGE),
        ({"size": 0, "start": b"", "kind": None}, FileProblem.EMPTY),
        ({"start": b"MZ", "kind": "exe"}, FileProblem.CONTENT),
        ({"start": b"MZ", "kind": None}, FileProblem.CONTENT),
        ({"name": "a.txt", "start": "Cher·e·s adhérents".encode(), "kind": None}, None),
        ({"name": "a.txt", "start": b"<!DOCTYPE html>", "kind": None}, FileProblem.CONTENT),
        # Asked for by an author before it was known that nobody can recognise it.
        ({"name": "a.exe", "start": b"MZ", "kind": "exe"}, FileProblem.NOT_ASKED),
        # The first thing wrong is told.
        ({"room": 0, "name": "a.odt"}, FileProblem.TOO_MANY),
        ({"name": "a.odt", "size": 11 * MB}, FileProblem.NOT_ASKED),
    ],
)
def test_a_file_is_taken_if_asked_for_light_enough_and_what_its_name_says(given, expected):
    usual = {
        "name": "a.pdf",
        "size": 1000,
        "start": b"%PDF-1.7",
        "kind": "pdf",
        "asked": ("pdf", "txt", "exe"),
        "largest_mb": 10,
        "room": 1,
    }
    assert problem_of_file(**usual | given) == expected
