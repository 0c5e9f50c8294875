"""The tasks that the worker runs by the clock, kept in its table after each migration."""

from django_q.models import Schedule

from accounts.schedules import ensure

SCHEDULES = {
    "Remind officers of associations": {
        "func": "skills.tasks.remind_officers",
        "schedule_type": Schedule.HOURLY,
    },
    "Forget shared pages that had their time": {
        "func": "skills.tasks.sweep_shared_pages",
        "schedule_type": Schedule.HOURLY,
    },
    "Forget files of hours that nobody kept": {
        "func": "skills.tasks.forget_timesheets",
        "schedule_type": Schedule.HOURLY,
    },
}


def ensure_schedules(**kwargs) -> None:
    ensure(SCHEDULES)
