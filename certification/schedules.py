"""The tasks that the worker runs by the clock, kept in its table after each migration."""

from django_q.models import Schedule

from accounts.schedules import ensure

SCHEDULES = {
    "Sweep pending documents": {
        "func": "certification.tasks.sweep_pending",
        "schedule_type": Schedule.MINUTES,
        "minutes": 5,
    },
    "Sweep batches of certificates": {
        "func": "certification.tasks.sweep_batches",
        "schedule_type": Schedule.MINUTES,
        "minutes": 5,
    },
    "Remind candidates of their dossiers": {
        "func": "certification.tasks.remind_dossiers",
        "schedule_type": Schedule.HOURLY,
    },
}


def ensure_schedules(**kwargs) -> None:
    ensure(SCHEDULES)
