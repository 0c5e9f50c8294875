"""The tasks that the worker runs by the clock, kept in its table after each migration."""

from collections.abc import Mapping
from typing import Any

from django_q.models import Schedule

SCHEDULES = {
    "Deliver mail": {"func": "accounts.tasks.deliver_mail", "schedule_type": Schedule.MINUTES, "minutes": 1},
    "Expire roles": {
        "func": "accounts.tasks.expire_roles",
        "schedule_type": Schedule.CRON,
        "cron": "5 0 * * *",
    },
    "Forget old mail": {
        "func": "accounts.tasks.forget_old_mail",
        "schedule_type": Schedule.CRON,
        "cron": "15 3 * * *",
    },
    "Forget old sessions": {
        "func": "accounts.tasks.forget_old_sessions",
        "schedule_type": Schedule.CRON,
        "cron": "25 3 * * *",
    },
    "Sweep copies of data": {
        "func": "accounts.tasks.sweep_archives",
        "schedule_type": Schedule.MINUTES,
        "minutes": 15,
    },
    "Forget what closed accounts left": {
        "func": "accounts.tasks.forget_past_terms",
        "schedule_type": Schedule.CRON,
        "cron": "20 4 * * 0",
    },
}


def ensure(schedules: Mapping[str, dict[str, Any]]) -> None:
    """Make sure that each of these tasks is in the worker's table, once. The time of its next run is left alone."""
    for name, timing in schedules.items():
        kept = Schedule.objects.filter(name=name).first()
        if kept is None:
            Schedule.objects.create(name=name, **timing)
        elif any(getattr(kept, field) != value for field, value in timing.items()):
            Schedule.objects.filter(pk=kept.pk).update(**timing)


def ensure_schedules(**kwargs) -> None:
    ensure(SCHEDULES)
