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
    "Remove files that have had their time": {
        "func": "certification.tasks.sweep_files",
        "schedule_type": Schedule.HOURLY,
    },
    "Remind candidates of their dossiers": {
        "func": "certification.tasks.remind_dossiers",
        "schedule_type": Schedule.HOURLY,
    },
    "Remind holders of their certificates": {
        "func": "certification.tasks.remind_holders",
        "schedule_type": Schedule.HOURLY,
    },
}


def ensure_schedules(**kwargs) -> None:
    ensure(SCHEDULES)
