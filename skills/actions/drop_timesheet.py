"""Drop a file of hours that is not to be kept."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from skills.actions.bring_timesheet import own_timesheet
from skills.models import Timesheet


@transaction.atomic
def drop_timesheet(*, timesheet: Timesheet, actor: User) -> None:
    """Forget the file. Of one that was kept, nothing changes. Raises NotYours."""
    timesheet = own_timesheet(timesheet, actor)
    if timesheet.kept_at is None:
        timesheet.delete()
