from uuid import uuid4

import pytest

from accounts.models import LogEntry
from learning.actions.close_thread import close_thread, reopen_thread
from learning.actions.join_group import join_group
from learning.actions.open_thread import open_thread
from learning.actions.say import say
from learning.models import Enrolment, Group, Message, Notification, Thread
from learning.rules.talk import Refusal
from learning.threads import NotSaid

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment(ada):
    return Enrolment.objects.get(learner=ada)


@pytest.fixture
def ask(enrolment, sequence, ada):
    def ask(text="Pourquoi deux statuts ?", **fields):
        fields = {"token": uuid4()} | fields
        return open_thread(enrolment=enrolment, step=sequence, actor=ada, text=text, **fields)

    return ask


@pytest.fixture
def group(house, module, grace, ada):
    from django.utils import timezone

    group = Group.objects.create(
        structure=house, title="Automne", referent=grace, starts_on=timezone.localdate()
    )
    group.modules.add(module)
    join_group(group=group, person=ada, actor=grace, source="staff")
    return group


def test_a_question_reaches_the_trainers_and_stays_private(ask, grace, val, ada):
    thread = ask(quote="  Trois\nvoisines ")
    assert (thread.state, thread.group, thread.quote) == ("open", None, "Trois voisines")
    told = Notification.objects.filter(kind="thread_opened")
    assert [one.person for one in told] == [grace]
    assert str(thread.pk) in told.get().address
    assert LogEntry.objects.filter(verb="thread.opened").count() == 1
    assert list(Thread.objects.seen_by(ada)) == [thread]
    assert not Thread.objects.seen_by(val).exists()


def test_without_a_trainer_those_who_decide_are_told(ask, val, marie, linus):
    ask()
    assert {one.person for one in Notification.objects.filter(kind="thread_opened")} == {val, marie}


def test_the_same_form_twice_opens_one(ask):
    token = uuid4()
    assert ask(token=token) == ask(token=token)
    assert Thread.objects.count() == Message.objects.count() == 1


def test_nothing_is_not_sent(ask):
    with pytest.raises(NotSaid) as refused:
        ask(" \n ")
    assert refused.value.reason == Refusal.EMPTY
    assert not Thread.objects.exists()


def test_shared_with_ones_group_where_there_is_one(ask, group, make_person, grace):
    assert ask(is_shared=True).group == group
    other = make_person("zoe")
    assert not Thread.objects.seen_by(other).exists()
    join_group(group=group, person=other, actor=grace, source="staff")
    assert Thread.objects.seen_by(other).count() == 1


def test_shared_without_a_group_stays_private(ask):
    assert ask(is_shared=True).group is None


def test_an_answer_tells_the_author_once(ask, grace, ada):
    thread, token = ask(), uuid4()
    for _twice in range(2):
        say(thread=thread, actor=grace, text="Parce que.", token=token, is_from_team=True)
    thread.refresh_from_db()
    assert (thread.state, thread.messages.count()) == ("answered", 2)
    told = Notification.objects.get(person=ada, kind="thread_answered")
    assert "Grace" in told.sentence


def test_its_author_asks_again(ask, grace, ada):
    thread = ask()
    say(thread=thread, actor=grace, text="Parce que.", token=uuid4(), is_from_team=True)
    say(thread=thread, actor=ada, text="Et encore ?", token=uuid4(), is_from_team=False)
    thread.refresh_from_db()
    assert thread.state == "open"
    assert Notification.objects.filter(person=grace, kind="thread_opened").count() == 2


def test_nobody_answers_their_own_for_the_team(ask, ada):
    with pytest.raises(NotSaid) as refused:
        say(thread=ask(), actor=ada, text="Moi-même", token=uuid4(), is_from_team=True)
    assert refused.value.reason == Refusal.OWN


def test_closed_then_opened_again_as_it_stood(ask, grace, ada):
    thread = ask()
    close_thread(thread=thread, actor=ada)
    close_thread(thread=thread, actor=ada)
    with pytest.raises(NotSaid):
        say(thread=thread, actor=grace, text="Trop tard", token=uuid4(), is_from_team=True)
    reopen_thread(thread=thread, actor=ada)
    reopen_thread(thread=thread, actor=ada)
    thread.refresh_from_db()
    assert (thread.state, thread.closed_at) == ("open", None)
    say(thread=thread, actor=grace, text="Voici", token=uuid4(), is_from_team=True)
    close_thread(thread=thread, actor=grace)
    reopen_thread(thread=thread, actor=grace)
    thread.refresh_from_db()
    assert thread.state == "answered"
    assert LogEntry.objects.filter(verb="thread.closed").count() == 2
