"""Forget what somebody told of themselves: skills' own part of erasing them."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from skills.actions.remove_evidence import forget_files
from skills.actions.remove_mission import close_words
from skills.models import Association, Attestation, Claim, Evidence, Mission


@transaction.atomic
def forget_volunteer(*, person: User) -> None:
    """Delete the whole record: missions with the words on them, claims, evidence with its files, and the associations
    added for it alone. Of requests that nobody had answered, their links only say that the account is closed.

    Nothing of it is owed to anybody. An association that was listed since stays, without who added it. Safe to repeat.
    """
    forget_files(Evidence.objects.of(person).values_list("file_name", flat=True))
    # An officer who answers at this very moment waits, then finds their link closed.
    list(Mission.objects.of(person).select_for_update(no_key=True).values_list("pk", flat=True))
    close_words(Attestation.objects.of(person), Attestation.State.ERASED)
    Mission.objects.of(person).delete()
    Claim.objects.of(person).delete()
    added = Association.objects.filter(added_by=person)
    added.filter(listed=False, mission=None).delete()
    added.update(added_by=None)
