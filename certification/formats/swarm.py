"""The swarm on a document: hexagons that have settled, drawn by code, the same for the same number.

Flat-top hexagons, 120 degrees everywhere: `x = 1.5·a·q`, `y = √3·a·(r + q/2)`, drawn at nine tenths of their side.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from math import sqrt

INK, WAX, WAX_LINE, WAX_SOFT, HOLLOW = "#0c4447", "#f5ba1e", "#7d5900", "#fbe4a4", "#9fb0ab"
ROOT3 = sqrt(3)


def _dice(seed: str):
    """An endless row of numbers from 0 to 1, always the same for a seed."""
    block = 0
    while True:
        for byte in sha256(f"{seed}:{block}".encode()).digest():
            yield byte / 255
        block += 1


def _hexagon(x: float, y: float, side: float) -> str:
    half, height = side / 2, side * ROOT3 / 2
    corners = (
        (x + side, y),
        (x + half, y + height),
        (x - half, y + height),
        (x - side, y),
        (x - half, y - height),
        (x + half, y - height),
    )
    return "M" + " L".join(f"{cx:.2f} {cy:.2f}" for cx, cy in corners) + " Z"


@dataclass(frozen=True)
class Look:
    """How a cell is drawn."""

    fill: str
    line: str
    width: float = 0.35


class Drawing:
    """A drawing in millimetres: one path a look, since each path costs as much to place as its cells."""

    def __init__(self, width: float, height: float, *shapes: str) -> None:
        self.width, self.height, self.shapes = width, height, shapes
        self.cells: dict[Look, list[str]] = {}

    def cell(self, x: float, y: float, side: float, look: Look) -> None:
        self.cells.setdefault(look, []).append(_hexagon(x, y, side))

    def ops(self) -> str:
        """The cells in the language of PDF, as they are drawn of the picture: in millimetres, y downwards."""
        return "".join(
            "q\n1 0 0 1 0 0 cm\nq\n"
            f"{_rgb(look.fill)} rg\n{_rgb(look.line)} RG\n[] 0 d\n0 J\n0 j\n{look.width:g} w\n"
            f"n {' '.join(map(_op, cells))}\nB\nQ\nQ\n"
            for look, cells in self.cells.items()
        )

    def marked(self) -> str:
        """The picture without its cells, which a small mark stands for: `certification.formats.placing`."""
        return Drawing(self.width, self.height, *self.shapes, CELLS_MARK).svg()

    def svg(self) -> str:
        paths = (
            f'<path d="{" ".join(cells)}" fill="{look.fill}" stroke="{look.line}" stroke-width="{look.width}"/>'
            for look, cells in self.cells.items()
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width:g}mm" height="{self.height:g}mm" '
            f'viewBox="0 0 {self.width:g} {self.height:g}">{"".join(self.shapes)}{"".join(paths)}</svg>'
        )


CELLS_MARK = '<path d="M0 0 L1 0 L1 1 Z" fill="#010203"/>'


def _rgb(colour: str) -> str:
    """#rrggbb as three numbers from 0 to 1."""
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.6g}" for at in (1, 3, 5))


def _op(cell: str) -> str:
    """One hexagon, from the language of SVG."""
    points = cell.removeprefix("M").removesuffix(" Z").split(" L")
    return f"{points[0]} m {' '.join(f'{point} l' for point in points[1:])} h"


# On paper: settled, settling, coming down. On the band: settled, joining, far.
SETTLED, SETTLING, LOOSE = Look(WAX, WAX_LINE), Look(WAX_SOFT, WAX_LINE), Look("#ffffff", HOLLOW)
LIT, JOINING, FAR = Look(WAX, INK, 0.2), Look(INK, WAX, 0.4), Look(INK, "#7fa3a1", 0.4)


@lru_cache(maxsize=64)
def column_drawing(seed: str) -> Drawing:
    """The left of a landscape sheet, 68 by 210 millimetres: the comb has settled at the foot, past the edges of the
    sheet; above it the last cells come down. A rule of the colour of the sign closes it.
    """
    dice = _dice(seed)
    width, height, side = 68.0, 210.0, 8.0
    drawing = Drawing(width, height, f'<rect x="66.2" y="0" width="1.6" height="{height:g}" fill="{INK}"/>')
    for q in range(-1, 6):
        top_of_comb = 0.40 + 0.13 * next(dice)
        for r in range(-1, 16):
            x = 2 + 1.5 * side * q
            y = height - side * ROOT3 * (r + (0.5 if q % 2 else 0))
            rise, throw = (height - y) / height, next(dice)
            if x + side * 0.9 > width - 3:
                continue
            if rise < top_of_comb:
                drawing.cell(x, y, side * 0.9, SETTLED)
            elif rise < top_of_comb + 0.1 and throw < 0.7:
                drawing.cell(x, y, side * 0.9, SETTLING)
            elif rise < 0.76 and throw < 0.38:
                drawing.cell(x, y, side * 0.82, LOOSE)
            elif rise < 0.97 and throw < 0.2:
                drawing.cell(x, y, side * (0.4 + throw), LOOSE)
    return drawing


@lru_cache(maxsize=64)
def band_drawing(seed: str) -> Drawing:
    """The top of a portrait sheet, 210 by 34 millimetres, in the colour of the sign above the door: loose cells
    join the comb at the right edge.
    """
    dice = _dice(seed)
    width, height, side = 210.0, 34.0, 4.6
    ground = f'<rect x="0" y="0" width="{width:g}" height="{height:g}" fill="{INK}"/>'
    drawing = Drawing(width, height, ground)
    for q in range(19, 33):
        for r in range(6):
            x = 1.5 * side * q - 6
            y = side * ROOT3 * (r + (0.5 if q % 2 else 0))
            near, throw = (q - 18) / 14, next(dice)
            if y > height - side * 0.8:
                continue
            if near > 0.72 or (near > 0.58 and throw < 0.7):
                drawing.cell(x, y, side * 0.88, LIT)
            elif near > 0.4 and throw < 0.5:
                drawing.cell(x, y, side * 0.8, JOINING)
            elif throw < 0.16:
                drawing.cell(x, y, side * 0.45, FAR)
    return drawing


@lru_cache(maxsize=64)
def column(seed: str) -> str:
    """The left of a landscape sheet, as a picture."""
    return column_drawing(seed).svg()


@lru_cache(maxsize=64)
def band(seed: str) -> str:
    """The top of a portrait sheet, as a picture."""
    return band_drawing(seed).svg()
