"""A file of evidence as an OpenDocument text, to be reworked in any office suite.

Four small parts in a ZIP, rendered by Django: headings, paragraphs and tables are all it takes. The one library for
that (odfpy) has had no release since 2020. As the format asks (OpenDocument 1.3, part 2, 3.3), `mimetype` comes first
and is not compressed, so that a file is known by its first bytes. Every character that XML can hold is kept.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

CONTENT_TYPE = "application/vnd.oasis.opendocument.text"
PARTS = {
    "META-INF/manifest.xml": "skills/formats/odt/manifest.xml",
    "meta.xml": "skills/formats/odt/meta.xml",
    "styles.xml": "skills/formats/odt/styles.xml",
    "content.xml": "skills/formats/odt/content.xml",
}


def render(words: Mapping[str, Any]) -> bytes:
    """The file. The same words give the same bytes."""
    out = io.BytesIO()
    moment = (*date.fromisoformat(words["on"]).timetuple()[:3], 12, 0, 0)
    with translation.override(words["language"]), zipfile.ZipFile(out, "w") as zipped:
        zipped.writestr(zipfile.ZipInfo("mimetype", moment), CONTENT_TYPE)
        for name, template in PARTS.items():
            part = zipfile.ZipInfo(name, moment)
            part.compress_type = zipfile.ZIP_DEFLATED
            zipped.writestr(part, render_to_string(template, {"sheet": words}))
    return out.getvalue()
