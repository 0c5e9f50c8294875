"""Missions and competencies as a text to paste in a CV: no markup, and nothing that only makes sense here."""

from __future__ import annotations

from django.template.defaultfilters import capfirst
from django.utils.translation import gettext as _

from skills.models import Mission
from skills.record import Record
from skills.templatetags.skills import hours_given, period


def cv_block(record: Record) -> str:
    """The text; empty when no mission is kept."""
    if not record.missions:
        return ""
    claimed: dict[int, list[str]] = {}
    for shelf in record.shelves:
        for line in shelf.lines:
            for mission in line.missions:
                claimed.setdefault(mission.pk, []).append(line.claim.title)
    parts = [_("VOLUNTEERING")]
    parts += [_mission(mission, claimed.get(mission.pk, [])) for mission in record.missions]
    if record.shelves:
        parts.append(_("COMPETENCIES"))
    for shelf in record.shelves:
        lines = [
            _("– %(competency)s: %(level)s")
            % {"competency": line.claim.title, "level": line.claim.get_level_display()}
            for line in shelf.lines
        ]
        parts.append("\n".join([shelf.title, *lines]))
    return "\n\n".join(parts) + "\n"


def _mission(mission: Mission, competencies: list[str]) -> str:
    lines = [
        f"{mission.role}, {mission.association}",
        ", ".join(filter(None, (capfirst(period(mission)), hours_given(mission)))),
        mission.activities.strip(),
        mission.achievements.strip(),
    ]
    if competencies:
        lines.append(_("Competencies: %(list)s") % {"list": ", ".join(competencies)})
    return "\n".join(filter(None, lines))
