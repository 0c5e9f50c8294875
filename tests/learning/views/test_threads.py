"""Questions to the trainer, on both sides: asked on a step, answered at the desk, read by whom they concern."""

from uuid import uuid4

import pytest
from django.urls import reverse

from learning.actions.join_group import join_group
from learning.actions.open_thread import open_thread
from learning.models import Group, Message, Notification, Thread

MINE, DESK = "/mon-parcours/questions/", "/admin/echanges/"


@pytest.fixture
def ask(enrolment, sequence, ada):
    """A function that asks something on the first sequence, as Ada."""

    def ask(text="Pourquoi deux statuts ?", **fields):
        return open_thread(enrolment=enrolment, step=sequence, actor=ada, text=text, token=uuid4(), **fields)

    return ask


@pytest.fixture
def shared(group, ask, ada, marie):
    """A question that Ada shares with her group."""
    join_group(group=group, person=ada, actor=marie, source="staff")
    return ask("Une question pour tous ?", is_shared=True)


def send(client, step, **fields):
    return client.post(reverse("learning:ask", args=[step.pk]), {"token": uuid4()} | fields)


class TestAsking:
    def test_it_is_sent_from_the_step_and_shown_there(self, ada, sequence, client_of):
        client = client_of(ada)
        response = send(client, sequence, text="Pourquoi deux statuts ?")
        assert response.url == f"{sequence.get_url()}#echanges"
        assert "Pourquoi deux statuts ?" in client.get(sequence.get_url()).content.decode()

    def test_words_that_are_missing_are_asked_again_and_nothing_typed_is_lost(self, ada, sequence, client_of):
        response = send(client_of(ada), sequence, text=" ", quote="trois voisines")
        assert response.status_code == 400 and "trois voisines" in response.content.decode()
        assert not Thread.objects.exists()

    def test_an_error_is_reported_as_one(self, ada, sequence, client_of):
        send(client_of(ada), sequence, text="Une virgule manque.", kind="error")
        assert Thread.objects.get().kind == Thread.Kind.ERROR

    def test_who_does_not_study_it_asks_nothing(self, linus, sequence, client_of):
        assert send(client_of(linus), sequence, text="Et moi ?").status_code == 404

    def test_twenty_an_hour_are_enough(self, ada, sequence, client_of):
        client = client_of(ada)
        for number in range(21):
            response = send(client, sequence, text=f"Question {number}")
        assert response.status_code == 400 and Thread.objects.count() == 20


class TestMine:
    def test_a_private_one_is_its_authors_alone(self, ask, ada, linus, client_of):
        thread = ask()
        assert client_of(ada).get(f"{MINE}{thread.pk}/").status_code == 200
        assert client_of(linus).get(f"{MINE}{thread.pk}/").status_code == 404
        assert client_of().get(f"{MINE}{thread.pk}/").status_code == 302

    def test_a_shared_one_is_read_by_the_group_and_continued_by_its_author(
        self, shared, group, linus, marie, client_of
    ):
        assert client_of(linus).get(f"{MINE}{shared.pk}/").status_code == 404
        join_group(group=group, person=linus, actor=marie, source="staff")
        client = client_of(linus)
        assert "Une question pour tous ?" in client.get(f"{MINE}{shared.pk}/").content.decode()
        assert client.post(f"{MINE}{shared.pk}/suite/", {"text": "Moi aussi"}).status_code == 404
        assert client.post(f"{MINE}{shared.pk}/etat/").status_code == 404

    def test_one_goes_on_closes_and_opens_again(self, ask, ada, client_of):
        thread, client = ask(), client_of(ada)
        client.post(f"{MINE}{thread.pk}/suite/", {"text": "Je précise.", "token": uuid4()})
        assert Message.objects.filter(thread=thread).count() == 2
        client.post(f"{MINE}{thread.pk}/etat/")
        thread.refresh_from_db()
        assert thread.state == Thread.State.CLOSED
        client.post(f"{MINE}{thread.pk}/etat/", {"reopen": "1"})
        thread.refresh_from_db()
        assert thread.state == Thread.State.OPEN

    def test_an_empty_message_is_shown_again_with_why(self, ask, ada, client_of):
        response = client_of(ada).post(f"{MINE}{ask().pk}/suite/", {"text": " "})
        assert response.status_code == 400 and 'role="alert"' in response.content.decode()

    def test_the_list_costs_at_most_8_queries_however_many(
        self, ask, ada, client_of, django_assert_max_num_queries
    ):
        for number in range(15):
            ask(f"Question {number}")
        client = client_of(ada)
        client.get(MINE)
        with django_assert_max_num_queries(8):
            client.get(MINE)


class TestDesk:
    def test_those_that_wait_come_first(self, ask, grace, client_of):
        old, answered = ask("La plus ancienne"), ask("Déjà répondue")
        client = client_of(grace)
        client.post(f"{DESK}{answered.pk}/reponse/", {"text": "Voici.", "token": uuid4()})
        html = client.get(DESK).content.decode()
        assert html.index(f"{DESK}inspect/{old.pk}/") < html.index(f"{DESK}inspect/{answered.pk}/")

    def test_it_is_sorted_and_searched_like_any_list(self, ask, grace, client_of):
        ask()
        for query in ("?o=1", "?o=-5", "?q=statuts", "?state__exact=open", "?kind__exact=error"):
            assert client_of(grace).get(DESK + query).status_code == 200, query

    def test_an_answer_tells_its_author_and_shows_on_the_step(self, ask, grace, ada, sequence, client_of):
        thread, desk = ask(), client_of(grace)
        assert "Pourquoi deux statuts ?" in desk.get(f"{DESK}inspect/{thread.pk}/").content.decode()
        desk.post(f"{DESK}{thread.pk}/reponse/", {"text": "Parce que la loi le dit.", "token": uuid4()})
        assert Notification.objects.to(ada).get(kind="thread_answered").address
        assert "Parce que la loi le dit." in client_of(ada).get(sequence.get_url()).content.decode()

    def test_an_empty_answer_says_why(self, ask, grace, client_of):
        thread = ask()
        client = client_of(grace)
        response = client.post(f"{DESK}{thread.pk}/reponse/", {"text": "  "}, follow=True)
        assert Message.objects.filter(thread=thread).count() == 1
        assert response.status_code == 200

    def test_it_is_closed_and_opened_again(self, ask, grace, client_of):
        thread, client = ask(), client_of(grace)
        client.post(f"{DESK}{thread.pk}/etat/")
        thread.refresh_from_db()
        assert thread.state == Thread.State.CLOSED
        client.post(f"{DESK}{thread.pk}/etat/", {"reopen": "1"})
        thread.refresh_from_db()
        assert thread.state == Thread.State.OPEN

    def test_others_find_nothing(self, ask, ada, linus, other_house, make_person, client_of):
        thread = ask()
        for person in (ada, linus):
            assert client_of(person).get(DESK).status_code in (302, 403)
        elsewhere = client_of(make_person("nadia", other_house, "trainer"))
        assert "Ada" not in elsewhere.get(DESK).content.decode()
        assert elsewhere.get(f"{DESK}inspect/{thread.pk}/").status_code == 404
        assert elsewhere.post(f"{DESK}{thread.pk}/reponse/", {"text": "Non."}).status_code == 404

    def test_the_list_costs_at_most_20_queries_however_many(
        self, ask, grace, client_of, django_assert_max_num_queries
    ):
        for number in range(15):
            ask(f"Question {number}")
        client = client_of(grace)
        client.get(DESK)
        with django_assert_max_num_queries(20):
            client.get(DESK)


def test_a_group_closed_still_shows_what_was_shared(shared, ada, client_of):
    Group.objects.update(closed_at="2026-01-01T00:00Z")
    assert client_of(ada).get(f"{MINE}{shared.pk}/").status_code == 200
