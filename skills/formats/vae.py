"""The wording of a file of evidence for a VAE: by competency, what was done, for how long, the level, what shows it.

What such a file is asked to hold (activities, dates and durations, organisation, tasks by activity, skills, proofs, who
attests): `domain/reference.md`, section 2.5. The official file is another one: this is what it is written from.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.template.defaultfilters import capfirst
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skills.evidence import BY_SLUG
from skills.models import Evidence, Mission
from skills.record import Record
from skills.rules.writable import paragraphs, writable
from skills.space import Line
from skills.templatetags.skills import hours_given, period
from skills.trust import trust_of


def words_of(record: Record, now: datetime) -> dict[str, Any]:
    """All that the file says, in plain values: the same for every format."""
    today = timezone.localdate(now)
    words = {
        "language": get_language(),
        "on": today.isoformat(),
        "heading": _("Evidence file for a VAE"),
        "holder": record.person.display_name,
        "day": _("Made on %(day)s") % {"day": date_format(today, "j F Y")},
        "is_heading": _("What this file is, and what it is not"),
        "is": [
            _(
                "It gathers what the person says of their volunteering, to write a VAE file from. It is neither a "
                "certificate, nor an attestation, nor the official file."
            ),
            _("Whose word each line is stands in its last column."),
        ],
        "missions_heading": _("Activities"),
        "missions": [_mission(mission) for mission in record.missions],
        "none": "" if record.missions else _("No mission is wholly told yet."),
        "domains_heading": _("Evidence by competency"),
        "columns": [_("Activity"), _("Period"), _("Duration"), _("Whose word it is")],
        "domains": [
            {"title": shelf.title, "competencies": [_competency(record, line) for line in shelf.lines]}
            for shelf in record.shelves
        ],
        "page": _("page"),
    }
    return writable(words)


def _mission(mission: Mission) -> dict[str, Any]:
    association = mission.association
    name = f"{association} ({association.rna})" if association.rna else str(association)
    facts = [
        (_("Association"), name),
        (_("Period"), capfirst(period(mission))),
        (_("Time given"), capfirst(hours_given(mission)) or _("not told")),
    ]
    told = [
        (_("What I did"), mission.activities),
        (_("What came of it"), mission.achievements),
        (_("The association"), mission.context),
    ]
    return {
        "title": mission.role,
        "facts": [{"label": _("%(label)s:") % {"label": label}, "value": value} for label, value in facts],
        "told": [{"label": label, "lines": paragraphs(text)} for label, text in told if text.strip()],
    }


def _competency(record: Record, line: Line) -> dict[str, Any]:
    claim = line.claim
    framework = record.frameworks[claim.framework_id]
    return {
        "title": claim.title,
        "level": _("Level declared: %(level)s") % {"level": claim.get_level_display()},
        "framework": _("%(framework)s, version %(version)s; declared on %(day)s")
        % {
            "framework": framework.title,
            "version": framework.number,
            "day": date_format(timezone.localtime(claim.declared_at), "j F Y"),
        },
        "rows": [
            [
                f"{mission.role}, {mission.association.name}",
                capfirst(period(mission)),
                capfirst(hours_given(mission)) or _("not told"),
                capfirst(trust_of(line, mission).words),
            ]
            for mission in line.missions
        ],
        "evidence_label": _("What shows it:"),
        "evidence": [
            *(_shown(one) for one in line.evidence),
            *(f"{capfirst(one.kind)} {one.number}, {one.title}" for one in line.earned),
        ],
    }


def _shown(one: Evidence) -> str:
    return _("%(name)s (%(kind)s)") % {"name": one.title, "kind": str(BY_SLUG[one.kind].label).lower()}
