"""Close an account for good and forget its person."""

from __future__ import annotations

from django.db import transaction

from accounts import letters
from accounts.models import LogEntry, User
from accounts.privacy import refusals_of, rooms
from accounts.refusals import ErasureRefused


@transaction.atomic
def erase(*, person: User, actor: User) -> bool:
    """Erase what every room holds of this person, but for what is owed to others; whether this call did.

    All or nothing, and once: a second click finds the person erased. Rooms go from the top down, since what is above
    leans on what is below. Documents granted keep their file, its hash and their number, so that they still verify;
    lines of the log stay, so that the chain holds. A last letter goes to the address, before it is forgotten. Raises
    ErasureRefused with its reasons.
    """
    locked = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if locked.erased_at is not None:
        return False
    if reasons := refusals_of(locked):
        raise ErasureRefused(reasons)
    farewell = {"email": locked.email, "display_name": locked.display_name}
    for room in reversed(rooms()):
        room.forget(person=locked)
    letters.write("account_erased", to=letters.Correspondent(**farewell))
    LogEntry.objects.append(actor=actor, verb="account.erased", subject=locked, structure=None)
    person.refresh_from_db()
    return True
