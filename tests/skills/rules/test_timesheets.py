"""Files of hours: what is read, what is left out and why, and what is never counted twice."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skills.rules.timesheets import (
    COLUMNS,
    MOST_BYTES,
    MOST_LINES,
    MOST_MISSIONS,
    FileProblem,
    Problem,
    Table,
    day_of,
    guessed,
    hours_of,
    key_of,
    minutes_of,
    names_several_people,
    problem_with_columns,
    problem_with_sums,
    read,
    sort_out,
    sums,
    table_of,
)

TODAY = date(2026, 11, 27)
WHOLE = "Association;Date;Date de fin;Durée;Rôle;Commentaire"
PLACES = dict(zip(COLUMNS, range(6), strict=True))


def table(*lines: str, headings: str = WHOLE) -> Table:
    found = table_of("\n".join((headings, *lines)))
    assert isinstance(found, Table)
    return found


def sorted_out(*lines: str, columns=PLACES, role="Bénévole", **given):
    return sort_out(table(*lines), columns, role=role, today=TODAY, **given)


def left(*lines: str, **given) -> list[tuple]:
    return [(one.number, one.problem, one.value) for one in sorted_out(*lines, **given).left_out]


class TestTheFile:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
    @pytest.mark.parametrize("separator", [";", ",", "\t"])
    def test_is_read_whatever_its_encoding_and_separator(self, encoding, separator):
        text = 'Association;Date;Durée\n"Fête ; du, Été";01/02/2026;2h30\n'
        content = text.replace(";", separator).replace(f" {separator} du", " ; du").encode(encoding)
        found = table_of(read(content))
        assert found.headings == ("Association", "Date", "Durée")
        assert found.rows == ((2, ("Fête ; du, Été", "01/02/2026", "2h30")),)

    @pytest.mark.parametrize(
        ("content", "problem"),
        [
            (b"", FileProblem.EMPTY),
            (b"Association;Date\n\n;;\n", FileProblem.EMPTY),
            (b"PK\x03\x04\x00\x00", FileProblem.UNREADABLE),
            (b"a" * (MOST_BYTES + 1), FileProblem.TOO_HEAVY),
            (b"a;b\n" * (MOST_LINES + 2), FileProblem.TOO_LONG),
        ],
    )
    def test_that_cannot_be_taken_says_why(self, content, problem):
        assert read(content) == problem

    def test_as_long_as_can_be_is_taken(self):
        assert len(table_of(read(b"a;b\n" * (MOST_LINES + 1))).rows) == MOST_LINES

    @given(st.binary(max_size=400))
    def test_any_bytes_at_all_are_read_or_refused(self, content):
        text = read(content)
        if not isinstance(text, FileProblem):
            found = table_of(text)
            wide = {column: place for place, column in enumerate(COLUMNS)}
            done = sort_out(found, wide, role="Bénévole", today=TODAY)
            assert len(done.entries) + len(done.left_out) == len(found.rows)


class TestColumns:
    @pytest.mark.parametrize(
        ("headings", "places"),
        [
            (WHOLE, PLACES),
            # As Bénévalibre names them.
            (
                "Prénom;Nom;Pseudo;Association;Titre;Description;Date;Date de fin;Durée;Durée (en heures);Catégorie",
                {
                    "association": 3,
                    "comment": 5,
                    "starts": 6,
                    "ends": 7,
                    "hours": 9,
                    "role": 10,
                },
            ),
            (
                "NOM DE L’ASSOCIATION;Jour;Nombre d'heures;Activité",
                {"association": 0, "starts": 1, "hours": 2, "role": 3},
            ),
            (
                "Date de l’action;Temps (h);Asso ?;Mission réalisée",
                {"starts": 0, "hours": 1, "association": 2, "role": 3},
            ),
            ("A;B;C", {}),
        ],
    )
    def test_are_guessed_from_their_headings(self, headings, places):
        assert guessed(headings.split(";")) == places

    @pytest.mark.parametrize(
        ("columns", "problem"),
        [
            ({"association": 0, "starts": 1, "hours": 2}, None),
            ({"association": 0, "starts": 1}, FileProblem.NO_COLUMN),
            ({"association": 0, "starts": 1, "hours": 3}, FileProblem.NO_COLUMN),
            ({}, FileProblem.NO_COLUMN),
        ],
    )
    def test_that_are_needed_are_in_the_file(self, columns, problem):
        assert problem_with_columns(columns, width=3) == problem

    @pytest.mark.parametrize(
        ("headings", "lines", "several"),
        [
            ("Prénom;Nom;Date", ["Ada;L;1", "Ada;L;2"], False),
            ("Prénom;Nom;Date", ["Ada;L;1", "ADA;l;2", ";;3"], False),
            ("Prénom;Nom;Date", ["Ada;L;1", "Zoé;L;2"], True),
            ("Association;Date", ["A;1", "B;2"], False),
        ],
    )
    def test_tell_whether_several_people_are_named(self, headings, lines, several):
        assert names_several_people(table(*lines, headings=headings)) is several


class TestWords:
    @pytest.mark.parametrize(
        ("words", "minutes"),
        [
            ("2h30", 150),
            ("2 h 30", 150),
            ("2H30", 150),
            ("2h", 120),
            ("2h5", 125),
            ("2 heures 30 min", 150),
            ("1 heure", 60),
            ("2,5", 150),
            ("2.5", 150),
            ("2,5 h", 150),
            ("0,3333333333", 20),
            ("2:30", 150),
            ("02:30:00", 150),
            ("1 day, 2:30:00", 1590),
            ("2 jours, 0:15:00.5", 2895),
            ("45 min", 45),
            ("45mn", 45),
            ("45’", 45),
            ("3", 180),
            ("0", 0),
            ("", None),
            ("deux", None),
            ("2h75", None),
            ("2:75", None),
            ("-2", None),
            ("2 30", None),
            ("99999", None),
            ("²", None),
            ("2,5,1", None),
        ],
    )
    def test_hours_are_read_as_people_write_them(self, words, minutes):
        assert minutes_of(words) == minutes

    @given(st.integers(0, 23), st.integers(0, 59))
    def test_every_way_to_write_the_same_hours_is_one(self, hours, minutes):
        ways = (f"{hours}h{minutes:02}", f"{hours}:{minutes:02}", f"{hours} h {minutes:02} min")
        decimal = f"{hours + Decimal(minutes) / 60:.4f}"
        ways += (decimal, decimal.replace(".", ","), f"{hours * 60 + minutes} minutes")
        assert {minutes_of(way) for way in ways} == {hours * 60 + minutes}

    @given(st.text(max_size=20))
    def test_anything_else_is_said_to_be_unreadable(self, words):
        assert minutes_of(words) is None or minutes_of(words) >= 0
        assert isinstance(day_of(words), date | Problem)

    @pytest.mark.parametrize(
        ("words", "day"),
        [
            ("2026-02-05", date(2026, 2, 5)),
            ("2026-02-05T10:00:00+01:00", date(2026, 2, 5)),
            ("2026-02-05 10:00", date(2026, 2, 5)),
            ("05/02/2026", date(2026, 2, 5)),
            ("5/2/26", date(2026, 2, 5)),
            ("05.02.2026 10:30", date(2026, 2, 5)),
            ("5 février 2026", date(2026, 2, 5)),
            ("jeudi 1er janv. 2026", date(2026, 1, 1)),
            ("02/25/2026", Problem.SWAPPED_DATE),
            ("2026-25-02", Problem.SWAPPED_DATE),
            ("31/02/2026", Problem.BAD_DATE),
            ("25/25/2026", Problem.BAD_DATE),
            ("5 brumaire 2026", Problem.BAD_DATE),
            ("hier", Problem.BAD_DATE),
            ("0000-01-01", Problem.TOO_OLD),
            ("", Problem.NO_DATE),
            (" ? ", Problem.NO_DATE),
        ],
    )
    def test_days_are_read_as_people_write_them(self, words, day):
        found = day_of(words)
        assert found == (date(2000, 1, 1) if day == Problem.TOO_OLD else day)

    @pytest.mark.parametrize(
        ("minutes", "hours"), [(1, "0.1"), (6, "0.1"), (135, "2.3"), (150, "2.5"), (60, "1.0")]
    )
    def test_minutes_make_tenths_of_an_hour(self, minutes, hours):
        assert hours_of(minutes) == Decimal(hours)


class TestLines:
    def test_that_are_right_are_kept(self):
        done = sorted_out("Les Nuits;01/02/2026;;2h30;Bar;J’ai servi.", "Les Nuits;2026-02-02;;1;;")
        first, second = done.entries
        assert (first.number, first.association, first.role) == (2, "Les Nuits", "Bar")
        assert (first.starts_on, first.ends_on, first.minutes) == (date(2026, 2, 1), date(2026, 2, 1), 150)
        assert first.comment == "J’ai servi."
        assert second.role == "Bénévole"
        assert done.left_out == ()

    @pytest.mark.parametrize(
        ("line", "problem", "value"),
        [
            (";01/02/2026;;2;;", Problem.NO_ASSOCIATION, ""),
            ("—;01/02/2026;;2;;", Problem.NO_ASSOCIATION, ""),
            ("A;;;2;;", Problem.NO_DATE, ""),
            ("A;demain;;2;;", Problem.BAD_DATE, "demain"),
            ("A;02/25/2026;;2;;", Problem.SWAPPED_DATE, "02/25/2026"),
            ("A;01/02/1926;;2;;", Problem.TOO_OLD, "01/02/1926"),
            ("A;28/11/2026;;2;;", Problem.IN_FUTURE, "28/11/2026"),
            ("A;26/11/2026;28/11/2026;2;;", Problem.IN_FUTURE, "28/11/2026"),
            ("A;01/02/2026;31/01/2026;2;;", Problem.ENDS_BEFORE, "01/02/2026 – 31/01/2026"),
            ("A;01/02/2026;bientôt;2;;", Problem.BAD_DATE, "bientôt"),
            ("A;01/02/2026;;;;", Problem.NO_HOURS, ""),
            ("A;01/02/2026;;0;;", Problem.NO_HOURS, "0"),
            ("A;01/02/2026;;beaucoup;;", Problem.BAD_HOURS, "beaucoup"),
            ("A;01/02/2026;;24h01;;", Problem.OVER_A_DAY, "24h01"),
            ("A;01/02/2026;02/02/2026;48,1;;", Problem.OVER_A_DAY, "48,1"),
            ("A", Problem.NO_DATE, ""),
        ],
    )
    def test_that_are_not_say_why(self, line, problem, value):
        assert left(line) == [(2, problem, value)]

    @pytest.mark.parametrize(
        "line", ["A;27/11/2026;;24;;", "A;01/02/2026;02/02/2026;48;;", "A;01/02/2026;01/02/2026;1;;"]
    )
    def test_at_the_edge_are_kept(self, line):
        assert left(line) == []

    def test_twice_in_the_file_count_once(self):
        found = left("A;01/02/2026;;2h30;Bar;", "B;01/02/2026;;1;;", "a ;2026-02-01;;2,5;BAR;")
        assert found == [(4, Problem.TWICE, "2")]

    def test_that_say_something_else_count_each(self):
        assert not left("A;01/02/2026;;2;Bar;Le matin", "A;01/02/2026;;2;Bar;Le soir")

    def test_of_one_day_share_its_hours(self):
        lines = ("A;01/02/2026;;20;;", "B;01/02/2026;;5;;", "B;01/02/2026;;4;;", "B;02/02/2026;;5;;")
        assert left(*lines) == [(3, Problem.DAY_IS_FULL, "2026-02-01")]
        worked = {date(2026, 2, 2): 20 * 60}
        assert [number for number, *_ in left(*lines, worked=worked)] == [3, 5]

    def test_brought_before_are_known_by_what_they_say(self):
        known = {one.digest for one in sorted_out("A;01/02/2026;;2h30;Bar;").entries}
        assert left("A;2026-02-01;;2,5;bar;", known=known) == [(2, Problem.BROUGHT_BEFORE, "")]

    def test_brought_before_are_known_by_their_cells_whatever_the_columns(self):
        line = "A;01/02/2026;;2h30;Bar;Service"
        known = {one.row_digest for one in sorted_out(line).entries}
        swapped = PLACES | {"role": 5, "comment": 4}
        assert left(line, columns=swapped, known=known) == [(2, Problem.BROUGHT_BEFORE, "")]
        assert left("A;;;;;", known=known) == [(2, Problem.NO_DATE, "")]

    def test_the_role_of_those_that_say_none_makes_no_other_line(self):
        known = {one.digest for one in sorted_out("A;01/02/2026;;2;;", role="Aide").entries}
        again = sorted_out("A;01/02/2026;;2,0;;", role="Trésorière", known=known)
        assert again.entries == ()

    @given(
        st.lists(
            st.tuples(
                st.sampled_from(["A", "Â", "B", ""]),
                st.dates(TODAY - timedelta(days=4), TODAY + timedelta(days=1)),
                st.integers(0, 25),
                st.sampled_from(["", "Bar", "bar"]),
            ),
            max_size=30,
        )
    )
    def test_whatever_the_lines_none_is_lost_nor_counted_twice(self, lines):
        written = [f"{who};{day:%d/%m/%Y};;{hours};{role};" for who, day, hours, role in lines] or ["A;;;;;"]
        done = sorted_out(*written)
        numbers = [one.number for one in (*done.entries, *done.left_out)]
        assert sorted(numbers) == [number for number, _ in table(*written).rows]
        per_day: dict[date, int] = {}
        for one in done.entries:
            per_day[one.starts_on] = per_day.get(one.starts_on, 0) + one.minutes
        assert all(minutes <= 24 * 60 for minutes in per_day.values())
        assert len({one.digest for one in done.entries}) == len(done.entries)
        # Everything is in a mission, once.
        made = sums(done.entries)
        assert sum(one.minutes for one in made) == sum(one.minutes for one in done.entries)
        assert len({key_of(one.association, one.role) for one in made}) == len(made)
        # The same file again adds nothing.
        known = {digest for one in done.entries for digest in (one.digest, one.row_digest)}
        again = sorted_out(*written, known=known, worked=per_day)
        assert again.entries == ()


class TestMissions:
    def test_are_made_of_one_association_and_one_role(self):
        done = sorted_out(
            "Les Nuits;03/02/2026;;1h30;Bar;Servi",
            "les nuits;01/02/2026;;2;bar;Servi",
            "Les Nuits;02/02/2026;05/02/2026;10;BAR;Rangé",
            "Les Nuits;02/02/2026;;1;Caisse;",
        )
        bar, till = sums(done.entries)
        assert (bar.association, bar.role) == ("Les Nuits", "Bar")
        assert (bar.starts_on, bar.ends_on) == (date(2026, 2, 1), date(2026, 2, 5))
        assert (bar.minutes, bar.hours) == (810, Decimal("13.5"))
        assert bar.comments == "Servi\nRangé"
        assert (till.role, till.comments) == ("Caisse", "")

    def test_that_are_none_too_many_or_too_long_are_not_kept(self):
        (one,) = sums(sorted_out("A;01/02/2026;;2;Bar;").entries)
        assert problem_with_sums([], logged={}) == FileProblem.NOTHING_NEW
        assert problem_with_sums([one], logged={}) is None
        assert problem_with_sums([one] * MOST_MISSIONS, logged={}) is None
        assert problem_with_sums([one] * (MOST_MISSIONS + 1), logged={}) == FileProblem.TOO_MANY_MISSIONS
        logged = {key_of("a", "bar"): 99_999 * 60 - 120}
        assert problem_with_sums([one], logged=logged) is None
        logged = {key_of("a", "bar"): 99_999 * 60 - 119}
        assert problem_with_sums([one], logged=logged) == FileProblem.TOO_MANY_HOURS
