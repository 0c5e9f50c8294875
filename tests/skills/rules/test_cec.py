"""One year's hours beside the thresholds of the compte d'engagement citoyen."""

from datetime import date
from decimal import Decimal

import pytest

from skills.rules.cec import Served, is_year, share_of, summary, years_of

TODAY = date(2026, 11, 27)


def served(hours, where=1, starts_on=date(2026, 1, 1), ends_on=date(2026, 10, 31), **fields) -> Served:
    given = {"association": f"Association {where}", "role": "Trésorière", "is_estimated": False}
    return Served(
        association_id=where,
        starts_on=starts_on,
        ends_on=ends_on,
        hours=None if hours is None else Decimal(hours),
        **(given | fields),
    )


def of_year(*missions: Served, year: int = 2026, today: date = TODAY):
    return summary(missions, year=year, today=today)


class TestThresholds:
    @pytest.mark.parametrize(
        ("hours", "in_all", "in_one"),
        [
            ([], False, False),
            (["199"], False, True),
            (["199.9"], False, True),
            (["200"], True, True),
            (["201"], True, True),
            (["99", "101"], True, True),
            (["99", "100"], False, True),
            (["100", "100"], True, True),
            (["99", "99"], False, False),
            (["99.9", "99.9", "0.2"], True, False),
            (["99", "99", "2"], True, False),
            (["100", "99", "1"], True, True),
            ([None, "200"], True, True),
            ([None], False, False),
        ],
    )
    def test_on_every_boundary(self, hours, in_all, in_one):
        found = of_year(*(served(given, where) for where, given in enumerate(hours)))
        assert found.in_all.is_reached is in_all
        assert found.in_one.is_reached is in_one
        assert found.is_reached is (in_all and in_one)

    def test_one_association_is_given_the_hours_of_all_its_roles(self):
        found = of_year(served("99", role="Trésorière"), served("1", role="Accueil"))
        assert [one.hours for one in found.associations] == [Decimal(100)]
        assert [share.role for share in found.associations[0].shares] == ["Trésorière", "Accueil"]
        assert found.in_one.is_reached
        assert not found.in_all.is_reached

    def test_two_associations_of_the_same_name_are_two(self):
        found = of_year(served("60", 1, association="Les Amis"), served("60", 2, association="Les Amis"))
        assert len(found.associations) == 2
        assert found.in_one.counted == 60

    @pytest.mark.parametrize(
        ("hours", "missing"), [("199", "1"), ("199.5", "0.5"), ("200", "0"), ("250", "0")]
    )
    def test_what_is_missing_is_never_less_than_nothing(self, hours, missing):
        assert of_year(served(hours)).in_all.missing == Decimal(missing)

    def test_the_association_that_was_given_most_comes_first(self):
        found = of_year(served("10", 1), served("30", 2), served(None, 3), served("10", 4))
        assert [one.association[-1] for one in found.associations] == ["2", "1", "4", "3"]
        assert found.is_partly_told
        assert not of_year(served("10")).is_partly_told


class TestSharing:
    @pytest.mark.parametrize(
        ("starts_on", "ends_on", "year", "hours", "is_shared"),
        [
            # Wholly in the year: as told.
            (date(2026, 1, 1), date(2026, 10, 31), 2026, "100", False),
            (date(2025, 1, 1), date(2025, 12, 31), 2025, "100", False),
            # Its first and last day.
            (date(2025, 12, 31), date(2026, 1, 1), 2025, "50.0", True),
            (date(2025, 12, 31), date(2026, 1, 1), 2026, "50.0", True),
            # 1 day of 100, then 99.
            (date(2025, 12, 31), date(2026, 4, 9), 2025, "1.0", True),
            (date(2025, 12, 31), date(2026, 4, 9), 2026, "99.0", True),
            # A leap year has one day more: 366 of 731.
            (date(2024, 1, 1), date(2025, 12, 31), 2024, "50.1", True),
            (date(2024, 1, 1), date(2025, 12, 31), 2025, "49.9", True),
            # Three years: the one in the middle is whole.
            (date(2024, 12, 31), date(2026, 1, 1), 2025, "99.5", True),
            # Until today where it lasts, or is said to end later.
            (date(2025, 12, 31), None, 2025, "0.3", True),
            (date(2025, 12, 31), date(2027, 3, 1), 2025, "0.3", True),
            (date(2026, 11, 27), None, 2026, "100", False),
        ],
    )
    def test_by_days(self, starts_on, ends_on, year, hours, is_shared):
        share = share_of(served("100", starts_on=starts_on, ends_on=ends_on), year=year, today=TODAY)
        assert share.hours == Decimal(hours)
        assert share.is_shared is is_shared
        assert share.is_estimated is is_shared

    @pytest.mark.parametrize("year", [2024, 2027])
    def test_nothing_outside_its_years(self, year):
        mission = served("100", starts_on=date(2025, 1, 1), ends_on=date(2026, 1, 1))
        assert share_of(mission, year=year, today=TODAY) is None
        assert of_year(mission, year=year).associations == ()

    def test_a_share_on_the_boundary_is_compared_as_it_is_shown(self):
        # 365 of 366 days of 200.5 hours: 199.95, shown as 200.0.
        mission = served("200.5", starts_on=date(2025, 1, 1), ends_on=date(2026, 1, 1))
        assert of_year(mission, year=2025).in_all.counted == Decimal("200.0")
        assert of_year(mission, year=2025).in_all.is_reached

    def test_an_estimate_is_said_to_be_one(self):
        assert of_year(served("10", is_estimated=True)).is_estimated
        assert not of_year(served("10")).is_estimated
        unknown = share_of(served(None, starts_on=date(2025, 6, 1)), year=2026, today=TODAY)
        assert unknown.hours is None
        assert unknown.is_shared


class TestYears:
    def test_those_in_which_something_was_done_the_last_first(self):
        missions = [
            served("1", starts_on=date(2019, 12, 31), ends_on=date(2020, 1, 1)),
            served("1", starts_on=date(2025, 3, 1), ends_on=None),
        ]
        assert years_of(missions, today=TODAY) == [2026, 2025, 2020, 2019]
        assert years_of([], today=TODAY) == []

    @pytest.mark.parametrize(
        ("year", "there"), [(1939, False), (1940, True), (2026, True), (2027, False), (9999, False)]
    )
    def test_no_year_to_come(self, year, there):
        assert is_year(year, today=TODAY) is there


class TestDeadlines:
    @pytest.mark.parametrize(
        ("today", "declare_past", "attest_past"),
        [
            (date(2026, 11, 27), False, False),
            (date(2027, 6, 29), False, False),
            (date(2027, 6, 30), False, False),
            (date(2027, 7, 1), True, False),
            (date(2027, 12, 31), True, False),
            (date(2028, 1, 1), True, True),
        ],
    )
    def test_fall_in_the_year_after(self, today, declare_past, attest_past):
        found = of_year(served("10"), today=today)
        assert found.declare_before.day == date(2027, 6, 30)
        assert found.attest_before.day == date(2027, 12, 31)
        assert found.declare_before.is_past is declare_past
        assert found.attest_before.is_past is attest_past
