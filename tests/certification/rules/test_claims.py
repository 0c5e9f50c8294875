import pytest

from certification.rules.claims import registry_code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Certification RNCP 38575", "RNCP 38575"),
        ("enregistrée au RS n° 5617", "RS n° 5617"),
        ("rncp34950", "rncp34950"),
        ("Ni enregistrée au RNCP ni au RS.", ""),
        ("Les 3 modules RS", ""),
        ("COURS 2026", ""),
    ],
)
def test_a_registry_code_is_found_and_its_name_alone_is_not_one(text, code):
    assert registry_code(text) == code
