"""Put a draft of a scheme's rules in force."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry, User
from certification.actions.name_leads import managed_scheme
from certification.models import SchemeVersion
from certification.rules.periods import Period, place
from certification.rules.requirements import InvalidRequirements
from certification.scheme_refusals import ChangedMeanwhile, Damaged, EndsFirst, Overlap, Promised


@transaction.atomic
def put_in_force(
    *,
    version: SchemeVersion,
    actor: User,
    effective_from: date,
    effective_until: date | None = None,
    seen: str = "",
) -> SchemeVersion:
    """The version, promised from that day on; the endless one before it ends on the day before.

    Who has a dossier under the version before keeps it. `seen` is the `stamp` of the draft as this person read it:
    nobody promises what they have not read. Raises MayNotManage, Promised, ChangedMeanwhile, Damaged, EndsFirst or
    Overlap.
    """
    # One at a time for each scheme: two drafts at once would each see no other.
    scheme = managed_scheme(version.scheme, actor)
    version = SchemeVersion.objects.select_for_update(no_key=True).get(pk=version.pk)
    if not version.draft:
        raise Promised
    if seen and version.stamp != seen:
        raise ChangedMeanwhile
    try:
        version.read()
    except InvalidRequirements as reason:
        raise Damaged(str(reason)) from reason

    others = {one.label: one for one in scheme.versions.filter(draft=False).order_by("effective_from", "pk")}
    periods = [Period(one.label, one.effective_from, one.effective_until) for one in others.values()]
    placement = place(Period(version.label, effective_from, effective_until), periods, timezone.localdate())
    if placement.ends_first:
        raise EndsFirst
    if placement.clash:
        raise Overlap(placement.clash)
    if placement.follows:
        before = others[placement.follows]
        before.effective_until = placement.last_day
        before.save(update_fields=["effective_until"])
    version.draft, version.effective_from, version.effective_until = False, effective_from, effective_until
    version.save()
    LogEntry.objects.append(
        actor=actor,
        verb="scheme.in_force",
        subject=version,
        structure=scheme.structure,
        payload={
            "scheme": scheme.code,
            "version": version.label,
            "from": effective_from.isoformat(),
            "until": effective_until.isoformat() if effective_until else None,
            "ends": placement.follows,
        },
    )
    return version
