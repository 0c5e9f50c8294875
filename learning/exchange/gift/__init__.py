"""GIFT, the text format of Moodle: `tokens` reads its grammar, `reading` its meaning, `writing` makes a file."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from learning.exchange.base import ExchangeFormat, Found, Reading, Unreadable, Written
from learning.exchange.gift.reading import read
from learning.exchange.gift.writing import write
from learning.exchange.texts import decoded


class Gift(ExchangeFormat):
    slug = "gift"
    label = "GIFT"
    extension = "txt"
    content_type = "text/plain; charset=utf-8"

    def recognises(self, content: bytes) -> bool:
        return not decoded(content[:4000]).lstrip().startswith("<")

    def read(self, content: bytes) -> Reading:
        text = decoded(content)
        if "\0" in text:
            raise Unreadable(_("This file is no text. Export the questions again as GIFT or Moodle XML."))
        return read(text)

    def write(self, questions: Iterable[Found]) -> Written:
        return write(questions)


__all__ = ["Gift"]
