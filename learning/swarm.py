"""All that somebody undertook, drawn as a swarm that fills up from its middle: one cell a step."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import pairwise

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext

HEXAGON = "l9-15.6h18l9 15.6-9 15.6h-18z"
SIDE, ROW = 30, 34.641
FLATTENED = 1.6  # wider than high, so that it stands well beside words and on a telephone
MOST_CELLS = 240  # beyond, one cell stands for several steps


@cache
def _places(count: int) -> tuple[tuple[float, float], ...]:
    """The places of so many cells, from the middle outwards."""
    reach = int(count**0.5) + 4
    cells = (
        (SIDE * q, ROW * (r + q / 2)) for q in range(-reach, reach + 1) for r in range(-2 * reach, 2 * reach)
    )
    return tuple(sorted(cells, key=lambda at: ((at[0] / FLATTENED) ** 2 + at[1] ** 2, at[0], at[1]))[:count])


def _cells(places: tuple[tuple[float, float], ...]) -> str:
    return "".join(f"M{x - 18:g} {y:.1f}{HEXAGON}" for x, y in places)


@lru_cache(maxsize=512)
def _drawn(done: int, now: int, todo: int, words: str, _language: str | None) -> SafeString:
    total = done + now + todo
    scale = min(1, MOST_CELLS / total)
    # Something done or left to do is never scaled away.
    sizes = [max(1, round(n * scale)) if n else 0 for n in (done, now, todo)]
    places = _places(sum(sizes))
    ends = [0, sizes[0], sizes[0] + sizes[1], len(places)]
    paths = "".join(
        f'<path class="{state}" d="{_cells(places[start:end])}"/>'
        for state, (start, end) in zip(("done", "now", "todo"), pairwise(ends), strict=True)
        if end > start
    )
    xs, ys = zip(*places, strict=True)
    left, top = min(xs) - 22, min(ys) - 20
    box = f"{left:g} {top:.1f} {max(xs) - left + 22:g} {max(ys) - top + 20:.1f}"
    width, height = max(xs) - left + 22, max(ys) - top + 20
    return mark_safe(  # noqa: S308 - words are escaped, the rest is figures
        f'<svg class="flight" width="{width:g}" height="{height:.0f}" viewBox="{box}"'
        f' role="img" aria-label="{escape(words)}">{paths}</svg>'
    )


def swarm_in_words(done: int, total: int) -> str:
    """What the swarm shows, for those who do not see it."""
    return ngettext(
        "%(done)s step done out of %(total)s in all", "%(done)s steps done out of %(total)s in all", done
    ) % {"done": done, "total": total}


def swarm(states: list[str]) -> SafeString:
    """The drawing of these steps: "done" in the middle, "now" around, "todo" outside. Nothing without any step."""
    if not states:
        return SafeString("")
    done, now = states.count("done"), states.count("now")
    words = swarm_in_words(done, len(states))
    return _drawn(done, now, len(states) - done - now, words, get_language())
