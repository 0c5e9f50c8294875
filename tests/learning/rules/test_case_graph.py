"""Whether a case study holds together, flaw by flaw."""

import pytest

from learning.rules.case_graph import Flaw, Problem, Situation, flaws, folded


@pytest.mark.parametrize(
    "situations",
    [
        [],  # it is being written
        [Situation("Début")],
        [Situation("Début", ("",))],
        [Situation("Début", ("", "Fin")), Situation("Fin")],
        [Situation("Début", (" la  FIN ",)), Situation("La fin")],
        # One may turn round, as long as there is a way out.
        [Situation("Début", ("Suite",)), Situation("Suite", ("Début", "Suite", ""))],
        # The first is met without any choice that leads to it; the order of the others says nothing.
        [Situation("A", ("C",)), Situation("B"), Situation("C", ("B",))],
    ],
)
def test_a_case_whose_situations_are_all_met_and_end_has_no_flaw(situations):
    assert flaws(situations) == []


@pytest.mark.parametrize(
    ("situations", "expected"),
    [
        (
            [Situation("Début", ("Suite",))],
            [Flaw(0, Problem.UNKNOWN_TARGET, "Début", "Suite")],
        ),
        (
            [Situation("Début", ("Suite", "", "Ailleurs"))],
            [
                Flaw(0, Problem.UNKNOWN_TARGET, "Début", "Suite"),
                Flaw(0, Problem.UNKNOWN_TARGET, "Début", "Ailleurs"),
            ],
        ),
        ([Situation("Début"), Situation("Île")], [Flaw(1, Problem.UNREACHABLE, "Île")]),
        # Met only from where nobody comes.
        (
            [Situation("Début"), Situation("A", ("B",)), Situation("B", ("A", ""))],
            [Flaw(1, Problem.UNREACHABLE, "A"), Flaw(2, Problem.UNREACHABLE, "B")],
        ),
        ([Situation("Début", ("Début",))], [Flaw(0, Problem.ENDLESS, "Début")]),
        # From the first one there is a way out; from the round there is none.
        (
            [Situation("Début", ("", "A")), Situation("A", ("B",)), Situation("B", ("A",))],
            [Flaw(1, Problem.ENDLESS, "A"), Flaw(2, Problem.ENDLESS, "B")],
        ),
        # The second of a name is the flaw, and nothing else is said of it.
        (
            [Situation("Début", ("fin",)), Situation("Fin"), Situation(" FIN ", ("Nulle part",))],
            [Flaw(2, Problem.SAME_NAME, " FIN ")],
        ),
        # A way that is not written yet is a flaw of its own, and no endless one.
        (
            [Situation("Début", ("A",)), Situation("A", ("Début", "À écrire"))],
            [Flaw(1, Problem.UNKNOWN_TARGET, "A", "À écrire")],
        ),
        # Several flaws: in the order of the situations.
        (
            [Situation("Début", ("Début",)), Situation("A", ("Rien",)), Situation("début")],
            [
                Flaw(0, Problem.ENDLESS, "Début"),
                Flaw(1, Problem.UNKNOWN_TARGET, "A", "Rien"),
                Flaw(1, Problem.UNREACHABLE, "A"),
                Flaw(2, Problem.SAME_NAME, "début"),
            ],
        ),
    ],
)
def test_every_flaw_is_told_at_its_place(situations, expected):
    assert flaws(situations) == expected


def test_a_case_of_many_situations_is_walked_to_its_end():
    chain = [Situation(f"S{n}", (f"S{n + 1}",)) for n in range(5000)]
    assert flaws([*chain, Situation("S5000")]) == []
    assert [flaw.problem for flaw in flaws([*chain, Situation("S5000", ("S0",))])] == [Problem.ENDLESS] * 5001


@pytest.mark.parametrize("name", ["L’assemblée", " l’ASSEMBLÉE  ", "L’assemblée\n"])
def test_capitals_and_spaces_around_make_no_other_name(name):
    assert folded(name) == "l’assemblée"
