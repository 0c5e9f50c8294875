"""Modules are typed one a line, and a line that names nothing known says so."""

import pytest

from certification.rules.module_lines import Catalogue, Unknown, read_lines, write_lines
from certification.rules.requirements import RequiredModule

LAW = RequiredModule("DROIT", "Droit associatif")
OLD = RequiredModule("C1", "Bases", "certif-asso-c1")
CATALOGUE = Catalogue.of(
    [LAW, RequiredModule("droit", "Un autre"), OLD],
    {"certif-asso-c1": "Les bases", "certif-asso-c3": "Finances"},
)
TABLE = [
    ("", (), ()),
    ("DROIT", (LAW,), ()),
    ("\n  droit  \n\n", (LAW,), ()),
    ("DROIT | Le droit", (RequiredModule("DROIT", "Le droit"),), ()),
    ("DROIT | | certif-asso-c1", (RequiredModule("DROIT", "Droit associatif", "certif-asso-c1"),), ()),
    ("C3 | Compter | certif-asso-c3", (RequiredModule("C3", "Compter", "certif-asso-c3"),), ()),
    ("C3 | | certif-asso-c3", (RequiredModule("C3", "Finances", "certif-asso-c3"),), ()),
    (
        "certif-asso-c3",
        (RequiredModule("certif-asso-c3", "Finances", "certif-asso-c3"),),
        (),
    ),
    ("C1", (OLD,), ()),
    ("DROIT\nXYZ", (LAW,), (Unknown(2, "XYZ"),)),
    ("XYZ | Un titre", (), (Unknown(1, "XYZ"),)),
    ("DROIT | Droit | nulle-part", (), (Unknown(1, "nulle-part", of_slot=True),)),
    ("| Sans code", (), (Unknown(1, "| Sans code"),)),
    ("| Sans code | certif-asso-c3", (), (Unknown(1, "| Sans code | certif-asso-c3"),)),
]


@pytest.mark.parametrize(("text", "modules", "unknown"), TABLE)
def test_lines_are_read(text, modules, unknown):
    assert read_lines(text, CATALOGUE) == (modules, unknown)


@pytest.mark.parametrize("title", ["Droit", "Droit | statuts", "a | b | c"])
@pytest.mark.parametrize("slot", ["", "certif-asso-c1"])
def test_what_is_written_is_read_again_the_same(title, slot):
    modules = (RequiredModule("DROIT", title, slot), OLD)
    assert read_lines(write_lines(modules), CATALOGUE) == (modules, ())
