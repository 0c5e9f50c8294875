"""What a page shared by a link says: every word of it, frozen as of the day it is shared."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.defaultfilters import capfirst
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skills.evidence import BY_SLUG
from skills.models import Evidence, Mission
from skills.record import Record
from skills.rules.attestations import Trust
from skills.rules.sharing import initials
from skills.rules.writable import paragraphs, writable
from skills.space import Line, Said, behind
from skills.templatetags.skills import hours_given, period
from skills.trust import trust_in_all

#: The shape of what is frozen. A template reads it; raise it when a key changes its meaning, never otherwise.
SHAPE = 1


@dataclass(frozen=True)
class Choice:
    """What a person ticks of their record: rows by their `pk`; whether their name is whole, and their own words go too.

    `days`: how long it is read. `label`: for whom it is, for themselves alone.
    """

    missions: Collection[int] = ()
    claims: Collection[int] = ()
    evidence: Collection[int] = ()
    days: int = 7
    whole_name: bool = False
    own_words: bool = True
    label: str = ""


def frozen(record: Record, choice: Choice, now: datetime) -> dict[str, Any]:
    """All that the page says, in plain values. Of files, their name alone; of a document, its address only where the
    name is whole, as whoever verifies it reads the name."""
    name = record.person.display_name
    missions = [one for one in record.missions if one.pk in choice.missions]
    shown = [one for one in record.evidence_told if one.pk in choice.evidence]
    shelves = [
        {
            "title": shelf.title,
            "competencies": [
                _competency(record, line, missions) for line in shelf.lines if line.claim.pk in choice.claims
            ],
        }
        for shelf in record.shelves
    ]
    return writable(
        {
            "shape": SHAPE,
            "language": get_language(),
            "on": timezone.localdate(now).isoformat(),
            "name": name if choice.whole_name else initials(name),
            "missions": [
                _mission(record, one, shown, own_words=choice.own_words, linked=choice.whole_name)
                for one in missions
            ],
            "domains": [shelf for shelf in shelves if shelf["competencies"]],
        }
    )


def _mission(
    record: Record, mission: Mission, shown: list[Evidence], *, own_words: bool, linked: bool
) -> dict[str, Any]:
    told = [
        ("", mission.activities),
        (_("What came of it"), mission.achievements),
        (_("The association"), mission.context),
    ]
    said = record.space.said.get(mission.pk, [])
    trust = behind(said)
    return {
        "pk": mission.pk,
        "role": mission.role,
        "association": str(mission.association),
        "facts": ", ".join(filter(None, (capfirst(period(mission)), hours_given(mission)))),
        "told": [
            {"label": label, "lines": paragraphs(text)} for label, text in told if own_words and text.strip()
        ],
        "trust": trust.value,
        "trust_words": _trust_words(trust, said),
        "evidence": [_evidence(one, linked=linked) for one in shown if one.mission_id == mission.pk],
    }


def _trust_words(trust: Trust, said: list[Said]) -> str:
    """Whose word a mission is, with the day of the association's."""
    if trust == Trust.DECLARED:
        return _("declared by the person")
    given = [
        one.attestation.answered_at
        for one in said
        if one.verified or (one.counts and trust != Trust.VERIFIED)
    ]
    words = {
        Trust.ATTESTED: _("attested by the association on %(day)s"),
        Trust.VERIFIED: _("attested by the association on %(day)s, verified by the MDA"),
    }[trust]
    return words % {"day": date_format(timezone.localdate(max(given)), "j F Y")}


def _competency(record: Record, line: Line, missions: list[Mission]) -> dict[str, Any]:
    framework, trust = record.frameworks[line.claim.framework_id], trust_in_all(line)
    within = {one.pk for one in line.missions}
    return {
        "title": line.claim.title,
        "level": line.claim.level,
        "level_words": str(line.claim.get_level_display()),
        "framework": _("%(framework)s, version %(version)s")
        % {"framework": framework.title, "version": framework.number},
        "missions": [one.role for one in missions if one.pk in within],
        "trust": trust.code,
        "trust_words": trust.words,
    }


def _evidence(one: Evidence, *, linked: bool) -> dict[str, Any]:
    address = one.url
    if one.public_id and linked:
        address = reverse("certification:verification", args=[one.public_id])
    return {
        "pk": one.pk,
        "title": one.title,
        "kind": str(BY_SLUG[one.kind].label),
        "address": address,
        "lines": [] if one.public_id else paragraphs(one.text),
    }
