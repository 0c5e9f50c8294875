"""Arriving with an account claims what the browser has read."""

import pytest
from allauth.account.models import EmailAddress
from allauth.account.signals import user_signed_up
from django.test import RequestFactory
from django.urls import reverse

from learning.models import CompletedStep, Enrolment
from learning.reading import note_reading, reading_in
from learning.signal_handlers import claim


@pytest.fixture
def sign_in(linus):
    """A function that signs Linus in from a browser, through the form."""
    EmailAddress.objects.create(user=linus, email=linus.email, verified=True, primary=True)

    def sign_in(client):
        client.post("/compte/connexion/", {"login": linus.email, "password": "une-phrase-de-passe"})
        assert client.session["_auth_user_id"] == str(linus.pk)

    return sign_in


def mark_read(client, step):
    client.post(reverse("learning:mark-read", args=[step.pk]))


def test_signing_in_claims_the_reading_and_empties_the_session(linus, sequences, sign_in, client_of):
    visitor = client_of()
    for step in sequences:
        mark_read(visitor, step)
    sign_in(visitor)

    assert CompletedStep.objects.by(linus).count() == 2
    assert reading_in(visitor.session) == []
    assert Enrolment.objects.by(linus).count() == 1
    html = visitor.get("/mon-parcours/").content.decode()
    assert "2 séquences que vous aviez lues ont rejoint votre parcours." in html


def test_signing_up_claims_it_before_the_address_is_confirmed(linus, sequence, house):
    request = RequestFactory().post("/compte/inscription/")
    request.session = {}
    note_reading(request.session, sequence)
    user_signed_up.send(sender=type(linus), request=request, user=linus)

    assert CompletedStep.objects.by(linus).count() == 1
    assert request.session == {}


def test_signing_in_again_claims_nothing_twice(linus, sequence, sign_in, client_of):
    for _time in range(2):
        visitor = client_of()
        mark_read(visitor, sequence)
        sign_in(visitor)
    assert CompletedStep.objects.by(linus).count() == 1


def test_a_request_without_a_session_claims_nothing(linus):
    claim(RequestFactory().get("/"), linus)
    claim(None, linus)
    assert not Enrolment.objects.by(linus).exists()
