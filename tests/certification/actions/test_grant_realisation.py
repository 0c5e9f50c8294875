"""A certificat de réalisation tells the days and the hours done; only an entitled structure gives one."""

import pytest
from django.utils import timezone

from accounts.models import LogEntry, Structure
from certification.actions.grant_realisation import grant_realisation
from certification.actions.make_badges import make_badges
from certification.actions.make_file import make_file
from certification.actions.replace import replace
from certification.actions.revoke import revoke
from certification.models import Credential
from certification.refusals import MayNotDecide, NoBadge, NoRealisation
from learning.models import CompletedStep, Enrolment
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quiet(no_queue):
    """Files are made when the test says so."""


@pytest.fixture
def entitled(house):
    Structure.objects.filter(pk=house.pk).update(activity_number="28760123476", gives_realisation=True)


def given(enrolment, val, **also) -> Credential:
    return grant_realisation(enrolment=enrolment, actor=val, **({"nature": "formation"} | also))


def test_it_says_what_the_model_asks(entitled, enrolment, val, this_year):
    one = given(enrolment, val, employer=" Les Amis du canal ")
    sheet, today = one.frozen, timezone.localdate().isoformat()
    assert one.number == f"VAL-CR-{this_year}-00001"
    assert sheet["heading"] == "Certificat de réalisation"
    assert "déclaration d’activité n° 28760123476" in sheet["issued_to"].replace("\u00a0", " ")
    assert "Les Amis du canal" in sheet["sentence"]
    assert (sheet["minutes"], sheet["first_day"], sheet["last_day"]) == (70, today, today)
    assert sheet["own_words"]["nature"] == "action de formation"
    assert "conserver l’ensemble des pièces justificatives" in sheet["own_words"]["keeping"]
    assert "Attestation de suivi" not in str(sheet)
    assert make_file(credential=one)
    stated = LogEntry.objects.get(verb="realisation.stated")
    assert (stated.actor, stated.payload["minutes"]) == (val, 70)


def test_without_an_employer_none_is_named(entitled, enrolment, val):
    sheet = given(enrolment, val).frozen
    assert sheet["sentence"].replace("\u00a0", " ") == "a suivi l’action :"
    assert "Employeur" not in [label for label, _value in sheet["facts"]]


def test_it_stands_beside_the_attestation(entitled, attestation, enrolment, val, ada, client_of):
    one = given(enrolment, val)
    assert Credential.objects.filter(holder=ada).count() == 2
    assert make_file(credential=one)
    browser = client_of(ada)
    assert "Télécharger le certificat de réalisation" in text_of(browser.get("/mon-parcours/documents/"))
    assert "action de formation" in text_of(browser.get(one.words_url()))
    assert "Ce certificat de réalisation est valable" in text_of(browser.get(one.get_absolute_url()))


def test_given_again_it_is_the_same_until_withdrawn(entitled, enrolment, val):
    one = given(enrolment, val)
    assert given(enrolment, val) == one
    make_file(credential=one)
    one.refresh_from_db()
    named = replace(credential=one, actor=val, holder_name="Ada Autre", reason="Nom")
    assert given(enrolment, val) == named
    make_file(credential=named)
    named.refresh_from_db()
    revoke(credential=named, actor=val, reason="Erreur.")
    again = given(enrolment, val)
    assert (again.pk != named.pk, again.subject) == (True, f"realisation:{enrolment.pk}:1")


def test_not_without_being_entitled_nor_while_it_goes_on_nor_for_nothing(entitled, enrolment, val, house):
    Structure.objects.filter(pk=house.pk).update(gives_realisation=False)
    with pytest.raises(NoRealisation, match="déclaration d’activité"):
        given(enrolment, val)
    Structure.objects.filter(pk=house.pk).update(gives_realisation=True)
    Enrolment.objects.filter(pk=enrolment.pk).update(completed_at=None)
    with pytest.raises(NoRealisation, match="en cours"):
        given(enrolment, val)
    Enrolment.objects.filter(pk=enrolment.pk).update(left_at=timezone.now())
    assert given(enrolment, val)
    CompletedStep.objects.all().delete()
    with pytest.raises(NoRealisation, match="Aucune heure"):
        given(enrolment, val)


def test_not_by_whoever_followed_it_nor_by_others(entitled, enrolment, ada, linus):
    for person in (ada, linus):
        with pytest.raises(MayNotDecide):
            given(enrolment, person)


class TestDesk:
    ADDRESS = "/admin/certificats-de-realisation/delivrer/"

    def test_staff_find_a_stay_and_give_it(self, entitled, enrolment, val, client_of):
        browser = client_of(val)
        page = text_of(browser.get(self.ADDRESS))
        assert "Ada Exemple · Droit associatif et statuts" in page
        assert "Aucun séjour terminé" in text_of(browser.get(self.ADDRESS, {"q": "personne"}))
        assert "Ada Exemple" in text_of(browser.get(self.ADDRESS, {"q": "droit"}))
        address = f"/admin/certificats-de-realisation/{enrolment.pk}/delivrer/"
        answer = browser.post(address, {"nature": "bilan", "employer": "Rive"}, follow=True)
        one = Credential.objects.get(kind="realisation")
        assert one.number in text_of(answer)
        assert (one.frozen["nature"], one.frozen["employer"]) == ("bilan", "Rive")
        assert "Déjà délivré" in text_of(browser.get(self.ADDRESS))
        assert one.number in text_of(browser.get("/admin/certificats_de_realisation/"))

    def test_an_unknown_nature_is_training_and_a_refusal_is_said(
        self, entitled, enrolment, val, client_of, make_person
    ):
        browser = client_of(val)
        address = f"/admin/certificats-de-realisation/{enrolment.pk}/delivrer/"
        browser.post(address, {"nature": "x"})
        assert Credential.objects.get(kind="realisation").frozen["nature"] == "formation"
        Enrolment.objects.filter(pk=enrolment.pk).update(learner=val)
        Credential.objects.filter(kind="realisation").update(subject="realisation:0:0")
        assert "une autre personne en décide" in text_of(browser.post(address, follow=True))

    def test_a_house_that_is_not_entitled_reads_why(self, enrolment, val, grace, client_of):
        assert "Votre structure n’en délivre pas" in text_of(client_of(val).get(self.ADDRESS))
        assert (
            client_of(val).post(f"/admin/certificats-de-realisation/{enrolment.pk}/delivrer/").status_code
            == 404
        )
        assert client_of(grace).get(self.ADDRESS).status_code in (302, 404)

    def test_many_are_found_by_name(self, entitled, enrolment, val, client_of, monkeypatch):
        monkeypatch.setattr("certification.realisation_desk.SHOWN", 0)
        assert "Il y en a d’autres" in text_of(client_of(val).get(self.ADDRESS))

    def test_another_house_sees_nothing(self, entitled, enrolment, other_house, make_person, client_of):
        Structure.objects.filter(pk=other_house.pk).update(activity_number="1", gives_realisation=True)
        eve = make_person("eve", other_house, "manager")
        assert "Ada" not in text_of(client_of(eve).get(self.ADDRESS))


def test_it_has_no_badge(realisation, ada, client_of):
    """It is for whoever pays: nothing to wear. Nobody is told to come back for one."""
    assert not realisation.has_badge
    with pytest.raises(NoBadge):
        make_badges(credential=realisation)
    assert list(Credential.objects.unbadged_since(timezone.now(), form="svg")) == list(
        Credential.objects.of_kind("attestation").issued()
    )
    browser = client_of(ada)
    assert browser.get(f"{realisation.get_absolute_url().rstrip('/')}.json").status_code == 404
    assert browser.get("/mon-parcours/documents/").status_code == 200
