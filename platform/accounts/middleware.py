"""The door of the administration: who comes in, and what its pages may run."""

from __future__ import annotations

import json
import re
from secrets import token_urlsafe
from urllib.parse import urlencode

from csp.constants import SELF, UNSAFE_INLINE
from django.shortcuts import redirect, render
from django.urls import reverse

# For the administration alone, found by using it in Chromium: its text editor writes style elements. Style attributes
# and scripts stay as strict as on the public site; for the latter, see `let_widgets_start`.
ADMINISTRATION_POLICY = {"style-src-elem": [SELF, UNSAFE_INLINE]}
INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
# How Wagtail starts its choosers of pages, files and dates, and its lists of rows: one call of a known form with data.
WIDGET_START = re.compile(
    r"\s*(?:new [A-Z]\w*Chooser|initDateChooser|initTimeChooser|initDateTimeChooser)"
    r'\(\s*"[\w-]+",\s*(?P<data>\{.*\})\s*\);?\s*',
    re.DOTALL,
)
ROWS_START = re.compile(
    r"\s*\(function\(\) \{\s*var panel = new (?:Multiple\w+)?InlinePanel\("
    r'JSON\.parse\((?P<quoted>"(?:[^"\\<>\s]|\\u[0-9A-Fa-f]{4}| )*")\)\);\s*\}\)\(\);\s*'
)


def let_widgets_start(html: str, nonce: str) -> tuple[str, bool]:
    """The page whose inline scripts that only start one of Wagtail's widgets carry this nonce; and whether any does.

    A script of any other form, such as one that somebody slipped into a text, gets none and is not run: the
    administration needs no `unsafe-inline` for scripts. A nonce rather than hashes: rows added to a list start their
    widgets with the text of a template in which a number was changed.
    """

    def named(script: re.Match) -> str:
        return (
            f'<script nonce="{nonce}">{script[1]}</script>' if only_starts_a_widget(script[1]) else script[0]
        )

    allowed = INLINE_SCRIPT.sub(named, html)
    return allowed, allowed != html


def only_starts_a_widget(script: str) -> bool:
    """Whether this script is one call of a known form, given data and nothing that runs."""
    if start := WIDGET_START.fullmatch(script):
        return is_data(start["data"])
    start = ROWS_START.fullmatch(script)
    return start is not None and is_data(json.loads(start["quoted"]))


def is_data(text: str) -> bool:
    """Whether this is JSON, hence no expression that runs."""
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


class AdministrationMiddleware:
    """Sends visitors to our own sign-in page, and tells those who have no role here so, instead of sending them round.

    Wagtail would send somebody without the right back to sign in, who is signed in, and so on.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        root = reverse("wagtailadmin_home")
        if not request.path.startswith(root):
            return self.get_response(request)
        response = self.turn_away(request, root) or self.get_response(request)
        is_page = not response.streaming and response.get("Content-Type", "").startswith("text/html")
        response._csp_update = ADMINISTRATION_POLICY
        if is_page:
            nonce = token_urlsafe(16)
            html, has_widgets = let_widgets_start(response.content.decode(), nonce)
            if has_widgets:
                response.content = html
                response._csp_update = ADMINISTRATION_POLICY | {"script-src": [f"'nonce-{nonce}'"]}
        return response

    @staticmethod
    def turn_away(request, root: str):
        """The answer to somebody who does not come in, or None. Asks for permissions, which Wagtail reuses."""
        if request.path == reverse("wagtailadmin_login"):
            onward = {"next": request.GET.get("next") or root}
            return redirect(f"{reverse('account_login')}?{urlencode(onward)}")
        if request.user.is_authenticated and not request.user.has_perm("wagtailadmin.access_admin"):
            return render(request, "accounts/administration_closed.html", status=403)
        return None
