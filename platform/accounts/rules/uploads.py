"""Whether a file is what its name says, by its first bytes.

Guarantees: a file is accepted only if its content is recognised as a kind that its extension promises. Text has no
signature: it must be readable UTF-8 or Latin-1 without control bytes, and must not begin like a page or a script. What
browsers could run (HTML, SVG, XML, scripts) is refused under any name.
"""

import re
from enum import StrEnum

# Kinds found by signature that each extension may hold. Office files are zip archives.
KINDS = {
    "pdf": {"pdf"},
    "docx": {"docx", "zip"},
    "xlsx": {"xlsx", "zip"},
    "pptx": {"pptx", "zip"},
    "odt": {"odt", "zip"},
    "ods": {"ods", "zip"},
    "odp": {"odp", "zip"},
    "zip": {"zip", "docx", "xlsx", "pptx", "odt", "ods", "odp", "epub"},
    "gif": {"gif"},
    "jpg": {"jpg"},
    "jpeg": {"jpg"},
    "png": {"png", "apng"},
    "webp": {"webp"},
}
TEXT = {"csv", "txt"}
# What a browser would take for a page or a drawing, whatever the name and after any blank or byte order mark.
MARKUP = re.compile(
    rb"^[\s\x00\xef\xbb\xbf]*<(!doctype|!--|\?|html|head|body|script|svg|iframe|img|a\b)", re.I
)
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")


class UploadProblem(StrEnum):
    """Why a file is refused."""

    EXTENSION = "extension"
    CONTENT = "content"
    EMPTY = "empty"


def problem_of(*, extension: str, start: bytes, kind: str | None) -> UploadProblem | None:
    """What is wrong with a file of this extension, or None.

    ``start`` is its first bytes; ``kind`` the extension that its signature is known by, or None if it has none.
    """
    if not start:
        return UploadProblem.EMPTY
    if extension in TEXT:
        plain = kind is None and not MARKUP.match(start) and not CONTROL.search(start)
        return None if plain else UploadProblem.CONTENT
    if extension not in KINDS:
        return UploadProblem.EXTENSION
    return None if kind in KINDS[extension] else UploadProblem.CONTENT
