"""Formats in which questions come from elsewhere and go there, one file or folder each.

To add one: write `learning/exchange/<slug>.py` with a subclass of `ExchangeFormat` (`base`) and list it in `FORMATS`.
The tests of `tests/learning/exchange/test_every_format.py` then cover it. `texts` makes other people's markup plain;
`to_blocks` and `from_blocks` turn a question of a file into a block of ours and back.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from learning.exchange.base import MAX_BYTES, ExchangeFormat, Unreadable
from learning.exchange.gift import Gift
from learning.exchange.moodle_xml import MoodleXml

# In the order in which a file is tried and in which people see them. A slug is part of commands: never rename one.
FORMATS: tuple[ExchangeFormat, ...] = (MoodleXml(), Gift())
BY_SLUG: dict[str, ExchangeFormat] = {one.slug: one for one in FORMATS}


def format_of(content: bytes) -> ExchangeFormat:
    """The format of a file, told by its content. Raises `Unreadable`."""
    if not content.strip(b" \r\n\t\0\xef\xbb\xbf\xff\xfe"):
        raise Unreadable(_("This file is empty."))
    if len(content) > MAX_BYTES:
        raise Unreadable(
            _("This file is too heavy: %(limit)s MB at most.") % {"limit": MAX_BYTES // 1024 // 1024}
        )
    for one in FORMATS:
        if one.recognises(content):
            return one
    raise Unreadable(_("This file is neither GIFT nor Moodle XML."))


__all__ = ["BY_SLUG", "FORMATS", "ExchangeFormat", "Unreadable", "format_of"]
