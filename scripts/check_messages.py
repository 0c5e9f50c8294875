"""Fail on a string without French, or with French that breaks our typography.

    scripts/check_messages.py            name what is missing, fuzzy or badly set
    scripts/check_messages.py --update   bring the catalogue in line with the code: new in, unused out

makemessages reads the strings in a copy of the tree, so that catalogue and code are left as they are.
"""

import fcntl
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib
from translate import CATALOGUE, load

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("platform", "cms", "learning", "certification", "skills", "templates")
SKIPPED = shutil.ignore_patterns("vendor", ".vendor-new", "__pycache__", "*.woff2", "*.png", "*.jpg", "*.svg")

# Each with what to write instead. Markup and placeholders are taken out before.
TYPOGRAPHY = {
    r"\w'\w": "’ (U+2019) for an apostrophe",
    "\u202f": "U+00A0, which our font has, and not U+202F",
    r"«(?!\u00a0)|(?<!\u00a0)»": "U+00A0 inside « »",
    r"(?<![\u00a0\d\W])[;:!?](?=\s|$)|(?<=[\w»)]) [;:!?]|(?<=\w) ?%": "U+00A0 before : ; ! ? %",
    r'(?<!=)"\w': "« » for quotation marks",
    r"(?i)\béchecs?\b|\béchou": "what is still to be learned, and not « échec »",
}
NOISE = re.compile(r"<[^>]*>|%\(\w+\)[sd]|%[sd]|\{\w*\}|https?://\S+|&\w+;")

Key = tuple[str | None, str]


def key(entry: polib.POEntry) -> Key:
    return entry.msgctxt, entry.msgid


def read_strings() -> polib.POFile:
    """Every string to translate, as the code has them now."""
    subprocess.run([ROOT / "scripts" / "install_system.sh", "gettext"], check=True)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in SOURCES:
            shutil.copytree(ROOT / name, copy / name, ignore=SKIPPED)
        (copy / "locale").mkdir()
        command = ["makemessages", "--locale", "fr", "--keep-pot", "--no-wrap", "--extension", "html,txt,py"]
        result = subprocess.run(
            [sys.executable, "-m", "django", *command], cwd=copy, capture_output=True, text=True, check=False
        )
        if result.returncode:
            sys.exit(f"makemessages could not read the strings:\n{result.stdout}{result.stderr}")
        strings = polib.pofile(str(copy / "locale" / "django.pot"))
    for entry in strings:
        # xgettext leaves Python's escapes as they stand; gettext() is called with what they mean.
        entry.msgid, entry.msgid_plural = unescaped(entry.msgid), unescaped(entry.msgid_plural)
    return strings


def unescaped(text: str) -> str:
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)


def translations(entry: polib.POEntry) -> list[str]:
    """What is written in French: one sentence, or one for each number."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def lacks_french(wanted: polib.POEntry, ours: polib.POEntry | None) -> str:
    """Why this string has no French a person could read; empty when all is well."""
    if ours is None or ours.obsolete:
        return "not in the catalogue"
    if "fuzzy" in ours.flags:
        return "fuzzy"
    if bool(wanted.msgid_plural) != bool(ours.msgid_plural):
        return "singular here, plural there"
    if wanted.msgid_plural and (wanted.msgid_plural != ours.msgid_plural or len(ours.msgstr_plural) != 2):
        return "plural forms differ"
    return "" if all(translations(ours)) else "no French"


def typography_faults(french: str) -> Iterator[str]:
    """What to write instead, for each fault."""
    text = NOISE.sub("x", french)
    for pattern, remedy in TYPOGRAPHY.items():
        if found := re.search(pattern, text):
            yield f"write {remedy}: …{text[max(0, found.start() - 12) : found.end() + 12]}…"


def faults(wanted: polib.POFile, catalogue: polib.POFile) -> Iterator[str]:
    ours = {key(entry): entry for entry in catalogue if not entry.obsolete}
    for entry in wanted:
        if why := lacks_french(entry, ours.get(key(entry))):
            where = ", ".join(path for path, _line in entry.occurrences[:2])
            yield f"{why}: {entry.msgid!r} ({where})"
    for entry in catalogue:
        for french in translations(entry):
            yield from (f"{fault} ({entry.msgid!r})" for fault in typography_faults(french))
    # Placeholders that do not match the English would fail when the page is shown.
    formats = ["msgfmt", "--check-format", "--output-file=/dev/null", str(CATALOGUE)]
    result = subprocess.run(formats, capture_output=True, text=True, check=False)
    if result.returncode:
        yield result.stderr.strip()


def update(wanted: polib.POFile, catalogue: polib.POFile) -> None:
    """Drop what the code no longer says, add what it newly says, in the order of the code."""
    ours = {key(entry): entry for entry in catalogue if not entry.obsolete}
    catalogue.clear()
    for entry in wanted:
        kept = ours.get(key(entry), polib.POEntry(msgid=entry.msgid, msgctxt=entry.msgctxt))
        if entry.msgid_plural and not kept.msgid_plural:
            kept.msgstr_plural = {0: kept.msgstr, 1: ""}
        kept.msgid_plural, kept.comment = entry.msgid_plural, entry.comment
        kept.flags = sorted({*entry.flags, *kept.flags})
        catalogue.append(kept)
    catalogue.save(str(CATALOGUE))


def main() -> None:
    wanted = read_strings()
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with (CATALOGUE.parent / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        catalogue = load()
        if "--update" in sys.argv:
            update(wanted, catalogue)
        found = list(faults(wanted, catalogue))
    said = {key(entry) for entry in wanted}
    if unused := [entry.msgid for entry in catalogue if key(entry) not in said]:
        print(f"{len(unused)} French strings are no longer used (“make messages” drops them).")
    if found:
        sys.exit("\n".join([*found, f"{len(found)} faults in the French catalogue."]))
    print(f"All {len(wanted)} strings have their French.")


if __name__ == "__main__":
    main()
