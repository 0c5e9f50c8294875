"""Forget what somebody told of themselves: skills' own part of erasing them."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from skills.actions.remove_evidence import forget_files
from skills.models import Association, Claim, Evidence, Mission


@transaction.atomic
def forget_volunteer(*, person: User) -> None:
    """Delete the whole record: missions, claims, evidence with its files, and the associations added for it alone.

    Nothing of it is owed to anybody. An association that was listed since stays, without who added it. Safe to repeat.
    """
    forget_files(Evidence.objects.of(person).values_list("file_name", flat=True))
    Mission.objects.of(person).delete()
    Claim.objects.of(person).delete()
    added = Association.objects.filter(added_by=person)
    added.filter(listed=False, mission=None).delete()
    added.update(added_by=None)
