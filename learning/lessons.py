"""The blocks of a lesson, made into HTML once and kept until content changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from cms.freshness import remember
from learning.previews import is_preview

if TYPE_CHECKING:
    from learning.models import SequencePage


def rendered_lesson(sequence: SequencePage, request) -> SafeString:
    """The lesson's blocks as HTML. A preview is always made anew and never kept."""
    if is_preview(request):
        return _render(sequence)
    # The host, since links to other sites of the network are written with theirs.
    return remember(("lesson", sequence.pk, get_language(), request.get_host()), lambda: _render(sequence))


def _render(sequence: SequencePage) -> SafeString:
    # Nothing of the person goes in: what comes out is shown to everybody.
    return render_to_string(
        "components/stream.html", {"stream": sequence.body, "page": sequence, "request": None}
    )
