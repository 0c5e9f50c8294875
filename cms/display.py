"""How somebody reads: size of the text, and calm or not. Two choices kept in their own browser, by a cookie of ours.

The cookie holds one of six known words and nothing else is ever taken from it: an unknown value is no choice at all, so
that nothing a browser sends may name a kept page of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "affichage"
SECONDS = 365 * 24 * 60 * 60
SIZES = (0, 1, 2)


@dataclass(frozen=True)
class Display:
    """One way of reading: `size` 0 (ordinary), 1 or 2 (larger), `calm` without decoration, motion or bright colours."""

    size: int = 0
    calm: bool = False

    @property
    def code(self) -> str:
        """The same as the cookie and the key of a kept page say it; empty for the ordinary way."""
        return f"{self.size or ''}{'c' if self.calm else ''}"


EVERY_DISPLAY = {one.code: one for one in (Display(size, calm) for size in SIZES for calm in (False, True))}


def display_of(request: HttpRequest) -> Display:
    """How this browser reads."""
    return EVERY_DISPLAY.get(request.COOKIES.get(COOKIE, ""), EVERY_DISPLAY[""])


def changed(display: Display, *, size: str = "", calm: str = "") -> Display:
    """The same with what was chosen, each a digit as a form sends it; what is not offered changes nothing."""
    return Display(
        size=int(size) if size in map(str, SIZES) else display.size,
        calm=calm == "1" if calm in ("0", "1") else display.calm,
    )


def keep_display(response: HttpResponse, display: Display) -> None:
    """Have the browser keep this choice for a year, or forget it where it is the ordinary way."""
    if not display.code:
        response.delete_cookie(COOKIE, samesite="Lax")
        return
    response.set_cookie(
        COOKIE,
        display.code,
        max_age=SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
