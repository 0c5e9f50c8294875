"""A certificate freezes the rules it was granted by and the record it rests on."""

import pytest

from certification.rules.eligibility import from_record

pytestmark = pytest.mark.django_db


def test_it_keeps_the_rules_and_the_evidence(certificate, version, dossier):
    frozen = certificate.frozen
    assert frozen["scheme"]["version"] == version.label
    assert frozen["scheme"]["requirements"] == version.requirements
    assert frozen["dossier"] == dossier.pk
    assert from_record(frozen["record"])
    assert [module["code"] for module in frozen["modules"]] == ["DROIT", "COMPTA", "GOUV"]
    assert all(module["attestation"].startswith("VAL-AS-") for module in frozen["modules"])


def test_it_says_what_the_scheme_says_and_what_it_is_not(certificate, version):
    frozen = certificate.frozen
    assert frozen["proves"][0] == "La personne a terminé trois modules."
    assert frozen["does_not_prove"] == [
        "Ce certificat n’évalue pas une pratique.",
        "Ce n’est pas le Certif’Asso (certificat de formation à la gestion associative).",
        "Ce n’est ni un diplôme, ni une certification professionnelle enregistrée.",
    ]
    assert "Certif’Asso" in frozen["own_words"]["nature"]


def test_what_a_scheme_already_says_is_not_said_twice(certificate, version):
    from certification.kinds import CERTIFICATE

    version.does_not_prove = "Ce n’est ni un diplôme, ni une certification professionnelle enregistrée."
    dossier = certificate.scheme_version.dossiers.get()
    dossier.version = version
    again = CERTIFICATE.freeze_own(dossier=dossier, eligibility=from_record(certificate.frozen["record"]))
    assert len(again["does_not_prove"]) == 2
