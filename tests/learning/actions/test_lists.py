"""Lists of people: checked first, then enrolled; again, nothing is doubled."""

import pytest

from accounts.models import User
from learning.actions import enrol_list as lists
from learning.actions.check_list import check_list
from learning.models import Enrolment, EnrolmentList, GroupMembership
from learning.tasks import enrol_list, forget_lists

SHEET = """Nom;Prénom;Courriel;Profil
Martin;Zoé;zoe@exemple.fr;bénévole
Exemple;Linus;linus@exemple.fr;
;;sans-nom@exemple.fr;
123;;chiffres@exemple.fr;
Parti;Paul;paul@exemple.fr;
Faux;Jean;pas-une-adresse;
""".encode("cp1252")


@pytest.fixture
def check(group, house, marie, linus, make_person):
    """A function that checks a list for the group."""
    closed = make_person("paul")
    closed.is_active = False
    closed.save()

    def check(content: bytes = SHEET) -> EnrolmentList:
        return check_list(content=content, filename="liste.csv", structure=house, actor=marie, group=group)

    return check


def test_the_dry_run_names_each_bad_line_and_does_nothing(check, mailoutbox):
    people = check()
    assert [(one["number"], one["column"], one["problem"]) for one in people.problems] == [
        (4, "name", "no_name"),
        (5, "name", "bad_name"),
        (6, "email", "closed_account"),
        (7, "email", "bad_address"),
    ]
    assert [(one["email"], one["is_new"]) for one in people.lines] == [
        ("zoe@exemple.fr", True),
        ("linus@exemple.fr", False),
    ]
    assert not GroupMembership.objects.exists()
    assert not User.objects.filter(email="zoe@exemple.fr").exists()
    assert mailoutbox == []


def test_sent_it_is_enrolled_once(check, marie, django_capture_on_commit_callbacks, mailoutbox):
    people = check()
    with django_capture_on_commit_callbacks(execute=True):
        assert lists.send_list(people=people, actor=marie)
        assert not lists.send_list(people=people, actor=marie)
    people.refresh_from_db()
    assert (people.state, people.outcomes) == ("done", {"2": "new", "3": "enrolled"})
    assert people.finished_at
    assert [one.to for one in mailoutbox if "mot-de-passe" in one.body] == [["zoe@exemple.fr"]]

    again = check()
    with django_capture_on_commit_callbacks(execute=True):
        lists.send_list(people=again, actor=marie)
    again.refresh_from_db()
    assert again.outcomes == {"2": "already", "3": "already"}
    assert (
        GroupMembership.objects.count()
        == Enrolment.objects.exclude(learner__email="ada@exemple.fr").count()
        == 2
    )


def test_a_worker_killed_midway_goes_on(check, monkeypatch):
    people = check()
    EnrolmentList.objects.filter(pk=people.pk).update(state="queued", outcomes={"2": "new"})
    monkeypatch.setattr(lists, "SAVED_EVERY", 1)
    assert enrol_list(people.pk) == 2
    assert enrol_list(people.pk) == 0, "done is done"
    assert [stay.learner.email for stay in GroupMembership.objects.all()] == ["linus@exemple.fr"]


def test_what_keeps_a_line_out_is_said(check, group, monkeypatch):
    people = check()
    group.capacity = 1
    group.save()
    EnrolmentList.objects.filter(pk=people.pk).update(state="queued")
    enrol_list(people.pk)
    people.refresh_from_db()
    assert people.outcomes == {"2": "new", "3": "full"}


def test_one_line_that_breaks_does_not_hold_up_the_others(check, monkeypatch, caplog):
    people = check()

    def add(*, email, **given):
        if email.startswith("zoe"):
            raise RuntimeError("?")
        return "enrolled"

    monkeypatch.setattr(lists, "add_member", add)
    assert lists.enrol_list(people=people) == {"2": "problem", "3": "enrolled"}
    assert "Line 2" in caplog.text


def test_lists_are_forgotten_after_90_days(check):
    people = check()
    assert forget_lists() == 0
    EnrolmentList.objects.filter(pk=people.pk).update(made_at="2020-01-01T00:00Z")
    assert forget_lists() == 1
