"""Accounts of the team with the rights that go with their roles, and a mailbox that is real."""

import pytest
from allauth.account.models import EmailAddress

from accounts.actions.create_person import create_person
from accounts.actions.grant_role import grant_role
from accounts.actions.sync_groups import sync_groups
from cms.moderation import ensure_workflow

PASSWORD = "une-phrase-de-passe"


@pytest.fixture
def team(house, grace, val, marie):
    """The house with its groups and its workflow, and its three staff in them."""
    sync_groups(structure=house)
    ensure_workflow(house)
    for person in (grace, val, marie):
        person.refresh_from_db()
    return house


@pytest.fixture
def other_team(team, other_house, make_person):
    """Another house with a manager of its own."""
    sync_groups(structure=other_house)
    boss = create_person(email="paul@exemple.fr", display_name="Paul Ailleurs", password=PASSWORD, actor=None)
    grant_role(user=boss, structure=other_house, role="manager", actor=None)
    return other_house


@pytest.fixture
def root(make_person):
    """The installation's administrator."""
    person = make_person("root")
    person.is_superuser = person.is_staff = True
    person.save()
    return person


@pytest.fixture
def zoe(db):
    """Has an account with a confirmed address."""
    return create_person(
        email="zoe@exemple.fr", display_name="Zoé O’Brien-Éloïse", password=PASSWORD, actor=None
    )


@pytest.fixture
def confirmed():
    """A function that confirms somebody's address."""

    def confirm(person):
        EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
        return person

    return confirm
