"""Paths of categories, as Moodle writes them and as banks keep them."""

from __future__ import annotations

#: Where a category hangs in Moodle: says nothing here.
CONTEXTS = frozenset(("$course$", "$system$", "$coursecat$", "$cat$", "$module$"))
LONGEST = 255


def path_of(written: str) -> str:
    """“$course$/top/Law/Statutes” as a bank keeps it: “Law/Statutes”. A slash inside a name is written twice."""
    parts = [part.strip() for part in written.replace("//", "\u2215").split("/")]
    parts = [" ".join(part.split()) for part in parts if part]
    if parts and parts[0].lower() in CONTEXTS:
        parts = parts[1:]
        if parts and parts[0] == "top":
            parts = parts[1:]
    return "/".join(parts)[:LONGEST].rstrip("/ ")


def written(path: str) -> str:
    """A path of a bank as Moodle reads it."""
    parts = [part.replace("\u2215", "//") for part in path.split("/")]
    return "/".join(["$course$", "top", *parts]) if path else "$course$/top"
