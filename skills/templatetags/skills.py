"""How levels are drawn, and the way to one's record from other apps' pages."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skills.forms import level_choices
from skills.models import Claim, Mission

register = template.Library()

#: Centres of the four cells of a level, one beside the other.
CELLS = ((0, 0), (30, 17.3), (60, 0), (90, 17.3))


@register.inclusion_tag("skills/level.html")
def level_comb(claim: Claim, filled: int = 0) -> dict:
    """Four cells, as many opened as the level: a skill's cell fills only when somebody else attests it."""
    return {
        "claim": claim,
        "filled": filled,
        "cells": [
            (f"{x - 18:g} {y:g}", f"{x - 9:g} {y:g}", _cell(number, claim.level, filled))
            for number, (x, y) in enumerate(CELLS, start=1)
        ],
    }


def _cell(number: int, level: int, filled: int) -> str:
    if number <= filled:
        return "done"
    return "now" if number <= level else "todo"


@register.inclusion_tag("skills/progress.html")
def interview_comb(states: list[str]) -> dict:
    """The screens of the interview as a line of cells."""
    return {
        "cells": [
            (f"{x - 18:g} {y:g}", f"{x - 9:g} {y:g}", state)
            for state, (x, y) in zip(states, CELLS, strict=True)
        ]
    }


@register.simple_tag
def levels() -> list:
    """The four levels: (value, words)."""
    return level_choices()


@register.filter
def period(mission: Mission) -> str:
    """When a mission was, in words."""
    if mission.starts_on is None:
        return ""
    first = date_format(mission.starts_on, "F Y")
    if mission.ends_on is None:
        return _("since %(first)s") % {"first": first}
    last = date_format(mission.ends_on, "F Y")
    return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}


@register.filter
def in_hours(hours: Decimal) -> str:
    """A number of hours, in words."""
    return ngettext("%(n)s hour", "%(n)s hours", int(hours)) % {"n": number_format(hours.normalize())}


@register.filter
def hours_given(mission: Mission) -> str:
    """How much time a mission took, saying when it is an estimate."""
    total = mission.total_hours
    if total is None:
        return ""
    words = in_hours(total)
    return _("about %(hours)s") % {"hours": words} if mission.is_estimated else words


@register.filter
def lasts(mission: Mission) -> bool:
    """Whether the mission goes on."""
    return mission.ends_on is None or mission.ends_on > timezone.localdate()
