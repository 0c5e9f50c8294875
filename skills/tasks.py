"""What the worker does for skill records: thin, safe to repeat."""

from skills.actions.forget_timesheets import forget_timesheets as forget
from skills.actions.remind_officers import remind_officers as remind
from skills.actions.sweep_shared_pages import sweep_shared_pages as sweep


def remind_officers() -> str:
    """Remind officers who stay silent, close what had its time, forget addresses."""
    done = remind()
    return f"{done.reminded} reminded, {done.expired} expired, {done.forgotten} forgotten, {done.removed} removed"


def sweep_shared_pages() -> str:
    """Forget what was shared and may be read no more."""
    done = sweep()
    return f"{done.emptied} emptied, {done.removed} removed"


def forget_timesheets() -> str:
    """Forget files of hours that nobody kept."""
    return f"{forget()} forgotten"
