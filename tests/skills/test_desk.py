"""Frameworks and the directory in the administration: for managers, and only theirs."""

import pytest

from skills.actions.draft_framework import draft_framework
from skills.models import Association, Framework
from tests.pages import text_of

pytestmark = pytest.mark.django_db

LIST = "/admin/referentiels/"


@pytest.fixture
def desk(marie, client_of, framework):
    return client_of(marie)


@pytest.fixture
def draft(framework, house, marie):
    return draft_framework(source=framework, structure=house, actor=marie)


class TestFrameworks:
    def test_a_manager_reads_everybodys(self, desk, framework):
        assert "Compétences de la vie associative" in text_of(desk.get(LIST))
        text = text_of(desk.get(f"{LIST}inspect/{framework.pk}/"))
        assert "Tenir les comptes de l’association" in text
        assert "L’adapter pour Maison des associations de Valmont" in text
        assert "Préparer la version suivante" not in text
        assert desk.get(f"{LIST}edit/{framework.pk}/").status_code in (302, 403)

    def test_adapts_it_writes_it_and_puts_it_in_force(self, desk, framework, house):
        address = f"{LIST}{framework.pk}/brouillon/"
        response = desk.post(address, {"structure": house.pk}, follow=True)
        draft = Framework.objects.get(structure=house)
        assert response.redirect_chain[-1][0] == f"{LIST}edit/{draft.pk}/"
        assert response.status_code == 200
        edited = {
            "title": "Savoir-faire de Valmont",
            "content-count": "1",
            "content-0-deleted": "",
            "content-0-order": "0",
            "content-0-type": "domain",
            "content-0-id": "",
            "content-0-value-code": "accueil",
            "content-0-value-title": "Accueillir",
            "content-0-value-competencies-count": "1",
            "content-0-value-competencies-0-deleted": "",
            "content-0-value-competencies-0-order": "0",
            "content-0-value-competencies-0-type": "item",
            "content-0-value-competencies-0-id": "",
            "content-0-value-competencies-0-value-code": "sourire",
            "content-0-value-competencies-0-value-title": "Sourire",
            "content-0-value-competencies-0-value-description": "Accueillir avec le sourire.",
            "content-0-value-competencies-0-value-words": "sourire*",
            "content-0-value-competencies-0-value-examples": "",
            "content-0-value-competencies-0-value-modules": "",
            "content-0-value-competencies-0-value-esco_uri": "http://data.europa.eu/esco/skill/x",
            "content-0-value-competencies-0-value-rncp_block": "",
        }
        text = text_of(desk.post(f"{LIST}edit/{draft.pk}/", edited, follow=True))
        assert "Sourire" in text
        assert "Le mettre en vigueur" in text
        text = text_of(desk.post(f"{LIST}{draft.pk}/mise-en-vigueur/", follow=True))
        assert "Il est en vigueur" in text
        assert "Préparer la version suivante" in text
        draft.refresh_from_db()
        assert [one.code for one in Framework.objects.get(pk=draft.pk).reading.competencies] == ["sourire"]
        assert draft.published_at is not None

    def test_what_is_missing_is_said(self, desk, draft):
        Framework.objects.filter(pk=draft.pk).update(content=[])
        assert "premier domaine" in text_of(desk.post(f"{LIST}{draft.pk}/mise-en-vigueur/", follow=True))

    def test_everybodys_is_not_a_managers_to_change(self, desk, framework, other_house):
        assert "pas à vous" in text_of(desk.post(f"{LIST}{framework.pk}/brouillon/", follow=True))
        sent = {"structure": other_house.pk}
        assert desk.post(f"{LIST}{framework.pk}/brouillon/", sent).status_code == 404
        assert desk.post(f"{LIST}{framework.pk}/mise-en-vigueur/").status_code == 404

    def test_another_house_finds_nothing_of_it(self, draft, other_house, make_person, client_of):
        eve = client_of(make_person("eve", other_house, "manager"))
        for address in (f"{LIST}inspect/{draft.pk}/", f"{LIST}edit/{draft.pk}/"):
            assert eve.get(address).status_code == 404
        assert eve.post(f"{LIST}{draft.pk}/mise-en-vigueur/").status_code == 404

    def test_only_managers_come_in(self, framework, val, grace, ada, client, client_of):
        for person in (val, grace, ada):
            assert client_of(person).get(LIST).status_code in (302, 403)
        assert client.get(LIST).status_code == 302
        assert client.get(f"{LIST}{framework.pk}/brouillon/").status_code in (302, 405)


class TestTheDirectory:
    def test_a_manager_adds_and_changes(self, desk):
        said = {"name": "Les Abeilles", "rna": "w76 123 4567", "city": "Valmont"}
        assert "W761234567" in text_of(desk.post("/admin/associations/create/", said, follow=True))
        there = Association.objects.get()
        desk.post(f"/admin/associations/edit/{there.pk}/", said | {"city": "Brenne"})
        there.refresh_from_db()
        assert (there.listed, there.city) == (True, "Brenne")

    def test_a_number_that_is_none_is_said(self, desk):
        response = desk.post("/admin/associations/create/", {"name": "Les Abeilles", "rna": "12", "city": ""})
        assert "neuf chiffres" in text_of(response)
        assert not Association.objects.exists()

    def test_what_people_added_for_themselves_is_not_there(self, desk, ada):
        Association.objects.create(name="Entraide", added_by=ada)
        assert "Entraide" not in text_of(desk.get("/admin/associations/"))
