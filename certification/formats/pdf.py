"""A4 sheets through xhtml2pdf, made by the worker, never in a request.

What the sheet may read is a closed list: our two fonts, and pictures carried in the sheet itself. Whatever else its
markup names (an address, a file, a path with dots) is refused twice: by the link callback, then by the policy.
"""

from __future__ import annotations

import base64
import io
import logging
import os
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import lru_cache
from html import unescape
from pathlib import Path
from types import MappingProxyType
from typing import Any

import reportlab.rl_config
import segno
from django.conf import settings
from django.template.loader import get_template, render_to_string
from django.utils import translation
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from fontTools.ttLib import TTFont
from pypdf import PdfReader
from xhtml2pdf import pisa
from xhtml2pdf.config.resources import ResourceAccessPolicy

from certification.formats import swarm
from certification.formats.base import CannotRender, Format
from certification.formats.placing import (
    SUBJECT,
    TITLE,
    Layout,
    NotPlaceable,
    Slot,
    carrying_letters,
    marked,
    slots_of,
)
from certification.rules import glyphs

FONTS = Path(settings.ROOT) / "platform" / "static" / "vendor" / "fonts"
FONT_FILES = ("essaim-400.ttf", "essaim-700.ttf")
POLICY = ResourceAccessPolicy.server(FONTS, allow_remote=False, max_resources=8, max_render_seconds=30)

#: How a sheet is tried, from ample to tight, until it holds on one page; in the last, lists run on as one text.
STEPS = ("ample", "close", "small", "tight", "run")

# Compressed streams without the extra layer of ASCII85: smaller and faster. Same wording, same bytes: a second worker,
# or a second try, writes the very same file.
reportlab.rl_config.useA85 = 0
reportlab.rl_config.invariant = 1

# xhtml2pdf says each thing it does not draw as we meant; what matters is checked here (pages, glyphs, resources).
logging.getLogger("xhtml2pdf").setLevel(logging.ERROR)

_ONE_AT_A_TIME = threading.RLock()
#: Layouts that one process keeps, of 60 KB each: as many as there are schemes at work at once, and far more.
LAYOUTS = 64
_layouts: OrderedDict[tuple, Layout | None] = OrderedDict()


class Refused(ValueError):
    """The sheet asked for something outside the closed list."""


def only_ours(uri: str, rel: str | None = None) -> str:
    """Where a resource of the sheet is read: one of our two fonts, or carried in the sheet. Raises Refused."""
    if uri in FONT_FILES:
        return str(FONTS / uri)
    if uri.startswith(("data:image/png;base64,", "data:image/svg+xml;base64,")):
        return uri
    raise Refused(f"A sheet may not read {uri[:80]!r}.")


@lru_cache(maxsize=1)
def available() -> frozenset[int]:
    """The characters that both cuts of the font have. Read once per process."""
    cuts = [frozenset(TTFont(FONTS / name, lazy=True).getBestCmap()) for name in FONT_FILES]
    return frozenset.intersection(*cuts)


@lru_cache(maxsize=8)
def sheet_style(name: str) -> str:
    """The style of one sheet. Read once per process."""
    return render_to_string(name)


def picture(svg: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def qr_png(url: str) -> bytes:
    """The code as a picture of two colours, with its quiet zone, able to lose 15 %."""
    png = io.BytesIO()
    segno.make(url, error="m", micro=False).save(png, kind="png", scale=8, border=4, dark="#14282b")
    return png.getvalue()


def qr(png: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(png).decode()


def drawable(value: Any) -> Any:
    """The wording with every text as the font can draw it; emoji in titles go, names keep everything."""
    if isinstance(value, str):
        return glyphs.without_pictures(glyphs.drawable(value, available()), available())
    if isinstance(value, Mapping):
        return {key: drawable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [drawable(item) for item in value]
    return value


@contextmanager
def dated(day: date) -> Iterator[None]:
    """Reportlab writes this day as the file's date: it reads the clock or this variable, nothing else."""
    moment = datetime.combine(day, time(12), tzinfo=UTC)
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(int(moment.timestamp()))
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


def convert(html: str, css: str, *, day: date, meta: Mapping[str, str] | None = None) -> bytes:
    """The sheet's bytes. One at a time in a process: reportlab keeps its fonts in globals."""
    out = io.BytesIO()
    with _ONE_AT_A_TIME, dated(day):
        pisa.CreatePDF(
            html,
            dest=out,
            encoding="utf-8",
            default_css=css,
            link_callback=only_ours,
            resource_policy=POLICY,
            context_meta=meta,
        )
    return out.getvalue()


def page_count(data: bytes) -> int:
    return len(PdfReader(io.BytesIO(data)).pages)


@lru_cache(maxsize=8)
def html_used(template: str) -> str:
    """What the file of a template says: which of the two swarms its sheet has. Read once per process."""
    return get_template(template).template.source


@dataclass(frozen=True)
class Sheet:
    """The words of one sheet, ready to print, with the template and the style they go through."""

    words: Mapping[str, Any]
    template: str
    style: str
    titles: tuple[str, str] = ("", "")

    @property
    def day(self) -> date:
        return date.fromisoformat(self.words["granted_on"])

    def meta(self) -> dict[str, str]:
        """The properties of the file."""
        words = self.words
        title, subject = self.titles
        return {
            "title": title or f"{words['heading']} · {words['number']}",
            "author": words["structure"]["name"],
            "subject": subject or f"{words['title']} · {words['holder']['name']}",
        }

    def pictures(self) -> dict[str, str]:
        number = self.words["number"]
        return {
            "swarm_column": picture(swarm.column(number)),
            "swarm_band": picture(swarm.band(number)),
            "qr": qr(qr_png(self.words["verification_url"])),
        }

    def like(self, slots: Sequence[Slot]) -> Sheet:
        """The sheet that all have in common which differ in these slots alone."""
        return replace(self, words=marked(self.words, slots), titles=(TITLE, SUBJECT))

    @staticmethod
    @lru_cache(maxsize=1)
    def marked_pictures() -> dict[str, str]:
        """The same for all that are alike. Made once per process."""
        return {
            "swarm_column": picture(swarm.column_drawing("").marked()),
            "swarm_band": picture(swarm.band_drawing("").marked()),
            "qr": qr(qr_png("https://essaim.invalid/")),
        }

    def html(self, step: str, pictures: Mapping[str, str]) -> str:
        context = {"sheet": self.words, "step": step, "runs_on": step == "run", **pictures}
        return get_template(self.template).render(context)


class Pdf(Format):
    slug = "pdf"
    content_type = "application/pdf"
    suffix = ".pdf"

    def render(
        self,
        frozen: Mapping[str, Any],
        *,
        template: str,
        style: str,
        places: Mapping[str, float] = MappingProxyType({}),
    ) -> bytes:
        """The sheet; what stands at `places` (`certification.kinds.base.Kind.places`) is placed on the layout that
        all sheets of the same words share, where it can be.
        """
        with translation.override(frozen["language"]):
            sheet = Sheet(self.checked(frozen), template, style)
            if places:
                with suppress(NotPlaceable):
                    return self._placed(sheet, places)
            return self._laid_out(sheet, sheet.pictures())

    def _laid_out(self, sheet: Sheet, pictures: Mapping[str, str]) -> bytes:
        """All of the sheet by xhtml2pdf, in the amplest step that holds. Raises CannotRender."""
        for step in STEPS:
            html = sheet.html(step, pictures)
            self.check_glyphs(html)
            data = convert(html, sheet_style(sheet.style), day=sheet.day, meta=sheet.meta())
            if page_count(data) == 1:
                return data
        raise CannotRender(
            _("It does not hold on one page, even in the smallest size: shorten the name or the title.")
        )

    def _placed(self, sheet: Sheet, places: Mapping[str, float]) -> bytes:
        """The sheet on the layout of its like, kept by the process. Raises NotPlaceable."""
        slots = slots_of(sheet.words, places)
        like = sheet.like(slots)
        pictures = like.marked_pictures()
        html = like.html(STEPS[0], pictures)
        key = (html, sheet.style, sheet.day, sheet.words["structure"]["name"])
        with _ONE_AT_A_TIME:
            if key not in _layouts:
                _layouts[key] = self._layout_of(like, pictures, len(slots))
                while len(_layouts) > LAYOUTS:
                    _layouts.popitem(last=False)
            _layouts.move_to_end(key)
            layout = _layouts[key]
        if layout is None:
            raise NotPlaceable
        number, meta = sheet.words["number"], sheet.meta()
        landscape = "swarm_column" in html_used(sheet.template)
        drawing = swarm.column_drawing(number) if landscape else swarm.band_drawing(number)
        return layout.place(
            slots,
            swarm=drawing.ops(),
            image=qr_png(sheet.words["verification_url"]),
            title=meta["title"],
            subject=meta["subject"],
        )

    def _layout_of(self, like: Sheet, pictures: Mapping[str, str], slots: int) -> Layout | None:
        """The layout, or None where all such sheets are to be laid out whole."""
        try:
            with carrying_letters():
                return Layout(self._laid_out(like, pictures), slots)
        except (NotPlaceable, CannotRender):
            return None

    @staticmethod
    def checked(frozen: Mapping[str, Any]) -> dict[str, Any]:
        """The wording ready to print. Raises CannotRender for a name that the font cannot draw whole."""
        name = glyphs.drawable(frozen["holder"]["name"], available())
        if lacking := glyphs.missing(name, available()):
            raise CannotRender(
                _(
                    "The name holds characters that the document's font cannot print: %(characters)s. "
                    "Agree with the person on another spelling, then make the document again."
                )
                % {"characters": " ".join(lacking)}
            )
        if not name.strip():
            raise CannotRender(_("The name is empty."))
        return {**drawable(dict(frozen)), "holder": {**frozen["holder"], "name": name}}

    @staticmethod
    def check_glyphs(html: str) -> None:
        if lacking := glyphs.missing(unescape(strip_tags(html)), available()):
            raise CannotRender(
                _("The wording holds characters that the document's font cannot print: %(characters)s.")
                % {"characters": " ".join(lacking)}
            )
