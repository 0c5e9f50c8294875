import pytest
from django.db import IntegrityError, connection

from learning.models import Notification, NotificationChoice

pytestmark = pytest.mark.django_db


def tell(person, about="membership:1", **fields):
    return Notification.objects.tell(
        person=person, kind="group_joined", about=about, words={"group": "Automne"}, **fields
    )


def test_one_is_told_once_for_each_thing(linus, ada):
    assert tell(linus)
    assert not tell(linus)
    assert tell(linus, "membership:2")
    assert tell(ada)
    assert Notification.objects.to(linus).count() == 2


def test_telling_again_leaves_the_transaction_sound(linus, django_assert_num_queries):
    tell(linus)
    with django_assert_num_queries(3):
        assert not tell(linus)
    assert connection.savepoint_ids == [] or not connection.needs_rollback
    with pytest.raises(IntegrityError):
        Notification.objects.create(person=linus, kind="group_joined", about="membership:1")


def test_the_kind_says_how_unless_the_person_chose(linus, ada):
    NotificationChoice.objects.create(person=linus, kind="group_joined", by_mail="none")
    tell(linus)
    tell(ada)
    assert Notification.objects.get(person=linus).by_mail == "none"
    assert Notification.objects.to(ada).get(kind="group_joined").by_mail == "digest"


def test_what_is_told_right_away_wakes_the_worker(linus, django_capture_on_commit_callbacks):
    NotificationChoice.objects.create(person=linus, kind="group_joined", by_mail="now")
    with django_capture_on_commit_callbacks() as later:
        tell(linus)
    assert len(later) == 1
