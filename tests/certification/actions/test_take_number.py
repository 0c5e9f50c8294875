"""Numbers without a gap, whoever asks at the same time."""

import threading

import pytest
from django.db import connection, transaction

from accounts.models import LogEntry
from certification.actions.take_number import take_number
from certification.kinds import ATTESTATION, CERTIFICATE
from certification.models import Registry


@pytest.mark.django_db
class TestOneRegister:
    def test_numbers_follow_each_other(self, house):
        taken = [take_number(structure=house, kind=CERTIFICATE, year=2026)[0] for _ in range(3)]
        assert taken == ["VAL-2026-0001", "VAL-2026-0002", "VAL-2026-0003"]

    def test_several_are_taken_at_once(self, house):
        assert take_number(structure=house, kind=ATTESTATION, year=2026, count=2) == [
            "VAL-AS-2026-00001",
            "VAL-AS-2026-00002",
        ]
        assert take_number(structure=house, kind=ATTESTATION, year=2026) == ["VAL-AS-2026-00003"]

    def test_each_kind_year_and_structure_has_its_own(self, house, other_house):
        for structure, kind, year, number in [
            (house, CERTIFICATE, 2026, "VAL-2026-0001"),
            (house, ATTESTATION, 2026, "VAL-AS-2026-00001"),
            (house, CERTIFICATE, 2027, "VAL-2027-0001"),
            (other_house, CERTIFICATE, 2026, "BRE-2026-0001"),
        ]:
            assert take_number(structure=structure, kind=kind, year=year) == [number]

    def test_what_is_undone_leaves_no_gap(self, house):
        with transaction.atomic():
            take_number(structure=house, kind=CERTIFICATE, year=2026)
            transaction.set_rollback(True)
        assert take_number(structure=house, kind=CERTIFICATE, year=2026) == ["VAL-2026-0001"]


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_no_number_is_taken(house):
    with pytest.raises(transaction.TransactionManagementError):
        take_number(structure=house, kind=CERTIFICATE, year=2026)
    assert not Registry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_twelve_at_once_get_twelve_numbers_without_gap(house):
    taken, start = [], threading.Barrier(4)

    def grant() -> None:
        try:
            start.wait()
            for _ in range(3):
                with transaction.atomic():
                    LogEntry.objects.append(actor=None, verb="test", subject=house, structure=house)
                    taken.extend(take_number(structure=house, kind=CERTIFICATE, year=2026))
        finally:
            connection.close()

    threads = [threading.Thread(target=grant) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == [f"VAL-2026-{rank:04}" for rank in range(1, 13)]
