"""Who stands behind what a record says."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from skills.models import Claim, Mission


@dataclass(frozen=True)
class Trust:
    """Whose word it is. `code` is what files for programs hold: never rename one."""

    code: str
    words: str


def trust_of(claim: Claim, mission: Mission) -> Trust:
    """Whose word it is that this mission called on this competency: so far, always the person's own."""
    return Trust("declared", _("declared by the person"))
