"""Add French strings to the catalogue and compile it.

Reads one JSON object on standard input: English msgid -> French string, or "singular||plural" -> [French singular,
French plural]. Run without input (`--compile`) it only compiles. Takes a lock, so that two runs at once lose nothing.
"""

import fcntl
import json
import sys
from pathlib import Path

import polib

CATALOGUE = Path(__file__).resolve().parent.parent / "locale" / "fr" / "LC_MESSAGES" / "django.po"
HEADER = {
    "Project-Id-Version": "essaim",
    "Language": "fr",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n > 1);",
}


def load() -> polib.POFile:
    """The catalogue, or a new empty one with the French plural rule."""
    if CATALOGUE.exists():
        return polib.pofile(str(CATALOGUE), wrapwidth=110)
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = HEADER
    return catalogue


def add(catalogue: polib.POFile, strings: dict[str, str | list[str]]) -> None:
    """Set the French of each msgid, adding those that are not there yet."""
    known = {entry.msgid: entry for entry in catalogue}
    for key, french in strings.items():
        msgid, _, plural = key.partition("||")
        entry = known.get(msgid)
        if entry is None:
            entry = known[msgid] = polib.POEntry(msgid=msgid)
            catalogue.append(entry)
        entry.obsolete = False
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        if plural:
            entry.msgid_plural, entry.msgstr_plural = plural, dict(enumerate(french))
        else:
            entry.msgstr = french


def main() -> None:
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with (CATALOGUE.parent / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        catalogue = load()
        if "--compile" not in sys.argv:
            add(catalogue, json.load(sys.stdin))
            catalogue.save(str(CATALOGUE))
        catalogue.save_as_mofile(str(CATALOGUE.with_suffix(".mo")))


if __name__ == "__main__":
    main()
