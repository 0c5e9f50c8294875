"""Copy a version's rules into a new draft."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from certification.actions.write_draft import write_draft
from certification.models import SchemeVersion


@transaction.atomic
def copy_version(*, version: SchemeVersion, actor: User) -> SchemeVersion:
    """A draft that says the same, under a name of its own, to begin today. Raises MayNotManage or Damaged."""
    taken = set(version.scheme.versions.values_list("label", flat=True))
    label = _("%(label)s, copy") % {"label": version.label[:25]}
    names = [label, *(f"{label} {number}" for number in range(2, len(taken) + 3))]
    draft = SchemeVersion.objects.select_related("scheme__structure").get(pk=version.pk)
    draft.pk, draft._state.adding = None, True
    draft.label = next(name for name in names if name not in taken)
    draft.effective_from, draft.effective_until = timezone.localdate(), None
    return write_draft(version=draft, actor=actor)
