"""Who has everything may send a dossier, once."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import LogEntry
from certification.actions.apply_for_certificate import apply_for_certificate
from certification.actions.decide_dossier import decide_dossier
from certification.actions.withdraw import withdraw
from certification.models import Dossier, SchemeVersion
from certification.refusals import AlreadyDecided, NotEligible, NotInForce, NotYours


@pytest.mark.django_db
class TestApply:
    def test_it_waits_for_a_decision(self, ready, version):
        dossier = apply_for_certificate(version=version, actor=ready)
        assert (dossier.state, dossier.candidate, dossier.structure) == (
            "submitted",
            ready,
            version.scheme.structure,
        )
        assert len(LogEntry.objects.about(dossier).get().payload["attestations"]) == 3

    def test_sent_twice_it_is_sent_once(self, ready, version):
        first = apply_for_certificate(version=version, actor=ready)
        assert apply_for_certificate(version=version, actor=ready) == first
        assert Dossier.objects.count() == 1

    def test_something_missing_is_told_and_nothing_sent(self, ada, module, version, finish):
        finish(ada, module)
        with pytest.raises(NotEligible) as refusal:
            apply_for_certificate(version=version, actor=ada)
        assert [one.code for one in refusal.value.eligibility.groups[0].would_do] == ["COMPTA", "GOUV"]
        assert not Dossier.objects.exists()

    def test_what_was_done_in_another_house_does_not_count(
        self, linus, other_house, version, modules, finish
    ):
        for module in modules:
            finish(linus, module, other_house)
        with pytest.raises(NotEligible):
            apply_for_certificate(version=version, actor=linus)

    @pytest.mark.parametrize(("starts", "ends"), [(1, None), (-30, -1)])
    def test_outside_its_days_a_version_takes_none(self, ready, version, starts, ends):
        today = timezone.localdate()
        SchemeVersion.objects.filter(pk=version.pk).update(
            effective_from=today + timedelta(days=starts),
            effective_until=ends and today + timedelta(days=ends),
        )
        with pytest.raises(NotInForce):
            apply_for_certificate(version=version, actor=ready)

    def test_after_a_refusal_another_may_be_sent(self, dossier, ready, version, val):
        decide_dossier(dossier=dossier, actor=val, verdict="refuse", reason="Il manque une pièce.")
        assert apply_for_certificate(version=version, actor=ready) != dossier

    def test_after_a_validation_none_other_is_sent(self, dossier, ready, version, val):
        decide_dossier(dossier=dossier, actor=val, verdict="validate")
        assert apply_for_certificate(version=version, actor=ready) == dossier


@pytest.mark.django_db
class TestWithdraw:
    def test_the_candidate_closes_it_and_may_send_another(self, dossier, ready, version):
        assert withdraw(dossier=dossier, actor=ready).state == "withdrawn"
        assert apply_for_certificate(version=version, actor=ready) != dossier

    def test_nobody_else_does(self, dossier, marie):
        with pytest.raises(NotYours):
            withdraw(dossier=dossier, actor=marie)

    def test_a_decided_one_stays(self, dossier, ready, val):
        decide_dossier(dossier=dossier, actor=val, verdict="validate")
        with pytest.raises(AlreadyDecided):
            withdraw(dossier=dossier, actor=ready)
        assert Dossier.objects.get().state == "validated"


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_send_one(ready, version):
    sent, start = [], threading.Barrier(2)

    def click() -> None:
        try:
            start.wait()
            sent.append(apply_for_certificate(version=version, actor=ready).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=click) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(sent)) == 1
    assert Dossier.objects.count() == 1
