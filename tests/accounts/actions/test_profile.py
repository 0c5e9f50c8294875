"""What people say of themselves, and accounts that a house opens."""

import pytest

from accounts.actions.invite_person import invite_person
from accounts.actions.say_profile import say_profile
from accounts.models import LogEntry, User


def test_a_profile_is_kept_and_the_log_does_not_say_which(zoe):
    for _each in range(2):
        say_profile(person=zoe, profile="officer", actor=zoe)
    zoe.refresh_from_db()
    assert zoe.profile == "officer"
    line = LogEntry.objects.about(zoe).get(verb="account.profile_changed")
    assert line.payload == {}


def test_a_profile_that_is_not_offered_is_refused(zoe):
    with pytest.raises(ValueError, match="king"):
        say_profile(person=zoe, profile="king", actor=zoe)


def test_it_is_said_from_ones_account_page(zoe, client):
    client.force_login(zoe)
    client.post("/compte/profil/", {"profile": "volunteer"})
    zoe.refresh_from_db()
    assert zoe.profile == "volunteer"
    assert client.post("/compte/profil/", {"profile": "king"}).status_code == 422


def test_somebody_new_is_written_to_once_and_the_link_opens_the_account(house, marie, client, mailoutbox):
    given = {"email": "Neuf@exemple.fr", "display_name": "Nina Neuve", "structure": house, "actor": marie}
    person = invite_person(**given, profile="king")
    assert invite_person(**given) == person == User.objects.get(email="neuf@exemple.fr")
    (letter,) = mailoutbox
    link = next(line for line in letter.body.splitlines() if "/nouveau/" in line)
    page = client.get(link, follow=True)
    assert page.status_code == 200
    client.post(page.redirect_chain[-1][0], {"password1": "une-longue-phrase-de-passe"})
    person.refresh_from_db()
    assert person.check_password("une-longue-phrase-de-passe")
    assert person.profile == ""
