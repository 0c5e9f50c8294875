"""A person who is erased leaves nothing of their record."""

import uuid

import pytest

from accounts.privacy import rooms
from skills.actions.add_evidence import Shown, add_evidence
from skills.actions.forget_volunteer import forget_volunteer
from skills.actions.open_mission import Where, open_mission
from skills.models import Association, Claim, Evidence, Mission

pytestmark = pytest.mark.django_db


def test_everything_goes_and_the_directory_stays(mission, ada, house, nights):
    add_evidence(mission=mission, actor=ada, shown=Shown("words", "Un mot", text="Merci"))
    open_mission(actor=ada, structure=house, token=uuid.uuid4(), where=Where("Aide", name="Entraide"))
    room = next(one for one in rooms() if one.slug == "acquis")
    held = {one.slug: list(one.rows(ada)) for one in room.holdings}
    assert {slug: len(found) for slug, found in held.items()} == {
        "missions": 2,
        "competences": 2,
        "preuves": 1,
        "paroles": 0,
        "associations": 1,
    }
    missions, _claims, evidence, *_others = room.holdings
    assert missions.more(held["missions"][0]) == {"association": "Les Nuits de Valmont, Valmont"}
    assert missions.more(Mission()) == {"association": ""}
    assert list(evidence.files(held["preuves"][0])) == []
    assert evidence.files(Evidence(file_name="x", original_name="y"))[0].stored == "x"
    for _again in range(2):
        forget_volunteer(person=ada)
        assert not any(model.objects.exists() for model in (Mission, Claim, Evidence))
        assert Association.objects.get() == nights


def test_what_others_told_stays(mission, linus):
    forget_volunteer(person=linus)
    assert Mission.objects.get() == mission
