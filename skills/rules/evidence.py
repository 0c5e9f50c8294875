"""Which files a record takes.

- no more than ten megabytes, and something in it;
- what it holds is what its name promises (`accounts.rules.uploads`): a renamed program is none;
- office documents, PDF and text: no archive, and no picture, which has a form of its own that asks for words;
- no PDF that runs something or carries another file.
"""

from __future__ import annotations

import re
from enum import StrEnum

from accounts.rules.uploads import problem_of

FILE_MAX_BYTES = 10 * 1024 * 1024
# Office files are told apart by what stands within their first kilobytes.
START_BYTES = 16_384
TAKEN = frozenset({"pdf", "odt", "ods", "odp", "docx", "xlsx", "pptx", "txt", "csv"})
RUNS = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA)\b")


class FileProblem(StrEnum):
    """Why a file is refused."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    EXTENSION = "extension"
    CONTENT = "content"
    SCRIPT = "script"


def problem_with_file(*, extension: str, size: int, content: bytes, kind: str | None) -> FileProblem | None:
    """What is wrong with this file; None when nothing is. `kind`: the extension that its first bytes are known by."""
    if size > FILE_MAX_BYTES:
        return FileProblem.TOO_LARGE
    if extension not in TAKEN:
        return FileProblem.EXTENSION
    if problem := problem_of(extension=extension, start=content[:START_BYTES], kind=kind):
        return FileProblem(problem.value)
    return FileProblem.SCRIPT if extension == "pdf" and RUNS.search(content) else None
