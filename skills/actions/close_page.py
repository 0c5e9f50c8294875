"""Close a shared page."""

from __future__ import annotations

from django.db import transaction

from accounts.models import LogEntry, User
from skills.actions.change_address import own_page
from skills.models import SharedPage


@transaction.atomic
def close_page(*, page: SharedPage, actor: User) -> bool:
    """Whether the page was closed, and what it showed forgotten; it had ended where it was not. Raises NotYours."""
    page = own_page(page, actor)
    if not SharedPage.objects.filter(pk=page.pk).close():
        return False
    LogEntry.objects.append(actor=actor, verb="page.closed", subject=page, structure=None)
    return True


def close_showing(person: User, *, mission: int, evidence: int | None = None) -> int:
    """Close this person's pages that show this mission, or this one thing that shows it; how many that was.

    What is taken out of one's record is read nowhere any more, not even where it was frozen. Costs one query where no
    page is open.
    """
    found = [page for page in SharedPage.objects.of(person).open() if _shows(page, mission, evidence)]
    if found:
        SharedPage.objects.filter(pk__in=[page.pk for page in found]).close()
        lines = [(person, "page.closed", page, {}) for page in found]
        LogEntry.objects.append_many(structure=None, lines=lines)
    return len(found)


def _shows(page: SharedPage, mission: int, evidence: int | None) -> bool:
    told = [one for one in page.shown["missions"] if one["pk"] == mission]
    return (
        bool(told) if evidence is None else any(one["pk"] == evidence for m in told for one in m["evidence"])
    )
