"""Texts of one question of Moodle XML, made plain; its embedded files; and what was lost on the way."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any
from urllib.parse import unquote

from django.utils.translation import gettext as _

from learning.exchange import texts
from learning.exchange.base import Picture

FORMATS = {"plain_text": texts.PLAIN, "markdown": texts.MARKDOWN, "moodle_auto_format": texts.MOODLE}
EMBEDDED = "@@PLUGINFILE@@/"
PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp)$", re.IGNORECASE)


def child(element: Any, name: str) -> Any:
    """The first child of this name, or None."""
    return element.find(name) if element is not None else None


def inner_text(element: Any) -> str:
    """The text of an element, in its <text> if it has one."""
    if element is None:
        return ""
    text = element.find("text")
    return "".join((element if text is None else text).itertext())


class Words:
    """Makes the texts of one question plain; `picture` is the one that the question shows."""

    def __init__(self, question: Any) -> None:
        self.notes: list[str] = []
        self.picture: Picture | None = None
        old = inner_text(child(question, "image_base64"))
        if old.strip():
            name = inner_text(child(question, "image")).strip()
            self.picture = self.opened(name, old, "")
            if self.picture is None:
                self.lost(name)

    def inner(self, element: Any) -> str:
        return texts.CONTROL.sub("", inner_text(element)).strip()

    def format_of(self, element: Any) -> str:
        return FORMATS.get((element.get("format") or "").strip(), texts.HTML)

    def plain(self, element: Any, *, keeps_picture: bool = False) -> str:
        """The words of an element. The first picture of the question itself is kept, others are said to be lost."""
        if element is None:
            return ""
        return self.made_plain(
            element, inner_text(element), self.format_of(element), keeps_picture=keeps_picture
        )

    def made_plain(self, element: Any, text: str, text_format: str, *, keeps_picture: bool = False) -> str:
        made = texts.plain(text, text_format)
        self.notes += made.notes
        words, used = made.text, set()
        for address, alt in made.pictures:
            name = unquote(address.removeprefix(EMBEDDED))
            used.add(name)
            picture = self.file(element, name, alt) if keeps_picture and self.picture is None else None
            if picture:
                self.picture = picture
            else:
                self.lost(name)
                words = f"{words} [{alt}]".strip() if alt and alt not in words else words
        for file in element.iterchildren("file"):
            if (name := file.get("name") or "") not in used:
                self.lost(name)
        return words

    def option(self, element: Any) -> tuple[str, Picture | None]:
        """The words of an answer; or the picture that it is, when it is nothing else (its words are then those)."""
        made = texts.plain(inner_text(element), self.format_of(element))
        if len(made.pictures) == 1:
            address, alt = made.pictures[0]
            picture = self.file(element, unquote(address.removeprefix(EMBEDDED)), alt)
            if picture and not made.text:
                self.notes += made.notes
                return alt, picture
        return self.plain(element), None

    def file(self, element: Any, name: str, alt: str) -> Picture | None:
        """A picture that travels with a text."""
        for file in element.iterchildren("file"):
            if file.get("name") == name and file.get("encoding") == "base64":
                return self.opened(name, "".join(file.itertext()), alt)
        return None

    @staticmethod
    def opened(name: str, text: str, alt: str) -> Picture | None:
        if not PICTURE.search(name):
            return None
        try:
            content = base64.b64decode(re.sub(r"\s+", "", text), validate=True)
        except (binascii.Error, ValueError):
            return None
        return Picture(name[-100:], content, " ".join(alt.split())[:250]) if content else None

    def lost(self, name: str) -> None:
        self.notes.append(_("The file %(name)s is left out.") % {"name": (name or "?")[-80:]})
