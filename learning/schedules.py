"""The tasks that the worker runs by the clock for learning, kept in its table after each migration."""

from django_q.models import Schedule

from accounts.schedules import ensure

SCHEDULES = {
    "Send overdue attempts": {
        "func": "learning.tasks.close_overdue",
        "schedule_type": Schedule.MINUTES,
        "minutes": 1,
    },
    "Compute statistics of questions": {
        "func": "learning.tasks.compute_statistics",
        "schedule_type": Schedule.CRON,
        "cron": "10 4 * * *",
    },
    "Apply rules of enrolment": {
        "func": "learning.tasks.apply_rules",
        "schedule_type": Schedule.CRON,
        "cron": "35 2 * * *",
    },
    # Those asked for at once are told at once; this catches what was lost.
    "Mail notifications": {
        "func": "learning.tasks.mail_now",
        "schedule_type": Schedule.MINUTES,
        "minutes": 5,
    },
    # In the place's own time (`TIME_ZONE`): reminders first, so that they are in the digest of the day.
    "Remind of deadlines": {
        "func": "learning.tasks.remind_deadlines",
        "schedule_type": Schedule.CRON,
        "cron": "30 6 * * *",
    },
    "Write to those who have been away": {
        "func": "learning.tasks.relaunch",
        "schedule_type": Schedule.CRON,
        "cron": "40 6 * * *",
    },
    "Mail the digest of the day": {
        "func": "learning.tasks.mail_digests",
        "schedule_type": Schedule.CRON,
        "cron": "30 7 * * *",
    },
    "Forget old notifications": {
        "func": "learning.tasks.forget_notifications",
        "schedule_type": Schedule.CRON,
        "cron": "55 3 * * *",
    },
    "Forget lists of people": {
        "func": "learning.tasks.forget_lists",
        "schedule_type": Schedule.CRON,
        "cron": "45 3 * * *",
    },
}


def ensure_schedules(**kwargs) -> None:
    ensure(SCHEDULES)
