"""Placing oneself on a module's objectives."""

import pytest

from accounts.models import LogEntry
from learning.actions.position_oneself import position_oneself
from learning.activities.refusals import Moved, Refused
from learning.models import CompletedStep, Positioning, SelfAssessmentPage


@pytest.fixture
def place(add, enrolment, module, ada):
    """A function that places Ada, the same level on each objective unless levels are given."""
    module.objectives = [("objective", "Lire les statuts"), ("objective", "Convoquer")]
    module.save_revision().publish()
    page = add(SelfAssessmentPage(title="Avant", slug="avant"))
    keys = [key for key, _text in page.objectives()]

    def place(*levels, comment=""):
        said = dict(zip(keys, levels, strict=False))
        return position_oneself(enrolment=enrolment, page=page, levels=said, actor=ada, comment=comment)

    return place


def test_said_again_it_replaces_and_the_log_keeps_when(place, enrolment):
    place(0, 1, comment="  Je débute.  ")
    said = place(2, 3)
    assert Positioning.objects.get() == said
    assert [(one["text"], one["level"]) for one in said.objectives] == [
        ("Lire les statuts", 2),
        ("Convoquer", 3),
    ]
    assert (said.moment, said.comment) == ("before", "")
    assert CompletedStep.objects.get().enrolment == enrolment
    assert LogEntry.objects.filter(verb="positioning.said").count() == 2


@pytest.mark.parametrize("levels", [(), (1,), (1, None), (1, 4), (-1, 0)])
def test_an_objective_without_its_level_keeps_nothing(place, levels):
    with pytest.raises(Refused) as caught:
        place(*levels)
    assert list(caught.value.reasons) == [Moved.UNPLACED]
    assert not Positioning.objects.exists()
    assert not CompletedStep.objects.exists()
