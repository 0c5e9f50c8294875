"""A file of Moodle XML, read without entities, network or anything huge."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from learning.exchange import extras
from learning.exchange.base import Found, Reading, Remark, Skipped, Unreadable
from learning.exchange.categories import path_of
from learning.exchange.moodle_xml.bodies import READERS, Read
from learning.exchange.moodle_xml.words import Words, child, inner_text
from learning.exchange.texts import CONTROL, decoded

MOST_POINTS = 100
CATEGORY, DESCRIPTION = "category", "description"


def read(content: bytes) -> Reading:
    """The questions of a file, and why the others are skipped. Raises `Unreadable`."""
    root = root_of(decoded(content))
    if root.tag != "quiz":
        raise Unreadable(
            _("This XML holds no questions of Moodle: it starts with “%(tag)s”.")
            % {"tag": str(root.tag)[:80]}
        )
    reading, category = Reading(), ""
    for element in root.iterchildren("question"):
        kind = (element.get("type") or "").strip().lower()
        if kind == CATEGORY:
            category = path_of(inner_text(child(element, "category")))
            continue
        try:
            reading.questions.append(question_of(element, kind, category))
        except Skipped as reason:
            reading.skipped.append(Remark(element.sourceline or 0, str(reason)))
    return reading


def root_of(text: str) -> Any:
    """The root element. Raises `Unreadable`."""
    text = re.sub(r"^\ufeff?\s*<\?xml[^>]*\?>", lambda match: "\n" * match[0].count("\n"), text)
    if starts_with_doctype(text):
        raise Unreadable(_("This file declares a document type, which is refused for safety: remove it."))
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_pis=True,
        encoding="utf-8",
    )
    try:
        return etree.fromstring(CONTROL.sub("", text).encode(), parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(
            _("Line %(line)s of this XML cannot be read: %(error)s")
            % {"line": error.lineno or 0, "error": str(error.msg or "")[:200]}
        ) from None


def starts_with_doctype(text: str) -> bool:
    """Whether a document type is declared before the root element."""
    place = 0
    while (place := text.find("<", place)) >= 0:
        if text.startswith("<?", place):
            end = text.find("?>", place)
        elif text.startswith("<!--", place):
            end = text.find("-->", place)
        else:
            return text[place : place + 9].upper() == "<!DOCTYPE"
        if end < 0:
            return False
        place = end
    return False


def question_of(element: Any, kind: str, category: str) -> Found:
    """One question. Raises `Skipped`."""
    own = extras.read(inner_text(child(element, "essaim")))
    if kind == DESCRIPTION and not own.get("kind"):
        raise Skipped(_("It is a description: there is nothing to answer."))
    reader = READERS.get(kind) if kind != DESCRIPTION else lambda _element, _words: Read(extras.foreign(own))
    if reader is None:
        raise Skipped(
            _("Questions of type “%(type)s” do not exist here.") % {"type": kind[:60]}
            if kind
            else _("It does not say its type.")
        )
    words = Words(element)
    name = " ".join(words.inner(child(element, "name")).split())
    prompt = words.plain(child(element, "questiontext"), keeps_picture=True)
    body = reader(element, words)
    if body.takes_prompt:
        prompt = ""
    found = Found(
        line=element.sourceline or 0,
        name=name,
        prompt=prompt,
        body=body.body,
        category=category,
        feedback=words.plain(child(element, "generalfeedback")),
        hint="\n".join(filter(None, (words.plain(hint) for hint in element.iterchildren("hint")))),
        points=points_of(element, words),
        tags=tuple(filter(None, (inner_text(tag).strip() for tag in element.iterfind("tags/tag")))),
        picture=words.picture,
        source=str(own.get("source") or ""),
        review_on=extras.day_of(own.get("review_on")),
        is_retired=inner_text(child(element, "hidden")).strip() == "1",
        extras=own.get("extras") if isinstance(own.get("extras"), dict) else {},
    )
    if any(
        words.plain(child(element, f"{which}feedback"))
        for which in ("correct", "partiallycorrect", "incorrect")
    ):
        words.notes.append(
            _("What is said of the answer as a whole (right, partly right, wrong) is left out.")
        )
    found.notes = list(dict.fromkeys(words.notes))
    return found


def points_of(element: Any, words: Words) -> int:
    """The points, which are whole here: from 1 to 100."""
    grade = inner_text(child(element, "defaultgrade")).strip()
    if not grade:
        return 1
    try:
        asked = Decimal(grade)
    except InvalidOperation:
        asked = Decimal(1)
    if not asked.is_finite() or not asked:
        asked = Decimal(1)
    points = min(max(int(asked.to_integral_value()), 1), MOST_POINTS) if abs(asked) < 10**6 else MOST_POINTS
    if points != asked:
        words.notes.append(
            _("Points are whole: %(grade)s becomes %(points)s.") % {"grade": grade[:20], "points": points}
        )
    return points
