import pytest
from django_q.models import Schedule

from certification.schedules import SCHEDULES, ensure_schedules

pytestmark = pytest.mark.django_db


def test_the_sweep_is_scheduled_once_and_brought_up_to_date():
    Schedule.objects.filter(name__in=SCHEDULES).delete()
    ensure_schedules()
    Schedule.objects.filter(name__in=SCHEDULES).update(minutes=77)
    before = Schedule.objects.get(name="Sweep pending documents").next_run
    ensure_schedules()
    kept = Schedule.objects.get(name="Sweep pending documents")
    assert (kept.minutes, kept.next_run, kept.func) == (5, before, "certification.tasks.sweep_pending")
