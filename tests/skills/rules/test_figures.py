"""What the volunteers of a house did, in figures."""

from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skills.rules.disclosure import LEAST, Secret
from skills.rules.figures import (
    ATTESTED,
    COMPETENCIES,
    HOURS,
    MISSIONS,
    Cell,
    Fact,
    by_domain,
    by_town,
    years_of,
)


def facts(town: str, count: int, first: int = 0, **given) -> list[Fact]:
    """So many missions there, each of somebody else."""
    given = {"year": 2026, "hours": {2026: Decimal("1.5")}} | given
    return [Fact(person=first + n, town=town, **given) for n in range(count)]


def test_a_year_is_told_by_town_and_in_all():
    some = [
        *facts("Valmont", 6, attested=True, domains=("Accueil", "Argent")),
        *facts("Brenne", 7, first=100),
    ]
    columns = by_town(some, 2026)
    assert columns[MISSIONS].parts == {"Brenne": Cell(Decimal(7)), "Valmont": Cell(Decimal(6))}
    assert columns[MISSIONS].total == Cell(Decimal(13))
    assert columns[HOURS].total == Cell(Decimal("19.5"))
    # Brenne has none attested: it is not said, nor can it be found.
    assert columns[ATTESTED].parts == {"Brenne": Cell(None, Secret.FEW), "Valmont": Cell(None, Secret.GUARD)}
    assert columns[ATTESTED].total == Cell(Decimal(6))
    assert columns[COMPETENCIES].total == Cell(Decimal(12))
    assert by_domain(some, 2026).parts == {"Accueil": Cell(Decimal(6)), "Argent": Cell(Decimal(6))}


def test_a_mission_counts_in_the_year_that_it_began_and_its_hours_when_they_were_given():
    some = facts("Valmont", 5, year=2025, hours={2025: Decimal(2), 2026: Decimal(3)}, domains=("Accueil",))
    assert years_of(some) == [2026, 2025]
    assert by_town(some, 2025)[MISSIONS].total.value == 5
    then = by_town(some, 2026)
    assert then[MISSIONS].total == Cell(None, Secret.FEW)
    assert then[HOURS].total.value == 15
    assert by_domain(some, 2026).parts == {}
    assert by_town(some, 2024)[MISSIONS].parts == {}


def test_hours_that_were_not_told_count_for_nothing():
    some = [*facts("Valmont", 5), *facts("Valmont", 5, first=50, hours={})]
    columns = by_town(some, 2026)
    assert (columns[MISSIONS].total.value, columns[HOURS].total.value) == (10, Decimal("7.5"))


def test_many_missions_of_few_people_tell_of_few():
    some = [one for one in facts("Valmont", 4) for _ in range(10)]
    columns = by_town(some, 2026)
    assert columns[MISSIONS].parts == {"Valmont": Cell(None, Secret.FEW)}
    assert columns[MISSIONS].total == Cell(None, Secret.FEW)


def test_bars_are_drawn_against_the_longest_that_is_shown():
    some = [*facts("Valmont", 6), *facts("Brenne", 9, first=100)]
    assert by_town(some, 2026)[MISSIONS].longest == 9
    assert by_town([], 2026)[MISSIONS].longest == 1


def test_nearly_all_attested_does_not_tell_who_is_not():
    some = [*facts("Valmont", 8, attested=True), *facts("Valmont", 2, first=50)]
    assert by_town(some, 2026)[ATTESTED].parts == {"Valmont": Cell(None, Secret.GUARD)}
    assert by_town(some, 2026)[ATTESTED].total == Cell(None, Secret.GUARD)


def fact(person: int, drawn: int) -> Fact:
    """One of sixty missions that this person may have told."""
    town, kind = "ABCDE"[drawn % 5], drawn // 5
    hours = {2026: Decimal(2)} if kind % 2 else {}
    return Fact(
        person, 2026, town, hours, attested=bool(kind // 2 % 2), domains=((), ("x",), ("x", "y"))[kind // 4]
    )


FACTS = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 59)), max_size=40).map(
    lambda drawn: [fact(*one) for one in drawn]
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(FACTS)
def test_taking_columns_and_lines_away_never_leaves_few(some):
    columns = by_town(some, 2026)
    missions, attested = columns[MISSIONS], columns[ATTESTED]
    # A part never shows without its whole: both are hidden together.
    for town, cell in missions.parts.items():
        assert cell.secret is None or attested.parts[town].secret
    # Missions that are not attested: in each town where both are shown, and in all that are left.
    if missions.total.secret or attested.total.secret:
        return
    not_shown = {town for town, cell in attested.parts.items() if cell.secret}
    for towns in ([town] for town in attested.parts if town not in not_shown):
        _five_or_none({one.person for one in some if one.town in towns and not one.attested})
    _five_or_none({one.person for one in some if one.town in not_shown and not one.attested})
    left = {one.person for one in some if one.town in not_shown and one.attested}
    assert not not_shown or len(left) >= LEAST


def _five_or_none(people: set[int]) -> None:
    assert not 0 < len(people) < LEAST
