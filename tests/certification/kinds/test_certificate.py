"""A certificate freezes the rules it was granted by and the record it rests on."""

from dataclasses import replace
from datetime import date

import pytest

from certification.kinds import CERTIFICATE
from certification.rules.eligibility import Authorisation, Record, from_record, weigh

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
    version.does_not_prove = "Ce n’est ni un diplôme, ni une certification professionnelle enregistrée."
    dossier = certificate.scheme_version.dossiers.get()
    dossier.version = version
    again = CERTIFICATE.freeze_own(dossier=dossier, eligibility=from_record(certificate.frozen["record"]))
    assert len(again["does_not_prove"]) == 2


def test_only_an_authorised_issuer_grants_the_states(certificate):
    issuer = {"authority": "DRAJES", "years": 3}
    dossier = certificate.scheme_version.dossiers.get()
    dossier.version.requirements |= {"issuer_authorisation": issuer}
    authorised = Authorisation("DRAJES 2026-14", date(2026, 1, 1), date(2028, 12, 31))
    record = Record(on=date(2026, 5, 4), authorisations=(authorised,))
    verdict = weigh(dossier.version.read(), record)
    frozen = CERTIFICATE.freeze_own(dossier=dossier, eligibility=verdict)
    assert not any("Certif’Asso" in line for line in frozen["does_not_prove"])
    assert frozen["own_words"]["nature"].startswith(
        "Délivré en vertu de l’habilitation DRAJES 2026-14. Ce n’est ni"
    )
    assert frozen["facts"][-1] == ["Habilitation de l’organisme", "DRAJES 2026-14"]
    # Without one it is never granted; worded all the same, it claims none.
    bare = weigh(dossier.version.read(), replace(record, authorisations=()))
    frozen = CERTIFICATE.freeze_own(dossier=dossier, eligibility=bare)
    assert "habilitation" not in frozen["own_words"]["nature"]
    assert len(frozen["facts"]) == 4
