"""Which of the files that somebody sends with their work are taken.

Each is looked at by itself, by its name, its size and what it holds (`accounts.rules.uploads`): one that is refused
loses nothing of the others. The same content twice is one file.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from accounts.rules.uploads import KINDS, TEXT, UploadProblem, problem_of

KNOWN = frozenset(KINDS) | TEXT
MB = 1024 * 1024


class FileProblem(StrEnum):
    """Why a file is not taken."""

    TOO_MANY = "too_many"
    TOO_LARGE = "too_large"
    NOT_ASKED = "not_asked"
    EMPTY = "empty"
    CONTENT = "content"


def endings(words: str) -> tuple[str, ...]:
    """The endings that an author asks for, such as “pdf, .ODT”: each once, in order, as they are compared."""
    return tuple(dict.fromkeys(filter(None, (one.strip(" .").lower() for one in words.split(",")))))


def unknown_endings(words: str) -> list[str]:
    """Those of them whose content nobody here can recognise: they may not be asked for."""
    return [one for one in endings(words) if one not in KNOWN]


def extension_of(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""


def problem_of_file(
    *,
    name: str,
    size: int,
    start: bytes,
    kind: str | None,
    asked: Collection[str],
    largest_mb: int,
    room: int,
) -> FileProblem | None:
    """What is wrong with this file; None when it is taken. ``room`` is how many more may be added."""
    extension = extension_of(name)
    if room < 1:
        return FileProblem.TOO_MANY
    if extension not in asked:
        return FileProblem.NOT_ASKED
    if size > largest_mb * MB:
        return FileProblem.TOO_LARGE
    return {
        None: None,
        UploadProblem.EMPTY: FileProblem.EMPTY,
        UploadProblem.CONTENT: FileProblem.CONTENT,
        UploadProblem.EXTENSION: FileProblem.NOT_ASKED,
    }[problem_of(extension=extension, start=start, kind=kind)]
