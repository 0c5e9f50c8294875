"""The tasks that the worker runs by the clock, kept in its table after each migration."""

from django_q.models import Schedule

from accounts.schedules import ensure

SCHEDULES = {
    "Remind officers of associations": {
        "func": "skills.tasks.remind_officers",
        "schedule_type": Schedule.HOURLY,
    },
}


def ensure_schedules(**kwargs) -> None:
    ensure(SCHEDULES)
