"""Share a part of one's record by a link."""

from __future__ import annotations

import secrets
import uuid
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry, Structure, User
from skills.models import Mission, SharedPage, SharedPageLink
from skills.record import Record
from skills.refusals import SharingRefused
from skills.rules.sharing import Problem, problem_with_choice, problem_with_page
from skills.shared import Choice, frozen
from skills.space import Space


@transaction.atomic
def share_page(
    *, actor: User, structure: Structure | None, token: uuid.UUID, choice: Choice
) -> tuple[SharedPage, str | None]:
    """The page, frozen as of now, and the secret of its address, which is kept nowhere; no secret where the same form
    was sent before, as it was given then. Raises SharingRefused.
    """
    # A mission that is being removed waits, then finds this page and closes it; so does another page of theirs.
    list(Mission.objects.of(actor).select_for_update(no_key=True).values_list("pk", flat=True))
    if there := SharedPage.objects.of(actor).filter(token=token).first():
        return there, None
    now, record = timezone.now(), Record(Space(actor, structure))
    problem = problem_with_choice(
        missions=choice.missions,
        claims=choice.claims,
        evidence=_evidence_of(record, choice),
        days=choice.days,
    )
    claimed = {line.claim.pk for shelf in record.shelves for line in shelf.lines}
    if not (set(choice.missions) <= record.kept and set(choice.claims) <= claimed):
        problem = Problem.GONE
    if problem:
        raise SharingRefused(problem)
    shown = frozen(record, choice, now)
    if problem := problem_with_page(shown=shown, open_now=SharedPage.objects.of(actor).open().count()):
        raise SharingRefused(problem)
    page = SharedPage.objects.create(
        volunteer=actor,
        token=token,
        label=" ".join(choice.label.split())[:100],
        shown=shown,
        made_at=now,
        expires_at=now + timedelta(days=choice.days),
    )
    # Neither the secret nor what is shown: whoever reads the log would read the page.
    LogEntry.objects.append(
        actor=actor, verb="page.shared", subject=page, structure=None, payload={"days": choice.days}
    )
    return page, new_address(page)


def _evidence_of(record: Record, choice: Choice) -> dict[int, int | None]:
    """The mission that each thing ticked shows, or None where it is not in the record."""
    missions = {one.pk: one.mission_id for one in record.evidence_told}
    return {pk: missions.get(pk) for pk in choice.evidence}


def new_address(page: SharedPage) -> str:
    """The secret of an address of this page, of which only the hash is kept."""
    secret = secrets.token_urlsafe(32)
    SharedPageLink.objects.create(page=page, secret_hash=SharedPageLink.hash_of(secret))
    return secret
