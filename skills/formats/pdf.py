"""A file of evidence as a PDF, on as many numbered pages as it takes, with the fonts of every document of the house."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.template.loader import get_template
from django.utils import translation
from django.utils.translation import gettext as _

from certification.formats.base import CannotRender
from certification.formats.pdf import Pdf, convert, drawable, sheet_style

TEMPLATE = "skills/formats/vae.html"
STYLE = "skills/formats/vae.css"
CONTENT_TYPE = "application/pdf"
#: Lines of tables that a PDF made in a request may have: some four seconds of one core. Thirty missions, twenty
#: competencies each.
MOST_ROWS = 600


def rows_in(words: Mapping[str, Any]) -> int:
    return sum(len(one["rows"]) for domain in words["domains"] for one in domain["competencies"])


def render(words: Mapping[str, Any]) -> bytes:
    """The file. Emoji go; raises CannotRender for a script that the font lacks, or for too long a record."""
    with translation.override(words["language"]):
        if rows_in(words) > MOST_ROWS:
            raise CannotRender(_("Your record is too long for a PDF made at once."))
        sheet = drawable(dict(words))
        html = get_template(TEMPLATE).render({"sheet": sheet})
        Pdf.check_glyphs(html)
        meta = {
            "title": f"{sheet['heading']} · {sheet['holder']}",
            "author": sheet["holder"],
            "subject": sheet["heading"],
        }
        return convert(html, sheet_style(STYLE), day=date.fromisoformat(words["on"]), meta=meta)
