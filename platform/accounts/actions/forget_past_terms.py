"""Drop what closed accounts had left behind until a day that has gone by."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from accounts.privacy import rooms


def forget_past_terms() -> int:
    """Forget each erased person once more, which drops what was kept until now; how many people. Safe to repeat.

    One transaction a person: a fault in one holds back nobody else's.
    """
    people = list(User.objects.filter(erased_at__isnull=False).order_by("pk"))
    for person in people:
        with transaction.atomic():
            for room in reversed(rooms()):
                room.forget(person=person)
    return len(people)
