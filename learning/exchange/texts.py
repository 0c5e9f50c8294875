"""Texts of other people's files: their bytes, and their formats made plain.

Our fields hold plain text, escaped wherever it is shown: markup is never kept, its meaning is as far as plain text has
it (line breaks, lists, indices, addresses of links, words of pictures). What is lost is said in notes.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.utils.translation import gettext as _

HTML, MOODLE, MARKDOWN, PLAIN = "html", "moodle", "markdown", "plain"

# What XML and PostgreSQL refuse in a text.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]|[\ud800-\udfff]")
BLOCKS = frozenset(
    "address article aside blockquote dd div dl dt figure footer h1 h2 h3 h4 h5 h6 header hr legend main nav p "
    "pre section table tbody tfoot thead tr".split()
)
LISTS = frozenset(("ol", "ul"))
SILENT = frozenset(("script", "style", "head", "title", "svg", "math", "noscript", "template"))
PLAYED = frozenset(("audio", "video", "iframe", "object", "embed", "canvas", "svg", "math", "picture"))
TAG = re.compile(
    r"</?(?:p|br|b|i|u|em|strong|span|div|img|a|ul|ol|li|table|t[rdh]|thead|tbody|su[pb]|h[1-6]|pre|code|tt|font|script"
    r"|style|blockquote)(?:\s+[\w:-]+\s*=\s*[\"'][^<>]*|\s*)/?>",
    re.IGNORECASE,
)
ENTITY = re.compile(r"&(?:nbsp|amp|lt|gt|quot|apos|#\d{1,6}|#x[0-9a-f]{1,5});", re.IGNORECASE)
SUPERSCRIPTS = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
SUBSCRIPTS = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
RAISED = {"sup": (SUPERSCRIPTS, "^"), "sub": (SUBSCRIPTS, "_")}


def decoded(content: bytes) -> str:
    """A file as text, whatever it was written in, with \\n at the end of lines.

    A byte order mark is believed; then UTF-8 is tried; what is neither was written by an old Windows.
    """
    if content.startswith(codecs.BOM_UTF8):
        text = content.decode("utf-8-sig", "replace")
    elif content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = content.decode("utf-16", "replace")
    elif content[1:2] == b"\0" or content[:1] == b"\0":
        text = content.decode("utf-16-le" if content[1:2] == b"\0" else "utf-16-be", "replace")
    else:
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            try:
                text = content.decode("cp1252")
            except UnicodeDecodeError:
                text = content.decode("latin-1")
    return text.replace("\r\n", "\n").replace("\r", "\n")


@dataclass
class Plain:
    """A text made plain: `pictures` are the addresses and words of the pictures that stood in it."""

    text: str
    pictures: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def plain(text: str, text_format: str = HTML) -> Plain:
    """A text of one of the formats of Moodle, made plain."""
    text = CONTROL.sub("", text)
    if text_format == PLAIN:
        return Plain(text.strip())
    pictures: list[tuple[str, str]] = []
    if text_format == MARKDOWN:
        text = _without_markdown(text, pictures)
    if text_format == HTML or TAG.search(text) or ENTITY.search(text):
        reader = _Reader(keeps_lines=text_format != HTML)
        reader.feed(text)
        reader.close()
        return Plain(_tidied(reader.text()), pictures + reader.pictures, reader.notes())
    return Plain(text.strip(), pictures)


def _tidied(text: str) -> str:
    lines = "\n".join(line.rstrip(" \t") for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def _without_markdown(text: str, pictures: list[tuple[str, str]]) -> str:
    """Markdown without its marks of emphasis, links and pictures; lists and paragraphs read well as they are."""

    def picture(match: re.Match) -> str:
        pictures.append((match[2], match[1]))
        return match[1]

    text = re.sub(r"!\[([^\]\n]{0,500})\]\(([^)\s]{1,2000})[^)\n]{0,200}\)", picture, text)
    text = re.sub(r"(?<!!)\[([^\]\n]{1,500})\]\((https?://[^)\s]{1,2000})\)", r"\1 (\2)", text)
    text = re.sub(r"(\*\*|__)(?=\S)([^*_\n]{1,2000}?)(?<=\S)\1", r"\2", text)
    text = re.sub(r"(?<![\w*_])([*_])(?=\S)([^*_\n]{1,2000}?)(?<=\S)\1(?![\w*_])", r"\2", text)
    return re.sub(r"(?m)^#{1,6} +", "", text)


class _Reader(HTMLParser):
    """Gathers the words of some HTML."""

    def __init__(self, *, keeps_lines: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.keeps_lines = keeps_lines
        self.parts: list[str] = []
        self.pictures: list[tuple[str, str]] = []
        self.left_out: list[str] = []
        self.lists: list[int | None] = []
        self.silent = self.preformatted = 0
        self.raised: list[tuple[str, int]] = []
        self.links: list[tuple[str, int]] = []

    def text(self) -> str:
        return "".join(self.parts)

    def notes(self) -> list[str]:
        return [
            _("“%(element)s” in the text is left out.") % {"element": name}
            for name in dict.fromkeys(self.left_out)
        ]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in PLAYED:
            self.left_out.append(tag)
        if tag in SILENT:
            self.silent += 1
        elif tag == "br":
            self.parts.append("\n")
        elif tag == "img":
            self.pictures.append((values.get("src", ""), values.get("alt", "").strip()))
        elif tag == "a":
            self.links.append((values.get("href", ""), len(self.parts)))
        elif tag in RAISED:
            self.raised.append((tag, len(self.parts)))
        elif tag in LISTS:
            self.lists.append(0 if tag == "ol" else None)
            self.break_line()
        elif tag == "li":
            self.start_item()
        elif tag in ("td", "th"):
            self.start_cell()
        elif tag in BLOCKS:
            self.preformatted += tag == "pre"
            self.break_line(twice=tag == "p")

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.silent = max(self.silent - 1, 0)
        elif tag in RAISED and self.raised:
            self.end_raised()
        elif tag == "a" and self.links:
            self.end_link()
        elif tag in LISTS and self.lists:
            self.lists.pop()
            self.break_line()
        elif tag in BLOCKS:
            self.preformatted = max(self.preformatted - (tag == "pre"), 0)
            self.break_line(twice=tag == "p")

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        if not (self.preformatted or self.keeps_lines):
            # As a browser shows it: any run of spaces is one, and none starts a line.
            data = re.sub(r"[ \t\n\r\f]+", " ", data)
            last = self.parts[-1] if self.parts else "\n"
            if last.endswith(("\n", " ")):
                data = data.lstrip(" ")
        if data:
            self.parts.append(data)

    def break_line(self, *, twice: bool = False) -> None:
        """Start a new line, and leave an empty one before it if asked; nothing before the first words."""
        end = "".join(self.parts[-3:])
        if self.lists and self.lists[-1] is not None and end.endswith(". "):
            return  # a paragraph right after the number of its item
        if not end.strip(" \n") or end.endswith("- "):
            return
        wanted = 2 if twice and not self.lists else 1
        there = len(end) - len(end.rstrip("\n"))
        if wanted > there:
            self.parts.append("\n" * (wanted - there))

    def start_item(self) -> None:
        self.break_line()
        mark = "- "
        if self.lists and self.lists[-1] is not None:
            self.lists[-1] += 1
            mark = f"{self.lists[-1]}. "
        self.parts.append("  " * max(len(self.lists) - 1, 0) + mark)

    def start_cell(self) -> None:
        if self.parts and not self.parts[-1].endswith("\n"):
            self.parts.append(" | ")

    def end_raised(self) -> None:
        tag, start = self.raised.pop()
        letters, mark = RAISED[tag]
        words = "".join(self.parts[start:])
        kept = words.translate(letters)
        if any(ord(letter) not in letters for letter in words.strip()):
            kept = f"{mark}{words}" if len(words) == 1 else f"{mark}({words})"
        self.parts[start:] = [kept] if words.strip() else []

    def end_link(self) -> None:
        address, start = self.links.pop()
        words = "".join(self.parts[start:]).strip()
        if address.startswith(("http://", "https://")) and address not in words:
            self.parts.append(f" ({address})" if words else address)
