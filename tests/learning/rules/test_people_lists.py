"""Lists of people as spreadsheets export them."""

import pytest

from learning.rules.people_lists import MOST_LINES, Fault, Line, Problem, decoded, read

SHEET = "Nom;Prénom;Courriel\nMartin;Zoé;zoe@exemple.fr\nÇelik;Aylin;AYLIN@exemple.fr\n"


def faults(text: str, **kwargs) -> list[tuple]:
    return [(one.number, one.column, one.problem) for one in read(text.encode(), **kwargs).faults]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_encoding_and_separator_of_french_spreadsheets_is_read(encoding, separator, end):
    content = SHEET.replace(";", separator).replace("\n", end).encode(encoding)
    reading = read(content)
    assert reading.lines == [
        Line(2, "zoe@exemple.fr", "Zoé Martin"),
        Line(3, "aylin@exemple.fr", "Aylin Çelik"),
    ]
    assert reading.faults == []


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("E-mail,Nom complet", "a@b.fr,Zoé Martin", Line(2, "a@b.fr", "Zoé Martin")),
        ("ADRESSE ÉLECTRONIQUE;NOM", "a@b.fr;Zoé", Line(2, "a@b.fr", "Zoé")),
        ("courriel", "a@b.fr", Line(2, "a@b.fr")),
        ("Ville;Courriel;Profil", "Valmont;a@b.fr;Bénévole", Line(2, "a@b.fr", "", "volunteer")),
        ("Courriel;Nom", '"mailto:a@b.fr";"  Zoé   Martin "', Line(2, "a@b.fr", "Zoé Martin")),
        ("Courriel;Nom", "a@b.fr", Line(2, "a@b.fr")),
    ],
)
def test_columns_go_by_their_names_in_any_order(header, row, expected):
    assert read(f"{header}\n{row}\n".encode()).lines == [expected]


def test_a_cell_of_two_lines_keeps_the_numbers_right():
    text = 'Courriel;Nom\na@b.fr;"Zoé\nMartin"\n\nfaux;Ali\n'
    reading = read(text.encode())
    assert reading.lines == [Line(2, "a@b.fr", "Zoé Martin")]
    assert reading.faults == [Fault(5, "email", Problem.BAD_ADDRESS, "faux")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [(0, "", Problem.EMPTY)]),
        ("\n;;\n", [(0, "", Problem.EMPTY)]),
        ("Courriel;Nom\n", [(0, "", Problem.EMPTY)]),
        ("Prénom;Nom\nZoé;Martin\n", [(1, "email", Problem.NO_COLUMN)]),
        ("Courriel\na\x00\n", [(0, "", Problem.UNREADABLE)]),
        ("Courriel;Nom\n;Zoé\n", [(2, "email", Problem.NO_ADDRESS)]),
        ("Courriel\nzoe(at)exemple.fr\n", [(2, "email", Problem.BAD_ADDRESS)]),
        ("Courriel\nzoe@exemple\n", [(2, "email", Problem.BAD_ADDRESS)]),
        (f"Courriel\n{'z' * 250}@exemple.fr\n", [(2, "email", Problem.BAD_ADDRESS)]),
        ("Courriel\na@b.fr\nA@B.fr\n", [(3, "email", Problem.TWICE)]),
        ("Courriel;Profil\na@b.fr;Roi\n", [(2, "profile", Problem.BAD_PROFILE)]),
    ],
)
def test_each_bad_line_says_its_number_its_column_and_what_is_wrong(text, expected):
    assert faults(text) == expected


def test_a_name_may_be_asked_for():
    assert faults("Courriel;Nom\na@b.fr;\n", needs_name=True) == [(2, "name", Problem.NO_NAME)]


def test_too_many_lines_are_said_and_the_first_ones_read():
    text = "Courriel\n" + "".join(f"p{n}@exemple.fr\n" for n in range(MOST_LINES + 3))
    reading = read(text.encode())
    assert len(reading.lines) == MOST_LINES
    assert [(one.number, one.problem) for one in reading.faults] == [(MOST_LINES + 2, Problem.TOO_LONG)]


def test_a_cell_beyond_any_measure_is_a_bad_line():
    assert faults(f"Courriel\n{'x' * 200_000}\n") == [(2, "email", Problem.BAD_ADDRESS)]


def test_bytes_that_are_no_text_are_read_as_they_can_be():
    assert decoded(b"\x81\xe9") == "\ufffdé"
