"""Exactly those whose certificate pins the module as it was."""

from datetime import date

import pytest

from certification.rules.revisions import Pin, concerned_by, pins_of

DAY = date(2026, 6, 15)
BEFORE, AFTER = date(2026, 6, 14), date(2026, 6, 16)
#: Finished before the change in the module that changed, whose code was once COMPTA1.
OLD, CODES = {"VAL-AS-2026-00001", "VAL-AS-2026-00007"}, {"COMPTA", "COMPTA1"}


def pin(code="COMPTA", attestation="VAL-AS-2026-00001", finished_on=BEFORE):
    return Pin(code, code.title(), attestation, finished_on)


@pytest.mark.parametrize(
    ("pins", "concerned"),
    [
        ([pin()], True),
        ([pin("DROIT", "VAL-AS-2026-00002"), pin()], True),
        ([pin(attestation="VAL-AS-2026-00007")], True),  # the one that replaced it
        ([pin(code="AUTRE")], True),  # the module changed its code: the attestation is the same
        ([pin(attestation="", code="COMPTA1")], True),
        ([pin(attestation="", finished_on=DAY)], True),
        # Not concerned:
        ([], False),
        ([pin("DROIT", "VAL-AS-2026-00002")], False),  # other modules alone
        ([pin(attestation="VAL-AS-2026-00009", finished_on=AFTER)], False),  # followed since
        ([pin(attestation="VAL-AS-2026-00009")], False),  # somebody else's attestation, or another module's
        ([pin(attestation="", finished_on=AFTER)], False),
        ([pin("DROIT", attestation="")], False),
    ],
)
def test_whom_a_change_concerns(pins, concerned):
    found = concerned_by(pins, attestations=OLD, codes=CODES, changed_on=DAY)
    assert (found is not None) is concerned
    assert found is None or found in pins


def test_what_a_certificate_pins_is_read_from_its_frozen_wording():
    frozen = {
        "modules": [
            {
                "code": "COMPTA",
                "title": "Compta",
                "attestation": "A-1",
                "finished_on": "2026-06-14",
                "hours": "1 h",
            }
        ]
    }
    assert pins_of(frozen) == (Pin("COMPTA", "Compta", "A-1", BEFORE),)
