"""Put what pages and PDFs take from npm packages in platform/static/vendor/: fonts and icons.

Nothing by others is kept in the repository, and no page asks another host for anything. Run again, it does
nothing unless the packages, the list of icons or this file changed.
"""

import hashlib
import shutil
import sys
import tempfile
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
STATIC = ROOT / "platform" / "static"
VENDOR = STATIC / "vendor"
ICON_NAMES = STATIC / "icons.txt"
STAMP = VENDOR / ".stamp"

SCREEN_FONT = PACKAGES / "@fontsource-variable" / "atkinson-hyperlegible-next"
PRINT_FONT = PACKAGES / "@fontsource" / "atkinson-hyperlegible-next"
ICONS = PACKAGES / "lucide-static"
SUBSETS = ("latin", "latin-ext")
WEIGHTS = (400, 700)
# A PDF draws a blank where the font has no glyph: these must be there, for French and our learners' names.
NEEDED = (
    "éèêëàâäçîïôöùûüÿœæÉÈÊËÀÂÄÇÎÏÔÖÙÛÜŸŒÆ’‘«»“”–—…€°·×\u00a0Şule Dvořák Łukasz Ștefan Žižka Nguyễn Phạm Ōe"
)
# Layout tables that xhtml2pdf never reads; two fonts merge without them, and the files are smaller.
UNUSED_TABLES = ("GDEF", "GPOS", "GSUB", "STAT", "prep", "gasp", "DSIG")

# Accents that the font has as signs of their own, by the combining mark that they stand for. With them, letters
# are put together that the font lacks, so that a name is printed as its holder writes it.
ACCENTS = {
    "\u0300": "`",
    "\u0301": "´",
    "\u0302": "ˆ",
    "\u0303": "˜",
    "\u0304": "¯",
    "\u0307": ".",
    "\u0308": "¨",
    "\u030a": "˚",
    "\u030b": "˝",
    "\u030c": "ˇ",
    "\u0323": ".",
}
BELOW = "\u0323"
COMPOSED = (*range(0x100, 0x250), *range(0x1E00, 0x1F00))


def icon_names() -> list[str]:
    """The icons asked for in icons.txt, one name a line; blank lines and # comments are skipped."""
    if not ICON_NAMES.exists():
        return []
    lines = (line.partition("#")[0].strip() for line in ICON_NAMES.read_text().splitlines())
    return sorted({line for line in lines if line})


def wanted() -> str:
    """A fingerprint of all that decides the result: a new package, icon or rule changes it."""
    inputs = [Path(__file__), *(package / "package.json" for package in (SCREEN_FONT, PRINT_FONT, ICONS))]
    if missing := [path for path in inputs if not path.exists()]:
        sys.exit(f"{missing[0].relative_to(ROOT)} is missing: run “make install” first.")
    content = b"\0".join(path.read_bytes() for path in inputs) + "\n".join(icon_names()).encode()
    return hashlib.sha256(content).hexdigest()


def copy_screen_fonts(target: Path) -> None:
    """Copy the upright variable font, one file per alphabet, and its licence."""
    for subset in SUBSETS:
        name = f"atkinson-hyperlegible-next-{subset}-wght-normal.woff2"
        shutil.copyfile(SCREEN_FONT / "files" / name, target / name)
    shutil.copyfile(SCREEN_FONT / "LICENSE", target / "LICENSE.txt")


def add_composed_letters(font: "TTFont") -> None:
    """Give the font the accented letters that can be drawn with a letter and an accent it has."""
    from fontTools.pens.recordingPen import DecomposingRecordingPen
    from fontTools.pens.transformPen import TransformPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    names, glyphs, widths = font.getBestCmap(), font["glyf"], font["hmtx"].metrics
    x_height = glyphs[names[ord("x")]].yMax
    order = font.getGlyphOrder()
    for code in COMPOSED:
        letter, *marks = unicodedata.normalize("NFD", chr(code))
        if code in names or not marks:
            continue
        # Any of two marks may be the one put on, if the letter with the other is there.
        ways = (
            (unicodedata.normalize("NFC", letter + "".join({*marks} - {mark})), mark) for mark in marks[::-1]
        )
        found = next((way for way in ways if way[0] in map(chr, names) and way[1] in ACCENTS), None)
        if found is None:
            continue
        letter, mark = found
        if letter == "i" and mark != BELOW:
            letter = "ı"
        base, accent = names[ord(letter)], names[ord(ACCENTS[mark])]
        below, above = glyphs[base], glyphs[accent]
        right = (below.xMin + below.xMax - above.xMin - above.xMax) / 2
        # As far from the letter as the font's own accents are from an x.
        gap = glyphs[names[ord("´")]].yMin - x_height
        up = below.yMin - gap - above.yMax if mark == BELOW else below.yMax + gap - above.yMin
        pen = TTGlyphPen(None)
        for name, shift in ((base, (0, 0)), (accent, (right, up))):
            outline = DecomposingRecordingPen(font.getGlyphSet())
            font.getGlyphSet()[name].draw(outline)
            outline.replay(TransformPen(pen, (1, 0, 0, 1, *shift)))
        name = f"uni{code:04X}"
        glyphs[name] = pen.glyph()
        glyphs[name].recalcBounds(glyphs)
        widths[name] = (widths[base][0], glyphs[name].xMin)
        if name not in order:
            order.append(name)
        for table in font["cmap"].tables:
            table.cmap[code] = name
        names[code] = name
    font.setGlyphOrder(order)


def make_print_font(weight: int, target: Path) -> None:
    """Write one weight as a TrueType file with all its letters, under a family name of its own.

    xhtml2pdf keeps one font per family name: with a shared name, bold would be drawn as regular.
    """
    from fontTools.merge import Merger, Options
    from fontTools.ttLib import TTFont

    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for subset in SUBSETS:
            part = TTFont(PRINT_FONT / "files" / f"atkinson-hyperlegible-next-{subset}-{weight}-normal.woff2")
            part.flavor = None
            drawn_at = part["head"].modified
            for table in UNUSED_TABLES:
                if table in part:
                    del part[table]
            parts.append(f"{folder}/{subset}.ttf")
            part.save(parts[-1])
        font = Merger(Options(drop_tables=list(UNUSED_TABLES))).merge(parts)
    add_composed_letters(font)
    if absent := sorted({letter for letter in NEEDED if ord(letter) not in font.getBestCmap()}):
        sys.exit(f"The printed font has no glyph for: {' '.join(absent)}")
    names = font["name"]
    family = f"Essaim {weight}"
    names_by_id = {1: family, 2: "Regular", 3: family, 4: family, 6: f"Essaim-{weight}", 16: family}
    for name_id, value in names_by_id.items():
        names.removeNames(nameID=name_id)
        names.setName(value, name_id, 3, 1, 0x409)
    names.removeNames(nameID=17)
    # The date of the build, which merging writes, would make each build another file.
    font.recalcTimestamp = False
    font["head"].created = font["head"].modified = drawn_at
    font.save(target / f"essaim-{weight}.ttf")


def copy_icons(target: Path) -> None:
    """Copy the icons asked for. Stops with the name of the first that the package does not have."""
    for name in icon_names():
        source = ICONS / "icons" / f"{name}.svg"
        if not source.exists():
            sys.exit(f"platform/static/icons.txt asks for “{name}”: lucide-static has no such icon.")
        shutil.copyfile(source, target / source.name)
    shutil.copyfile(ICONS / "LICENSE", target / "LICENSE.txt")


def main() -> None:
    fingerprint = wanted()
    if STAMP.exists() and STAMP.read_text() == fingerprint:
        return
    # Made beside and moved at the end: a build cut short leaves the former files, never half of the new.
    fresh = STATIC / ".vendor-new"
    shutil.rmtree(fresh, ignore_errors=True)
    for folder in ("fonts", "icons"):
        (fresh / folder).mkdir(parents=True)
    copy_screen_fonts(fresh / "fonts")
    for weight in WEIGHTS:
        make_print_font(weight, fresh / "fonts")
    copy_icons(fresh / "icons")
    (fresh / STAMP.name).write_text(fingerprint)
    shutil.rmtree(VENDOR, ignore_errors=True)
    fresh.rename(VENDOR)


if __name__ == "__main__":
    main()
