"""A key is changed by its managers, once a click; what the former one signed stays verifiable."""

import pytest

from accounts.models import LogEntry
from certification.actions.make_signing_key import make_signing_key
from certification.actions.rotate_signing_key import rotate_signing_key
from certification.models import SigningKey
from certification.refusals import KeyRefused, MayNotKeepKeys

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["pdf", "badge"])
def key(request, house):
    return make_signing_key(structure=house, purpose=request.param, actor=None)


def test_a_new_one_signs_and_the_former_one_is_kept(key, marie):
    new = rotate_signing_key(key=key, actor=marie)
    key.refresh_from_db()
    assert key.retired_at is not None and new.retired_at is None
    assert (new.purpose, new.structure, new.algorithm) == (key.purpose, key.structure, key.algorithm)
    assert new.fingerprint != key.fingerprint
    [line] = LogEntry.objects.filter(verb="signing_key.rotated")
    assert line.actor == marie
    assert line.payload == {
        "purpose": key.purpose,
        "fingerprint": new.fingerprint,
        "retired": key.fingerprint,
    }


def test_a_second_click_changes_nothing(key, marie):
    rotate_signing_key(key=key, actor=marie)
    with pytest.raises(KeyRefused, match="déjà été changée"):
        rotate_signing_key(key=key, actor=marie)
    assert SigningKey.objects.count() == 2
    assert LogEntry.objects.filter(verb="signing_key.rotated").count() == 1


def test_only_managers_of_the_structure_do(key, val, ada, make_person, other_house):
    for person in (val, ada, make_person("eve", other_house, "manager")):
        with pytest.raises(MayNotKeepKeys):
            rotate_signing_key(key=key, actor=person)
    assert SigningKey.objects.get().retired_at is None
