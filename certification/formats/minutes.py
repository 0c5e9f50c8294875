"""The minutes of a jury as a PDF, on as many numbered pages as they take, from their frozen words alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.template.loader import get_template
from django.utils import translation

from certification.formats.pdf import Pdf, convert, drawable, sheet_style

TEMPLATE = "certification/formats/minutes.html"
STYLE = "certification/formats/minutes.css"


def render(frozen: Mapping[str, Any]) -> bytes:
    """The file. The same words give the same bytes. Raises CannotRender for characters that the font lacks."""
    with translation.override(frozen["language"]):
        words = drawable(dict(frozen))
        html = get_template(TEMPLATE).render({"sheet": words})
        Pdf.check_glyphs(html)
        meta = {
            "title": f"{words['heading']} · {words['number']}",
            "author": words["structure"]["name"],
            "subject": words["title"],
        }
        return convert(html, sheet_style(STYLE), day=date.fromisoformat(frozen["closed_on"]), meta=meta)
