"""A module's duration is the sum of its live steps, whatever happens to them."""

import pytest

from accounts.models import LogEntry
from learning.actions.refresh_module_minutes import refresh_module_minutes
from learning.models import ModulePage, SequencePage, StepPage


def kept(module) -> int:
    return ModulePage.objects.get(pk=module.pk).estimated_minutes


def rebuilt(module) -> int:
    return sum(StepPage.objects.live().child_of(module).values_list("minutes", flat=True))


def test_publishing_steps_gives_the_total(module):
    assert kept(module) == rebuilt(module) == 70


def _edit(step):
    step.minutes = 45
    step.save_revision().publish()


def _draft(step):
    step.minutes = 600
    step.save_revision()


@pytest.mark.parametrize(
    ("change", "minutes"),
    [
        (_edit, 85),
        (_draft, 70),
        (lambda step: step.unpublish(), 40),
        (lambda step: step.delete(), 40),
    ],
    ids=["edited", "draft saved", "unpublished", "deleted"],
)
def test_the_total_follows_each_change(module, change, minutes):
    change(SequencePage.objects.child_of(module).first())
    assert kept(module) == rebuilt(module) == minutes


def test_a_step_that_moves_counts_where_it_is(module, house, make_module):
    other = make_module(house, "AUTRE", "Autre", sequences=0, quiz=False)
    SequencePage.objects.child_of(module).first().move(other, pos="last-child")
    assert (kept(module), kept(other)) == (40, 30)


def test_publishing_an_older_version_of_the_module_does_not_bring_its_total_back(module, make_sequence):
    old = module.revisions.order_by("pk").first()
    make_sequence(module, "De plus")
    old.publish()
    assert kept(module) == rebuilt(module) == 100


def test_a_change_is_logged_and_no_change_is_not(module):
    before = LogEntry.objects.filter(verb="module.duration_changed").count()
    assert refresh_module_minutes(module=module) == 70
    assert LogEntry.objects.filter(verb="module.duration_changed").count() == before

    ModulePage.objects.filter(pk=module.pk).update(estimated_minutes=0)
    refresh_module_minutes(module=module)
    assert LogEntry.objects.about(module).last().payload == {"module": "DROIT", "from": 0, "to": 70}


def test_deleting_the_whole_module_asks_nothing(module):
    module.delete()
    assert not ModulePage.objects.filter(pk=module.pk).exists()
