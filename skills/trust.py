"""Who stands behind what a record says."""

from __future__ import annotations

from collections.abc import Collection
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
    """Whose word it is that this mission called on this competency: the person's own, or the association's too, whose
    officer the house may have verified.

    Where officers confirm another level than the one declared, the words say the highest of theirs.
    """
    return _trust(line, line.levels_in(mission), line.verified_in(mission))


def trust_in_all(line: Line) -> Trust:
    """The same of this competency, whichever missions called on it."""
    return _trust(line, line.levels, [level for one in line.missions for level in line.verified_in(one)])


def _trust(line: Line, levels: Collection[int | None], verified: Collection[int | None]) -> Trust:
    behind = trust(levels, verified)
    if behind == Behind.DECLARED:
        return Trust(behind.value, _("declared by the person"))
    same, other = {
        Behind.ATTESTED: (
            _("attested by the association"),
            _("attested by the association at another level: %(level)s"),
        ),
        Behind.VERIFIED: (
            _("attested by the association, verified by the MDA"),
            _("attested by the association at another level, verified by the MDA: %(level)s"),
        ),
    }[behind]
    level = max(one for one in (verified if behind == Behind.VERIFIED else levels) if one is not None)
    if level == line.claim.level:
        return Trust(behind.value, same)
    return Trust(behind.value, other % {"level": dict(Claim.Level.choices)[level]})
