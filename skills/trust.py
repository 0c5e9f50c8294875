"""Who stands behind what a record says."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from skills.models import Claim, Mission
from skills.rules.attestations import Trust as Behind
from skills.rules.attestations import trust
from skills.space import Line


@dataclass(frozen=True)
class Trust:
    """Whose word it is. `code` is what files for programs hold: never rename one."""

    code: str
    words: str


def trust_of(line: Line, mission: Mission) -> Trust:
    """Whose word it is that this mission called on this competency: the person's own, or the association's too.

    Where officers confirm another level than the one declared, the words say the highest of theirs.
    """
    levels = line.levels_in(mission)
    behind = trust(levels)
    if behind == Behind.DECLARED:
        return Trust(behind.value, _("declared by the person"))
    level = max(one for one in levels if one is not None)
    if level == line.claim.level:
        return Trust(behind.value, _("attested by the association"))
    words = _("attested by the association at another level: %(level)s")
    return Trust(behind.value, words % {"level": dict(Claim.Level.choices)[level]})
