"""What a document is worth today."""

from datetime import date

import pytest

from certification.rules.standing import standing

DAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("status", "expires_on", "answer"),
    [
        ("issued", None, "valid"),
        ("issued", date(2026, 11, 27), "valid"),
        ("issued", DAY, "valid"),
        ("issued", date(2026, 11, 25), "expired"),
        ("pending", date(2026, 11, 25), "pending"),
        ("revoked", date(2026, 11, 25), "revoked"),
        ("replaced", None, "replaced"),
    ],
)
def test_the_last_day_is_included_and_an_end_is_for_good(status, expires_on, answer):
    assert standing(status=status, expires_on=expires_on, today=DAY) == answer
