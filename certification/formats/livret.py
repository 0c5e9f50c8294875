"""A livret de formation as a PDF, on as many numbered pages as it takes, from its words alone. Neither numbered, kept
nor signed: it says how things stand at one moment, and says that it proves nothing by itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.template.loader import get_template
from django.utils import translation

from certification.formats.pdf import Pdf, convert, drawable, sheet_style

TEMPLATE = "certification/formats/livret.html"
STYLE = "certification/formats/livret.css"


def render(words: Mapping[str, Any]) -> bytes:
    """The file. The same words give the same bytes. Raises CannotRender for characters that the font lacks."""
    with translation.override(words["language"]):
        sheet = drawable(dict(words))
        html = get_template(TEMPLATE).render({"sheet": sheet})
        Pdf.check_glyphs(html)
        meta = {
            "title": f"{sheet['heading']} · {sheet['holder']}",
            "author": sheet["structure"]["name"],
            "subject": sheet["title"],
        }
        return convert(html, sheet_style(STYLE), day=date.fromisoformat(words["on"]), meta=meta)
