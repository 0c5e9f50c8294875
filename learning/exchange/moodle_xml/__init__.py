"""Moodle XML: `reading` a file, `bodies` each type of question, `cloze` texts with gaps, `writing` makes a file."""

from __future__ import annotations

from collections.abc import Iterable

from learning.exchange.base import ExchangeFormat, Found, Reading, Written
from learning.exchange.moodle_xml.reading import read
from learning.exchange.moodle_xml.writing import write
from learning.exchange.texts import decoded


class MoodleXml(ExchangeFormat):
    slug = "moodle-xml"
    label = "Moodle XML"
    extension = "xml"
    content_type = "application/xml"

    def recognises(self, content: bytes) -> bool:
        return decoded(content[:4000]).lstrip("\ufeff \n\t").startswith("<")

    def read(self, content: bytes) -> Reading:
        return read(content)

    def write(self, questions: Iterable[Found]) -> Written:
        return write(questions)


__all__ = ["MoodleXml"]
