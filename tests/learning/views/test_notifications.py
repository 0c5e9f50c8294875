"""What one is told: the list, the choices, and e-mails stopped by one click."""

import pytest

from learning.models import Notification, NotificationChoice
from learning.notifications import KINDS

LIST, CHOICES = "/mon-parcours/notifications/", "/mon-parcours/notifications/reglages/"


@pytest.fixture
def tell(ada):
    """A function that tells Ada so many things, and nothing else."""

    def tell(count=1):
        Notification.objects.all().delete()
        for number in range(count):
            words = {"group": f"Automne {number}"}
            Notification.objects.tell(
                person=ada, kind="group_joined", about=f"membership:{number}", words=words
            )
        return list(Notification.objects.to(ada))

    return tell


class TestTheList:
    def test_it_is_ones_own_and_reading_it_marks_nothing(self, tell, ada, linus, client_of):
        tell()
        assert "Automne 0" in client_of(ada).get(LIST).content.decode()
        assert "Automne 0" not in client_of(linus).get(LIST).content.decode()
        assert Notification.objects.to(ada).unread().count() == 1

    def test_one_is_marked_as_read_then_all(self, tell, ada, linus, client_of):
        first, *_others = tell(3)
        assert client_of(linus).post(f"{LIST}{first.pk}/lue/").status_code == 404
        client_of(ada).post(f"{LIST}{first.pk}/lue/")
        assert Notification.objects.to(ada).unread().count() == 2
        client_of(ada).post(f"{LIST}lues/")
        assert not Notification.objects.to(ada).unread().exists()

    def test_a_visitor_is_sent_to_sign_in(self, house, client_of):
        assert client_of().get(LIST).status_code == 302

    def test_it_costs_at_most_8_queries_however_many(
        self, tell, ada, client_of, django_assert_max_num_queries
    ):
        tell(15)
        client = client_of(ada)
        client.get(LIST)
        with django_assert_max_num_queries(8):
            client.get(LIST)


class TestChoices:
    def test_each_kind_is_chosen_and_kept(self, ada, client_of):
        client = client_of(ada)
        learners = [kind.slug for kind in KINDS if not kind.is_for_team]
        html = client.get(CHOICES).content.decode()
        assert all(f'name="{slug}"' in html for slug in learners)
        client.post(CHOICES, dict.fromkeys(learners, "none"))
        kept = NotificationChoice.objects.filter(person=ada, by_mail="none")
        assert {choice.kind for choice in kept} == set(learners)

    def test_it_costs_at_most_8_queries(self, ada, client_of, django_assert_max_num_queries):
        client = client_of(ada)
        client.get(CHOICES)
        with django_assert_max_num_queries(8):
            client.get(CHOICES)


class TestStop:
    @pytest.mark.parametrize("kind", [kind.slug for kind in KINDS])
    def test_one_click_without_signing_in_stops_that_kind_alone(self, kind, ada, client_of):
        address = Notification.stop_path(ada, kind)
        client = client_of(enforce_csrf_checks=True)
        # A program that follows links stops nothing; the button, or the mail program's own, does.
        assert client.get(address).status_code == 200
        assert not NotificationChoice.objects.exists()
        page = client.post(address)
        assert page.status_code == 200 and "Ada" not in page.content.decode()
        assert NotificationChoice.objects.get().kind == kind
        assert NotificationChoice.objects.get().by_mail == "none"

    def test_an_address_made_up_is_not_found(self, ada, client_of):
        address = Notification.stop_path(ada, "deadline")
        assert client_of().post(f"{address[:-2]}x/").status_code == 404
