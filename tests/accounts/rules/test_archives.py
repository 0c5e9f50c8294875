"""Names of files in an archive."""

import pytest

from accounts.rules.archives import LONGEST, safe_name, unused


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("Statuts signés.pdf", "Statuts signés.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\vols\\x.pdf", "C__vols_x.pdf"),
        ("a\u202eb\u200b\x00.pdf", "a_b__.pdf"),
        ("e\u0301.pdf", "é.pdf"),
        ("🐝 O'Brien-Éloïse.odt", "🐝 O'Brien-Éloïse.odt"),
        ("...", "_"),
        ("", "_"),
        ("x" * 300, "x" * LONGEST),
        ("x" * 300 + ".pdf", "x" * (LONGEST - 4) + ".pdf"),
        ("un point. puis une longue fin", "un point. puis une longue fin"),
    ],
)
def test_a_name_unpacks_anywhere(given, name):
    assert safe_name(given) == name


def test_two_files_of_one_name_are_two_files():
    taken = set()
    names = [unused(one, taken) for one in ("a.pdf", "A.PDF", "a.pdf", "sans", "sans")]
    assert names == ["a.pdf", "A (2).PDF", "a (3).pdf", "sans", "sans (2)"]
