"""Drop a draft of a scheme's rules."""

from __future__ import annotations

from django.db import transaction

from accounts.models import LogEntry, User
from certification.actions.write_draft import check_manager
from certification.models import SchemeVersion
from certification.scheme_refusals import Promised


@transaction.atomic
def drop_draft(*, version: SchemeVersion, actor: User) -> None:
    """Forget a draft, which was promised to nobody; the log says that there was one. Raises MayNotManage or
    Promised.
    """
    scheme = version.scheme
    check_manager(structure=scheme.structure, actor=actor)
    draft = SchemeVersion.objects.select_for_update(no_key=True).filter(pk=version.pk).first()
    if draft is None:
        return
    if not draft.draft:
        raise Promised
    LogEntry.objects.append(
        actor=actor,
        verb="scheme.draft_dropped",
        subject=scheme,
        structure=scheme.structure,
        payload={"scheme": scheme.code, "version": draft.label},
    )
    draft.delete()
