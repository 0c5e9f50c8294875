"""What the worker does for skill records: thin, safe to repeat."""

from skills.actions.remind_officers import remind_officers as remind


def remind_officers() -> str:
    """Remind officers who stay silent, close what had its time, forget addresses."""
    done = remind()
    return f"{done.reminded} reminded, {done.expired} expired, {done.forgotten} forgotten, {done.removed} removed"
