"""Withdrawn for good, with a reason that whoever verifies reads."""

import pytest

from accounts.models import LogEntry
from certification.actions.apply_for_certificate import apply_for_certificate
from certification.actions.revoke import revoke
from certification.models import Credential, Dossier
from certification.refusals import MayNotDecide, NotStanding, ReasonMissing

pytestmark = pytest.mark.django_db


def test_it_says_when_why_and_by_whom_and_keeps_the_file(attestation, marie, mailoutbox):
    before = attestation.read_file()
    revoke(credential=attestation, actor=marie, reason="Délivrée par erreur.")
    attestation.refresh_from_db()
    assert (attestation.status, attestation.revoked_by) == ("revoked", marie)
    assert attestation.revoked_reason == "Délivrée par erreur."
    assert attestation.revoked_at is not None
    assert attestation.read_file() == before
    assert LogEntry.objects.about(attestation).filter(verb="credential.revoked").count() == 1
    assert "Délivrée par erreur." in mailoutbox[-1].body


def test_a_revoked_certificate_closes_its_dossier_and_another_may_be_sent(certificate, marie, ready, version):
    revoke(credential=certificate, actor=marie, reason="Une attestation était fausse.")
    assert Dossier.objects.get().state == "revoked"
    assert apply_for_certificate(version=version, actor=ready).state == "submitted"


def test_not_without_a_reason(attestation, marie):
    with pytest.raises(ReasonMissing):
        revoke(credential=attestation, actor=marie, reason=" ")


def test_not_twice(attestation, marie):
    revoke(credential=attestation, actor=marie, reason="Erreur.")
    with pytest.raises(NotStanding):
        revoke(credential=attestation, actor=marie, reason="Encore.")
    assert Credential.objects.get().revoked_reason == "Erreur."


def test_not_before_it_is_made(pending, marie):
    with pytest.raises(NotStanding):
        revoke(credential=pending, actor=marie, reason="Erreur.")


def test_not_by_its_holder_nor_by_others(attestation, ada, grace, linus):
    for person in (ada, grace, linus):
        with pytest.raises(MayNotDecide):
            revoke(credential=attestation, actor=person, reason="Non.")
