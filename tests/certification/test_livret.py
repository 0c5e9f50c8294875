"""The livret: everything that counts with its evidence, and what is missing."""

import re

import pytest
from django.utils import timezone

from certification.models import Appraisal, Exemption
from tests.pages import main_text_of as text_of

pytestmark = pytest.mark.django_db

ADDRESS = "/mon-parcours/certificats/gestion/livret/"


@pytest.fixture
def mine(ada, client_of):
    return client_of(ada)


def test_before_any_dossier_it_says_what_is_asked_for(practical, mine):
    text = text_of(mine.get(ADDRESS))
    assert "Livret de formation : Ada Exemple" in text
    assert "Il vous manque… « Bases » : il vous manque 1 module : Droit associatif et statuts" in text
    assert "Il vous manque 15 jours de pratique" in text
    assert "Aucune période" in text


def test_it_shows_each_evidence(complete, mine, ada):
    response = mine.get(ADDRESS)
    text = text_of(response)
    assert "Tout ce qui dépend de vous est là" in text
    assert re.search(r"Attestation .*VAL-AS-\d{4}-\d{5}|/certificats/[\w-]+/", response.content.decode())
    assert "à distance, à votre rythme" in text
    assert "15 jours confirmés par Paul Tuteur (Trésorier)" in text
    assert "A tenu la caisse avec soin." in text
    assert "Il vous manque…" not in text


def test_it_is_live(opened, give, mine):
    assert "date de naissance" in text_of(mine.get(ADDRESS))
    give(opened, "birth_date", "practice")
    text = text_of(mine.get(ADDRESS))
    assert "date de naissance" not in text
    assert "jours de pratique confirmés" not in text
    assert "« Bases » : il vous manque 1 module" in text


def test_it_shows_appraisals_and_exemptions_and_hides_their_markup(opened, mine, marie):
    Appraisal.objects.create(
        dossier=opened, author="pedagogical_lead", text="<i>Sérieux</i>, O’Brien.", written_by=marie
    )
    Exemption.objects.create(
        dossier=opened,
        grounds="Dix ans de trésorerie.",
        state="refused",
        decided_at=timezone.now(),
        decided_by=marie,
        decision_grounds="Trop ancien.",
    )
    response = mine.get(ADDRESS)
    assert b"&lt;i&gt;S" in response.content
    assert "Dispense refusée" in text_of(response)
    assert "Trop ancien." in text_of(response)


def test_it_is_everybodys_own(complete, linus, marie, client, client_of):
    assert "Paul Tuteur" not in client_of(linus).get(ADDRESS).content.decode()
    assert "Paul Tuteur" not in client_of(marie).get(ADDRESS).content.decode()
    assert client.get(ADDRESS).status_code == 302
    assert client_of(linus).get(ADDRESS.replace("gestion", "inconnu")).status_code == 404
    assert client_of(linus).post(ADDRESS).status_code == 405


def test_it_costs_few_queries(complete, mine, django_assert_max_num_queries):
    mine.get(ADDRESS)
    with django_assert_max_num_queries(12):
        mine.get(ADDRESS)
