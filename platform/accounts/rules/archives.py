"""Names of files in a person's archive: any computer can unpack them, and none climbs out of its folder."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120
#: What Windows, macOS or a shell would trip over, and what nobody sees.
UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]')


def safe_name(name: str) -> str:
    """The name, without what no file system takes; never empty, nor a way out of the folder."""
    tidy = UNSAFE.sub("_", unicodedata.normalize("NFC", name)).strip(" .")
    stem, dot, ending = tidy.rpartition(".")
    if dot and len(ending) <= 10:
        return f"{stem[: LONGEST - len(ending) - 1]}.{ending}"
    return tidy[:LONGEST] or "_"


def unused(name: str, taken: set[str]) -> str:
    """The name, or the first of “name (2)”, “name (3)”… that is not taken; then it is. Case makes no difference."""
    stem, dot, ending = name.rpartition(".")
    if not dot:
        stem, ending = name, ""
    number, found = 1, name
    while found.casefold() in taken:
        number += 1
        found = f"{stem} ({number}){dot}{ending}"
    taken.add(found.casefold())
    return found
