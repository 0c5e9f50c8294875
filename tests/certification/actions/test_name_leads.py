"""Managers name who leads a scheme's teaching; those named may act at once."""

import pytest

from accounts.actions.grant_role import grant_role
from accounts.models import LogEntry
from certification.actions.appraise_theory import may_lead_on
from certification.actions.name_leads import name_leads
from certification.scheme_refusals import MayNotManage, NotTheirs

pytestmark = pytest.mark.django_db


@pytest.fixture
def scheme(practical):
    return practical.scheme


def lines():
    return LogEntry.objects.filter(verb="scheme.leads")


def test_those_named_lead_and_no_other(scheme, opened, marie, val):
    assert not may_lead_on(opened, val)
    name_leads(scheme=scheme, actor=marie, leads=[val])
    assert may_lead_on(opened, val)
    name_leads(scheme=scheme, actor=marie, leads=[marie])
    assert list(scheme.leads.all()) == [marie]
    assert not may_lead_on(opened, val)
    first, second = lines().order_by("pk")
    assert (first.actor, first.payload["leads"], first.payload["before"]) == (marie, [val.pk], [])
    assert (second.payload["leads"], second.payload["before"]) == ([marie.pk], [val.pk])


def test_the_same_again_changes_nothing(scheme, marie, val):
    for leads in ([val, marie], [marie, val], {marie, val}):
        name_leads(scheme=scheme, actor=marie, leads=leads)
    assert lines().count() == 1


def test_nobody_may_be_left(scheme, marie, val):
    name_leads(scheme=scheme, actor=marie, leads=[val])
    name_leads(scheme=scheme, actor=marie, leads=[])
    assert not scheme.leads.exists()


def test_who_does_not_decide_here_does_not_lead(scheme, marie, val, ada, grace, other_house, make_person):
    elsewhere = make_person("eve", other_house, "validator")
    for others in ([ada], [grace], [elsewhere], [val, ada]):
        with pytest.raises(NotTheirs, match=others[-1].display_name):
            name_leads(scheme=scheme, actor=marie, leads=others)
    with pytest.raises(NotTheirs, match="Ada Exemple, Grace Exemple ne sont"):
        name_leads(scheme=scheme, actor=marie, leads=[ada, grace])
    assert not scheme.leads.exists()
    assert not lines().exists()


def test_a_role_given_since_is_enough(scheme, marie, grace, house):
    grant_role(user=grace, structure=house, role="validator", actor=marie)
    name_leads(scheme=scheme, actor=marie, leads=[grace])
    assert list(scheme.leads.all()) == [grace]


def test_only_managers_of_the_structure_name_them(scheme, val, ada, grace, other_house, make_person):
    for person in (val, ada, grace, make_person("eve", other_house, "manager")):
        with pytest.raises(MayNotManage):
            name_leads(scheme=scheme, actor=person, leads=[val])
    assert not scheme.leads.exists()


def test_the_administrator_of_the_installation_may(scheme, val, linus):
    linus.is_superuser = True
    linus.save()
    assert list(name_leads(scheme=scheme, actor=linus, leads=[val]).leads.all()) == [val]
