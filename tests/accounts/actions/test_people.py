"""Accounts made and renamed."""

import pytest
from allauth.account.models import EmailAddress

from accounts.actions.create_person import create_person
from accounts.actions.rename import rename
from accounts.models import LogEntry, User
from accounts.refusals import NameRefused


def test_a_person_made_by_the_platform_can_sign_in(db, client):
    create_person(
        email=" Rose@Exemple.FR ", display_name=" Rose  Lévy ", password="une-phrase-de-passe", actor=None
    )
    person = User.objects.get()
    assert (person.email, person.display_name) == ("rose@exemple.fr", "Rose Lévy")
    assert EmailAddress.objects.get(user=person).verified
    assert client.login(email="rose@exemple.fr", password="une-phrase-de-passe")
    assert LogEntry.objects.about(person).get().verb == "account.created"


def test_without_password_nobody_can_sign_in_with_none(db):
    person = create_person(email="rose@exemple.fr", display_name="Rose", actor=None, verified=False)
    assert not person.has_usable_password()
    assert not EmailAddress.objects.get(user=person).verified


def test_a_name_that_cannot_be_printed_makes_no_account(db):
    with pytest.raises(NameRefused) as refusal:
        create_person(email="rose@exemple.fr", display_name="x" * 5000, actor=None)
    assert "150" in str(refusal.value)
    assert not User.objects.exists()


def test_a_new_name_is_kept_tidied_with_a_line_that_does_not_repeat_it(zoe):
    rename(user=zoe, display_name="  Zoé   Martin ", actor=zoe)
    zoe.refresh_from_db()
    assert zoe.display_name == "Zoé Martin"
    line = LogEntry.objects.about(zoe).last()
    assert (line.verb, line.payload) == ("account.renamed", {})


def test_the_same_name_leaves_no_line(zoe):
    rename(user=zoe, display_name="Zoé O’Brien-Éloïse", actor=zoe)
    assert not LogEntry.objects.filter(verb="account.renamed").exists()


@pytest.mark.parametrize(
    ("name", "words"),
    [("", "Écrivez"), ("x" * 151, "trop long"), ("Zoé\x07", "invisible"), ("1234", "une lettre")],
)
def test_a_refused_name_says_why_and_changes_nothing(zoe, name, words):
    with pytest.raises(NameRefused, match=words):
        rename(user=zoe, display_name=name, actor=zoe)
    zoe.refresh_from_db()
    assert zoe.display_name == "Zoé O’Brien-Éloïse"
