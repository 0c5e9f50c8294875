"""Every field that leads to a person is one that some room shows, gives and forgets, or is named with a reason."""

from django.apps import apps
from django.contrib.auth import get_user_model
from django.utils.translation import override

from accounts.privacy import rooms


def links_to_people() -> set[str]:
    person = get_user_model()
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many)
        if field.related_model is person
    }


def test_every_link_to_a_person_is_in_one_room():
    known = [
        link
        for room in rooms()
        for link in (*room.acts, *room.stays, *(one for held in room.holdings for one in held.links))
    ]
    missing = links_to_people() - set(known)
    assert not missing, (
        f"{sorted(missing)}: say in the `privacy.py` of their app what is shown of them, given and erased (a Holding "
        "with these links, and what the room's `forget` does), or name them in `acts` or `stays` with the reason."
    )
    assert not set(known) - links_to_people(), "no longer there"
    assert len(known) == len(set(known)), "named twice"


def test_what_stays_has_its_reason():
    assert all(reason for room in rooms() for reason in room.stays.values())


def test_things_have_names_of_their_own_in_french():
    slugs = [one.slug for room in rooms() for one in room.holdings]
    assert len(slugs) == len(set(slugs))
    for language in ("fr", "en"):
        with override(language):
            assert all(str(one.label) and str(one.until) for room in rooms() for one in room.holdings)
