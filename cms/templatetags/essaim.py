"""What our pages are drawn with: icons, cells, combs of progress, durations.

Everything here is a function of its arguments: no query, no request. Drawings carry no style, only classes, because
the pages allow no inline style; their text alternative says in words what they show.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

from django import template
from django.conf import settings
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

register = template.Library()

ICONS = Path(settings.ROOT) / "platform" / "static" / "vendor" / "icons"

# A comb is made of flat-top hexagons, 20 units a side, drawn a little smaller so that they do not touch.
SIDE, ROW = 30, 34.641
HEXAGON = "l9-15.6h18l9 15.6-9 15.6h-18z"
CORE = "l4.5-7.8h9l4.5 7.8-4.5 7.8h-9z"
TICK = "l4 4.5 7-8.5"
# Cells (q, r) clockwise from the top: the six of the first ring, then the twelve of the second.
CELLS = (
    *((0, -1), (1, -1), (1, 0), (0, 1), (-1, 1), (-1, 0)),
    *((0, -2), (1, -2), (2, -2), (2, -1), (2, 0), (1, 1)),
    *((0, 2), (-1, 2), (-2, 2), (-2, 1), (-2, 0), (-1, -1)),
)
# How many cells fill the first ring, and both.
RINGS = (6, 18)
STATES = ("done", "now", "todo")


# --- Icons -------------------------------------------------------------------------------------------


class IconMissing(LookupError):
    """An icon that the asset build did not bring: its name is not in platform/static/icons.txt."""


@cache
def strokes(name: str) -> str:
    """The drawing inside one icon file. Read once per process."""
    try:
        drawing = (ICONS / f"{name}.svg").read_text()
    except FileNotFoundError:
        message = f"No icon “{name}”: add it to platform/static/icons.txt and run scripts/build_assets.py."
        raise IconMissing(message) from None
    inside = drawing.partition("<svg")[2].partition(">")[2].rpartition("</svg>")[0]
    return " ".join(inside.split())


@register.simple_tag
def icon(name: str) -> SafeString:
    """The icon, silent for those who listen: the words beside it say the same."""
    return mark_safe(  # noqa: S308 - our own files
        f'<svg class="icon" width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">{strokes(name)}</svg>'
    )


@register.simple_tag
def hexicon(name: str) -> SafeString:
    """The icon inside a hexagon: what callouts and verdicts open with."""
    return mark_safe(  # noqa: S308 - our own files
        '<svg class="hexicon" width="42" height="38" viewBox="-1 -1 42 38" aria-hidden="true">'
        '<path d="M2 18l9-15.6h18l9 15.6-9 15.6h-18z"/>'
        f'<svg x="10" y="8" width="20" height="20" viewBox="0 0 24 24">{strokes(name)}</svg></svg>'
    )


# --- Cells and combs ---------------------------------------------------------------------------------


def _at(x: float, y: float) -> str:
    return f"M{x:g} {round(y, 1):g}"


def _cell(state: str, x: float, y: float) -> str:
    """One hexagon around (x, y): full and ticked, opened, or hollow."""
    drawn = f'<path class="{state}" d="{_at(x - 18, y)}{HEXAGON}"/>'
    if state == "done":
        drawn += f'<path class="tick" d="{_at(x - 5.5, y + 0.5)}{TICK}"/>'
    elif state == "now":
        drawn += f'<path class="core" d="{_at(x - 9, y)}{CORE}"/>'
    return drawn


def in_words(states: Sequence[str]) -> str:
    """What a comb shows, for those who do not see it."""
    total, done = len(states), sum(state == "done" for state in states)
    if done == total:
        return ngettext("All done: %(n)s step", "All done: %(n)s steps", total) % {"n": total}
    if not done and "now" not in states:
        return ngettext("%(n)s step", "%(n)s steps", total) % {"n": total}
    words = ngettext("%(done)s step done out of %(total)s", "%(done)s steps done out of %(total)s", done)
    words %= {"done": done, "total": total}
    if "now" in states:
        place = states.index("now") + 1
        current = (
            gettext("the first is under way")
            if place == 1
            else gettext("number %(n)s is under way") % {"n": place}
        )
        words += f", {current}"
    return words


def count_of(states: Sequence[str]) -> str:
    """The figure in the heart: steps done out of all, or all where nothing has begun."""
    done = sum(state == "done" for state in states)
    begun = done or "now" in states
    return f"{done}/{len(states)}" if begun else str(len(states))


def _ring(states: tuple[str, ...], heart: str | None, words: str) -> str:
    whole = (*states, heart) if heart else states
    kind = "whole" if all(state == "done" for state in whole) else f"heart {heart}" if heart else "heart"
    count = count_of(whole)
    cells = "".join(
        _cell(state, SIDE * q, ROW * (r + q / 2)) for state, (q, r) in zip(states, CELLS, strict=False)
    )
    box = "-52 -54 104 108" if len(states) <= RINGS[0] else "-82 -89 164 178"
    # Figures as long as 12/18 are set smaller, to stay inside the heart.
    small = ' class="long"' if len(count) > 4 else ""
    return (
        f'<svg class="comb" width="104" height="108" viewBox="{box}" role="img" aria-label="{escape(words)}">'
        f'<path class="{kind}" d="M-18 0{HEXAGON}"/><text y="6"{small}>{count}</text>{cells}</svg>'
    )


def _line(states: tuple[str, ...], words: str) -> str:
    width = SIDE * (len(states) - 1) + 44
    cells = "".join(_cell(state, SIDE * place, ROW / 2 * (place % 2)) for place, state in enumerate(states))
    return (
        f'<svg class="comb line" width="{width}" height="58" viewBox="-22 -20 {width} 58" role="img"'
        f' aria-label="{escape(words)}">{cells}</svg>'
    )


def _bar(states: tuple[str, ...], words: str) -> str:
    done = sum(state == "done" for state in states)
    return (
        f'<span class="bar"><progress max="{len(states)}" value="{done}" aria-label="{escape(words)}"></progress>'
        f'<span class="small" aria-hidden="true">{count_of(states)}</span></span>'
    )


@lru_cache(maxsize=2048)
def _drawn(
    states: tuple[str, ...], heart: str | None, line: bool, label: str, language: str | None
) -> SafeString:
    """The same progress is drawn once per process and language: a catalogue shows it many times."""
    whole = (*states, heart) if heart else states
    words = label or in_words(whole)
    if len(states) > len(CELLS):
        return mark_safe(_bar(whole, words))  # noqa: S308 - words are escaped, states are ours
    if line:
        return mark_safe(_line(whole, words))  # noqa: S308
    return mark_safe(_ring(states, heart, words))  # noqa: S308


@register.simple_tag
def comb(
    steps: Sequence[str],
    heart: str = "",
    last_is_heart: bool | None = None,
    line: bool = False,
    label: str = "",
) -> SafeString:
    """Progress as a comb: one cell a step around a heart that gives the count; beyond eighteen cells, a bar.

    ``steps`` are states in order: "done" (full), "now" (opened: current, or declared and not yet attested), "todo"
    (hollow). ``last_is_heart`` draws the last of them as the heart, so that six sequences and a quiz are six cells
    and a heart; left out, it is so where the last would be alone on a new ring (7 steps, 19 steps). ``heart`` gives
    that last state apart from ``steps``. ``line`` draws a strip instead. ``label`` replaces the words read aloud.
    """
    states = tuple(str(step) for step in steps)
    if unknown := set(states) - set(STATES):
        raise ValueError(f"A step is one of {', '.join(STATES)}, not {', '.join(sorted(unknown))}.")
    if last_is_heart is None:
        last_is_heart = not heart and not line and len(states) - 1 in RINGS
    if last_is_heart and len(states) > 1:
        states, heart = states[:-1], states[-1]
    if not states:
        return SafeString("")
    return _drawn(states, heart or None, line, str(label), get_language())


@register.simple_tag
def cell(state: str, number: int | str = "") -> SafeString:
    """One step of a plan: ticked, opened, or hollow with its number. Silent: the words beside it say the state."""
    inner = format_html('<text y="6">{}</text>', number) if state == "todo" and number != "" else ""
    return mark_safe(  # noqa: S308 - the number is escaped
        f'<svg class="step" width="40" height="36" viewBox="-20 -18 40 36" aria-hidden="true">'
        f"{_cell(state, 0, 0)}{inner}</svg>"
    )


# --- Durations ---------------------------------------------------------------------------------------


@register.filter
def duration(minutes: int | None) -> str:
    """Minutes as one says them: 45 min, 4 h, 1 h 30. Nothing for nothing known."""
    if minutes is None or minutes == "":
        return ""
    hours, rest = divmod(int(minutes), 60)
    if not hours:
        return gettext("%(minutes)s\u00a0min") % {"minutes": rest}
    if not rest:
        return gettext("%(hours)s\u00a0h") % {"hours": hours}
    return gettext("%(hours)s\u00a0h\u00a0%(minutes)s") % {"hours": hours, "minutes": f"{rest:02}"}
