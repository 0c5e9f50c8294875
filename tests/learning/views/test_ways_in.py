"""Coming in: by a link, with a key, by asking."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from learning.actions.make_invitation import make_invitation
from learning.actions.withdraw_invitation import withdraw_invitation
from learning.models import (
    Enrolment,
    EnrolmentRequest,
    EnrolmentRule,
    GroupMembership,
    Invitation,
)

PASSWORD = "une-phrase-de-passe"


@pytest.fixture
def link(group, house, marie) -> Invitation:
    """A link into the group."""
    until = timezone.now() + timedelta(days=7)
    return make_invitation(structure=house, group=group, expires_at=until, actor=marie)


@pytest.fixture
def key(group, house, marie) -> Invitation:
    """A key into the group."""
    until = timezone.now() + timedelta(days=7)
    return make_invitation(structure=house, group=group, kind="key", expires_at=until, actor=marie)


def page_of(link) -> str:
    return f"/invitation/{link.token}/"


def sign_up(client, address: str, mailoutbox, **answers) -> str:
    """Sign up and confirm; where one lands."""
    given = {"display_name": "Nina Neuve", "email": "nina@exemple.fr", "password1": PASSWORD} | answers
    client.post(address, given)
    mail = next(one for one in mailoutbox if one.to == [given["email"]])
    return client.post(re.search(r"https?://[^/\s]+(/compte/confirmer/\S+)", mail.body)[1]).url


class TestTheLink:
    def test_reading_it_writes_nothing(self, link, linus, client_of):
        for client in (client_of(), client_of(linus)):
            html = client.get(page_of(link)).content.decode()
            assert "Promotion d’automne" in html
            assert "Droit associatif et statuts" in html
        assert not GroupMembership.objects.exists()

    def test_a_person_accepts_and_is_in(self, link, linus, group, client_of):
        client = client_of(linus)
        place = f"/mon-parcours/groupes/{group.pk}/"
        assert client.post(page_of(link)).url == place
        assert client.get(page_of(link)).url == place, "and again, one is simply there"
        assert "Bienvenue" in client.get(place).content.decode()

    def test_a_visitor_signs_up_and_lands_in_the_group(self, link, group, client_of, mailoutbox):
        client = client_of()
        address = client.post(page_of(link), {"sign_up": "1"}).url
        assert address.startswith("/compte/inscription/")
        landed = sign_up(client, address, mailoutbox)
        assert client.get(landed).url == f"/mon-parcours/groupes/{group.pk}/"
        nina = User.objects.get(email="nina@exemple.fr")
        assert Enrolment.objects.get(learner=nina).source == "invitation"

    def test_who_has_an_account_signs_in_instead(self, link, linus, group, client_of):
        client = client_of()
        address = client.post(page_of(link), {"sign_in": "1"}).url
        assert address.startswith("/compte/connexion/")
        linus.emailaddress_set.create(email=linus.email, verified=True, primary=True)
        client.post(address, {"login": linus.email, "password": PASSWORD})
        assert GroupMembership.objects.get().learner == linus

    def test_what_was_withdrawn_meanwhile_is_said_on_arrival(self, link, linus, marie, client_of):
        client = client_of()
        client.post(page_of(link), {"sign_in": "1"})
        withdraw_invitation(invitation=link, actor=marie)
        client.force_login(linus)
        assert not GroupMembership.objects.exists()

    def test_one_that_no_longer_serves_says_why(self, link, linus, marie, client_of):
        withdraw_invitation(invitation=link, actor=marie)
        html = client_of().get(page_of(link)).content.decode()
        assert "retirée" in html
        assert "Créer mon compte et entrer" not in html
        client = client_of(linus)
        assert client.post(page_of(link)).url == "/mon-parcours/"
        assert "retirée" in client.get("/mon-parcours/").content.decode()

    def test_a_module_is_entered_too(self, module, house, marie, linus, client_of):
        until = timezone.now() + timedelta(days=7)
        link = make_invitation(structure=house, module=module, expires_at=until, actor=marie)
        assert "Poser des bases solides" in client_of().get(page_of(link)).content.decode()
        assert client_of(linus).post(page_of(link)).url == module.url

    def test_a_key_is_no_address_and_nothing_is_guessed(self, key, house, client_of):
        assert client_of().get(page_of(key)).status_code == 404
        assert client_of().get("/invitation/nimporte-quoi/").status_code == 404
        assert client_of().put("/invitation/nimporte-quoi/").status_code == 405

    def test_it_costs_at_most_8_queries(self, link, client_of, django_assert_max_num_queries):
        client = client_of()
        client.get(page_of(link))
        with django_assert_max_num_queries(8):
            client.get(page_of(link))


class TestTheKey:
    def test_it_is_typed_as_one_likes(self, key, linus, group, client_of):
        typed = f" {key.token[:4].lower()} – {key.token[4:].lower()} "
        assert (
            client_of(linus).post("/mon-parcours/cle/", {"key": typed}).url
            == f"/mon-parcours/groupes/{group.pk}/"
        )

    @pytest.mark.parametrize("typed", ["", "ACDE-FGHJ", "'"])
    def test_one_that_opens_nothing_says_so_on_its_field(self, typed, linus, house, client_of):
        response = client_of(linus).post("/mon-parcours/cle/", {"key": typed})
        assert response.status_code == 422
        assert "id_key_error" in response.content.decode()

    def test_a_link_is_no_key(self, link, linus, client_of):
        assert client_of(linus).post("/mon-parcours/cle/", {"key": link.token}).status_code == 422

    def test_after_ten_tries_one_waits(self, key, linus, client_of):
        client = client_of(linus)
        for _try in range(10):
            assert client.post("/mon-parcours/cle/", {"key": "ACDE-FGHJ"}).status_code == 422
        response = client.post("/mon-parcours/cle/", {"key": key.token})
        assert response.status_code == 429
        assert "cinq minutes" in response.content.decode()
        assert not GroupMembership.objects.exists()

    def test_it_is_for_those_who_are_signed_in(self, house, client_of, linus):
        assert "/compte/connexion/" in client_of().get("/mon-parcours/cle/").url
        assert client_of(linus).get("/mon-parcours/cle/").status_code == 200


class TestAsking:
    @pytest.fixture(autouse=True)
    def _by_approval(self, module):
        module.enrolment_policy = "approval"
        module.save()

    def test_it_is_sent_from_the_modules_page_which_then_says_so(self, linus, module, client_of):
        client = client_of(linus)
        response = client.post(f"/mon-parcours/modules/{module.pk}/demande/", {"message": "Bonjour"})
        assert response.url == module.url
        assert EnrolmentRequest.objects.get().message == "Bonjour"
        assert "Demande envoyée" in client.get(module.url).content.decode()

    def test_the_open_door_is_shut(self, linus, module, client_of):
        client = client_of(linus)
        client.post(f"/mon-parcours/modules/{module.pk}/inscription/")
        assert not Enrolment.objects.by(linus).exists()
        assert "demande" in client.get(module.url).content.decode()

    def test_a_visitor_signs_in_and_another_houses_module_is_not_there(
        self, linus, module, other_house, make_module, client_of
    ):
        assert "/compte/connexion/" in client_of().post(f"/mon-parcours/modules/{module.pk}/demande/").url
        theirs = make_module(other_house, "AUTRE", "Ailleurs", sequences=1, quiz=False)
        response = client_of(linus).post(f"/mon-parcours/modules/{theirs.pk}/demande/")
        assert response.status_code == 404

    def test_an_open_module_asks_for_nothing(self, linus, module, client_of):
        module.enrolment_policy = "open"
        module.save()
        client_of(linus).post(f"/mon-parcours/modules/{module.pk}/demande/")
        assert not EnrolmentRequest.objects.exists()


class TestRules:
    @pytest.fixture(autouse=True)
    def _for_officers(self, house, group):
        EnrolmentRule.objects.create(structure=house, title="Élus", profile="officer", group=group)
        EnrolmentRule.objects.create(structure=house, title="Mairie", email_domain="mairie.fr", group=group)

    def test_they_apply_when_the_address_is_confirmed(self, group, client_of, mailoutbox):
        sign_up(client_of(), "/compte/inscription/", mailoutbox, email="nina@mairie.fr")
        assert GroupMembership.objects.get().learner.email == "nina@mairie.fr"

    def test_and_when_one_says_what_one_is(self, linus, house, client_of):
        client = client_of(linus)
        client.post("/compte/profil/", {"profile": "officer"})
        assert GroupMembership.objects.get().learner == linus
        assert Enrolment.objects.get(learner=linus).source == "rule"
