"""A file of evidence as a PDF, on as many numbered pages as it takes, with the fonts of every document of the house."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.template.loader import get_template
from django.utils import translation

from certification.formats.pdf import Pdf, convert, drawable, sheet_style

TEMPLATE = "skills/formats/vae.html"
STYLE = "skills/formats/vae.css"
CONTENT_TYPE = "application/pdf"


def render(words: Mapping[str, Any]) -> bytes:
    """The file. Emoji go; for a script that the font lacks, raises CannotRender with the characters."""
    with translation.override(words["language"]):
        sheet = drawable(dict(words))
        html = get_template(TEMPLATE).render({"sheet": sheet})
        Pdf.check_glyphs(html)
        meta = {
            "title": f"{sheet['heading']} · {sheet['holder']}",
            "author": sheet["holder"],
            "subject": sheet["heading"],
        }
        return convert(html, sheet_style(STYLE), day=date.fromisoformat(words["on"]), meta=meta)
