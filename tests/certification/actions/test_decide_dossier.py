"""A decision is made once, by somebody else, on what stands at that moment."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import LogEntry, Membership
from certification.actions.decide_dossier import decide_dossier
from certification.actions.revoke import revoke
from certification.models import Credential, Dossier
from certification.refusals import AlreadyDecided, MayNotDecide, NotEligible, ReasonMissing
from certification.rules.eligibility import from_record


@pytest.mark.django_db
class TestValidate:
    def test_it_grants_a_numbered_certificate_in_the_same_breath(self, dossier, val, this_year):
        decided = decide_dossier(dossier=dossier, actor=val, verdict="validate")
        certificate = Credential.objects.get(subject=f"dossier:{dossier.pk}")
        assert decided.state == "validated"
        assert (decided.decided_by, certificate.number) == (val, f"VAL-{this_year}-0001")
        assert certificate.holder == dossier.candidate
        assert certificate.scheme_version == dossier.version

    def test_the_record_it_rested_on_is_kept(self, dossier, val):
        record = from_record(decide_dossier(dossier=dossier, actor=val, verdict="validate").record)
        assert record
        assert len(record.evidence) == 3
        assert all(fact.attestation.startswith("VAL-AS-") for fact in record.evidence)

    def test_the_candidate_is_told(self, dossier, val, mailoutbox):
        decide_dossier(dossier=dossier, actor=val, verdict="validate", reason="Beau parcours.")
        [letter] = mailoutbox
        assert letter.to == [dossier.candidate.email]
        assert "validé" in letter.subject
        assert "Beau parcours." in letter.body

    def test_a_manager_may_too(self, dossier, marie):
        assert decide_dossier(dossier=dossier, actor=marie, verdict="validate").state == "validated"

    def test_what_no_longer_stands_does_not_pass(self, dossier, val, marie):
        attestation = Credential.objects.of_kind("attestation").first()
        Credential.objects.filter(pk=attestation.pk).update(status="issued", sha256="0" * 64)
        revoke(credential=attestation, actor=marie, reason="Le module a été fait par une autre personne.")
        with pytest.raises(NotEligible) as refusal:
            decide_dossier(dossier=dossier, actor=val, verdict="validate")
        assert refusal.value.eligibility.still == 1
        assert Dossier.objects.get().state == "submitted"

    def test_when_granting_fails_nothing_is_decided(self, dossier, val, monkeypatch, mailoutbox):
        def fail(**kwargs):
            raise RuntimeError

        monkeypatch.setattr("certification.actions.decide_dossier.grant_certificate", fail)
        with pytest.raises(RuntimeError):
            decide_dossier(dossier=dossier, actor=val, verdict="validate")
        assert Dossier.objects.get().state == "submitted"
        assert mailoutbox == []


@pytest.mark.django_db
class TestRefuse:
    def test_it_is_kept_with_its_reason_and_told(self, dossier, val, mailoutbox):
        decided = decide_dossier(dossier=dossier, actor=val, verdict="refuse", reason=" Revenez nous voir. ")
        assert (decided.state, decided.reason) == ("refused", "Revenez nous voir.")
        assert not Credential.objects.of_kind("certificate").exists()
        [letter] = mailoutbox
        assert "Revenez nous voir." in letter.body
        assert "Revenez nous voir." in letter.alternatives[0][0]

    @pytest.mark.parametrize("reason", ["", "  \n "])
    def test_it_is_not_done_without_a_reason(self, dossier, val, reason):
        with pytest.raises(ReasonMissing):
            decide_dossier(dossier=dossier, actor=val, verdict="refuse", reason=reason)
        assert Dossier.objects.get().state == "submitted"


@pytest.mark.django_db
class TestWhoDecides:
    def test_never_the_candidate_even_with_every_role(self, dossier, ready, house):
        for role in ("validator", "manager"):
            Membership.objects.create(user=ready, structure=house, role=role)
        with pytest.raises(MayNotDecide, match="votre propre dossier"):
            decide_dossier(dossier=dossier, actor=ready, verdict="validate")

    def test_nor_a_second_account_of_the_candidate(self, dossier, house, make_person):
        twin = make_person("twin", house, "validator")
        twin.email = "ada+bis@exemple.fr"
        twin.save()
        with pytest.raises(MayNotDecide):
            decide_dossier(dossier=dossier, actor=twin, verdict="validate")

    def test_nor_a_trainer_nor_somebody_without_business_here(self, dossier, grace, linus):
        for person in (grace, linus):
            with pytest.raises(MayNotDecide):
                decide_dossier(dossier=dossier, actor=person, verdict="refuse", reason="Non.")

    def test_nor_the_validator_of_another_house(self, dossier, other_house, make_person):
        with pytest.raises(MayNotDecide):
            decide_dossier(
                dossier=dossier, actor=make_person("eve", other_house, "validator"), verdict="validate"
            )

    def test_nor_somebody_whose_role_ended(self, dossier, house, make_person):
        former = make_person("former")
        Membership.objects.create(
            user=former, structure=house, role="validator", since="2020-01-01", until="2020-12-31"
        )
        with pytest.raises(MayNotDecide):
            decide_dossier(dossier=dossier, actor=former, verdict="validate")

    def test_the_database_itself_refuses_a_candidate_who_decides(self, dossier):
        with pytest.raises(IntegrityError), transaction.atomic():
            Dossier.objects.filter(pk=dossier.pk).update(decided_by=dossier.candidate)


@pytest.mark.django_db
def test_a_second_click_changes_nothing(dossier, val, marie):
    decide_dossier(dossier=dossier, actor=val, verdict="validate")
    for actor, verdict in ((val, "validate"), (marie, "refuse")):
        with pytest.raises(AlreadyDecided):
            decide_dossier(dossier=dossier, actor=actor, verdict=verdict, reason="Trop tard.")
    assert Credential.objects.of_kind("certificate").count() == 1
    assert LogEntry.objects.filter(verb="dossier.validated").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_validators_at_once_make_one_decision(dossier, val, marie):
    outcomes, start = [], threading.Barrier(2)

    def decide(actor, verdict) -> None:
        try:
            start.wait()
            outcomes.append(decide_dossier(dossier=dossier, actor=actor, verdict=verdict, reason="Vu.").state)
        except AlreadyDecided:
            outcomes.append("late")
        finally:
            connection.close()

    threads = [threading.Thread(target=decide, args=args) for args in ((val, "validate"), (marie, "refuse"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("late") == 1
    decided = Dossier.objects.get()
    # Once committed, its file is made at once where nothing is queued.
    assert {"issued": "validated"}.get(decided.state, decided.state) in outcomes
    assert Credential.objects.of_kind("certificate").count() == (decided.state != "refused")
