"""The picture of a badge: a cell of the house's hexagons, with what was earned, from whom and when, and what it is not.

Drawn once and told twice, as SVG and as pixels. Its letters are outlines of the font of our documents: a badge looks
the same wherever it is shown, and asks nobody for a font. It names its holder to nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from math import sqrt

from django.template.loader import render_to_string
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.ttLib import TTFont
from PIL import Image, ImageColor, ImageDraw, ImageFont

from certification.formats.pdf import FONT_FILES, FONTS, available, drawable
from certification.formats.swarm import INK, WAX

Point = tuple[float, float]

SIZE = 600
CENTRE = SIZE / 2
PAPER, SOFT = "#f3faf4", "#b9d6d2"
PLAIN, BOLD = FONT_FILES
ROOT3 = sqrt(3)
#: Width that a line of text may take in the middle of the cell, and at its foot.
WIDE, NARROW = 392, 350
#: Sizes of the title, and how many lines it may take in each; where the words begin, under the first cells.
TITLES = ((46, 3), (42, 3), (38, 4), (34, 4), (30, 5), (26, 6), (23, 6))
HEAD = 122
#: Pixels are drawn twice as large, then halved: edges are smooth.
FINE = 2


@dataclass(frozen=True)
class Words:
    """What the picture says. `honest` is what the badge is not."""

    kind: str
    title: str
    issuer: str
    day: str
    honest: str
    language: str


@dataclass(frozen=True)
class Cell:
    """A hexagon with a flat top. Without `fill` it is hollow."""

    x: float
    y: float
    side: float
    fill: str = ""
    line: str = ""

    @property
    def corners(self) -> list[Point]:
        half, height = self.side / 2, self.side * ROOT3 / 2
        x, y = self.x, self.y
        return [
            (x + self.side, y),
            (x + half, y + height),
            (x - half, y + height),
            (x - self.side, y),
            (x - half, y - height),
            (x + half, y - height),
        ]

    @property
    def path(self) -> str:
        return "M" + " ".join(f"{x:.1f} {y:.1f}" for x, y in self.corners) + "z"


@dataclass(frozen=True)
class Line:
    """One line of text, centred. `y` is its baseline."""

    text: str
    y: float
    size: int
    font: str
    fill: str

    @property
    def place(self) -> str:
        """Where its outlines go, and how large: letters are kept in the units of the font, upside down."""
        face = _face(self.font)
        scale = self.size / face.per_em
        left = CENTRE - face.width(self.text) * scale / 2
        return f"translate({left:.1f} {self.y:.1f}) scale({scale:.5f} -{scale:.5f})"

    @property
    def letters(self) -> Iterator[tuple[int, str]]:
        """Where each begins on the line, and its outline."""
        face, at = _face(self.font), 0
        for letter in self.text:
            if outline := face.outline(letter):
                yield at, outline
            at += face.width(letter)


class _Face:
    """One cut of the font: how wide its letters are, and their outlines."""

    def __init__(self, name: str) -> None:
        font = TTFont(FONTS / name)
        self.per_em = font["head"].unitsPerEm
        self._names, self._widths, self._glyphs = font.getBestCmap(), font["hmtx"].metrics, font.getGlyphSet()
        self._outlines: dict[str, str] = {}

    def width(self, text: str) -> int:
        return sum(self._widths[self._names[ord(letter)]][0] for letter in text)

    def outline(self, letter: str) -> str:
        if letter not in self._outlines:
            pen = SVGPathPen(self._glyphs, ntos=lambda value: f"{value:.0f}")
            self._glyphs[self._names[ord(letter)]].draw(pen)
            self._outlines[letter] = pen.getCommands()
        return self._outlines[letter]


@lru_cache(maxsize=2)
def _face(name: str) -> _Face:
    return _Face(name)


@lru_cache(maxsize=16)
def _letters(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / name), size, layout_engine=ImageFont.Layout.BASIC)


def _broken(text: str, font: str, size: int, width: float, most: int) -> list[str] | None:
    """The text on so many lines at most; None where it does not hold."""
    face = _face(font)
    room, lines = width * face.per_em / size, [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if face.width(longer) <= room:
            lines[-1] = longer
        elif face.width(word) > room:
            return None
        else:
            lines.append(word)
    return lines if len(lines) <= most else None


def fitted(text: str, font: str, sizes: dict[int, int], width: float) -> tuple[int, list[str]]:
    """The largest size at which the text holds, and its lines; at the smallest its end is left out.

    `sizes` gives for each, the largest first, how many lines it may take.
    """
    for size, most in sizes.items():
        if lines := _broken(text, font, size, width, most):
            return size, lines
    while (lines := _broken(text + "…", font, size, width, most)) is None:
        text = text[:-1].rstrip()
    return size, lines


class Drawing:
    """The picture for these words: cells, then lines of text."""

    def __init__(self, words: Words) -> None:
        texts = {name: _legible(value) for name, value in vars(words).items()}
        self.words = Words(**texts)

    @cached_property
    def cells(self) -> list[Cell]:
        ground = [Cell(CENTRE, CENTRE, 294, WAX), Cell(CENTRE, CENTRE, 276, INK)]
        return [*ground, *self._comb()]

    def _comb(self) -> Iterator[Cell]:
        """Cells that have settled at the foot, and a few that come down from the top: the same for the same title."""
        side, border = 19.0, Cell(CENTRE, CENTRE, 262)
        for q in range(-9, 10):
            for r in range(-9, 10):
                x = CENTRE + 1.5 * side * q
                y = CENTRE + 4 + side * ROOT3 * (r + (0.5 if q % 2 else 0))
                cell = Cell(x, y, side * 0.86)
                throw = sha256(f"{self.words.title}:{abs(q)}:{r}".encode()).digest()[0] / 256
                if not all(_inside(border, corner) for corner in cell.corners):
                    continue
                if y > 508 or (y > 478 and throw < 0.6):
                    yield Cell(x, y, cell.side, WAX)
                elif (y > 478 and throw < 0.85) or (y < 104 and throw < 0.3):
                    yield Cell(x, y, cell.side, "", WAX)
                elif y < 104 and throw < 0.42:
                    yield Cell(x, y, cell.side, WAX)

    @cached_property
    def lines(self) -> list[Line]:
        words = self.words
        foot, honest = fitted(words.honest, PLAIN, {18: 2, 16: 2}, NARROW)
        top = 464 - foot * 1.25 * (len(honest) - 1)
        said = self._block(HEAD, top - foot - 14)
        return said + [Line(text, top + foot * 1.25 * n, foot, PLAIN, SOFT) for n, text in enumerate(honest)]

    def _block(self, first: float, last: float) -> list[Line]:
        """From the kind to the day, in the middle between these heights: the title as large as that allows."""
        words = self.words
        kind_size, kind = fitted(words.kind.upper(), BOLD, {21: 1, 18: 1, 15: 1}, WIDE - 30)
        house, issuer = fitted(words.issuer, PLAIN, {25: 1, 22: 1, 20: 2, 18: 2}, WIDE)
        for start in range(len(TITLES)):
            size, title = fitted(words.title, BOLD, dict(TITLES[start:]), WIDE)
            spoken = [
                *((text, kind_size, BOLD, WAX, 1.0) for text in kind),
                *((text, size, BOLD, PAPER, 1.16 + 0.3 * (n == 0)) for n, text in enumerate(title)),
                *((text, house, PLAIN, PAPER, 1.25 + 0.8 * (n == 0)) for n, text in enumerate(issuer)),
                (words.day, 20, PLAIN, SOFT, 1.45),
            ]
            height = sum(size * step for _text, size, _font, _fill, step in spoken)
            if height <= last - first:
                break
        y, drawn = first + max(0.0, (last - first - height) / 2), []
        for text, size, font, fill, step in spoken:
            y += size * step
            drawn.append(Line(text, y, size, font, fill))
        return drawn

    def svg(self) -> bytes:
        return render_to_string("certification/formats/badge.svg", {"drawing": self, "size": SIZE}).encode()

    def picture(self) -> Image.Image:
        """As pixels, transparent around the cell."""
        # What is transparent has the colour of the edge, so that halving darkens no edge.
        large = Image.new("RGBA", (SIZE * FINE, SIZE * FINE), (*ImageColor.getrgb(WAX), 0))
        pen = ImageDraw.Draw(large)
        for cell in self.cells:
            corners = [(x * FINE, y * FINE) for x, y in cell.corners]
            if cell.fill:
                pen.polygon(corners, fill=cell.fill)
            else:
                pen.line([*corners, *corners[:2]], fill=cell.line, width=2 * FINE, joint="curve")
        for line in self.lines:
            letters = _letters(line.font, line.size * FINE)
            pen.text((CENTRE * FINE, line.y * FINE), line.text, font=letters, fill=line.fill, anchor="ms")
        return large.reduce(FINE).quantize(128, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)


def _legible(text: str) -> str:
    """Without what the font has no letter for: no badge is made of a document that was not printed whole."""
    known = available()
    return "".join(letter for letter in " ".join(drawable(text).split()) if ord(letter) in known)


def _inside(cell: Cell, point: Point) -> bool:
    across, down = abs(point[0] - cell.x), abs(point[1] - cell.y)
    return down <= cell.side * ROOT3 / 2 and across + down / ROOT3 <= cell.side
