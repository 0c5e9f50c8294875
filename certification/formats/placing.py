"""One sheet laid out for many: xhtml2pdf lays out what is the same on all of them, once; what differs is placed on it.

A sheet is laid out with a *mark* (one word of plain letters) instead of each text that differs. Sheets whose markup is
then the same are the same sheet: each is that layout with its own words, in the same font, size and place, its own
swarm and its own code. The picture is, to the pixel, the one that xhtml2pdf draws of the whole (the tests compare
them). That holds for a text that stays on its one line, in letters that the layout carries: any other has its sheet
laid out whole, as if this module were not there. The same words give the same bytes, whoever was laid out first.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from reportlab.pdfbase.ttfonts import TTFont

#: Letters of names and numbers that every layout carries beside those it draws: what French and its neighbours write.
#: With ASCII, which reportlab always carries, they are what one table of a font holds.
LETTERS = "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØŒÙÚÛÜÝŸàáâãäåæçèéêëìíîïñòóôõöøœùúûüýÿßČčŠšŽžŁłńśąęğıİ–’«»°·…"
MARK = re.compile(rb"\((QXZ\d\dZXQ)\) Tj")
FONT = re.compile(rb"(/F\d+\+\d+) ([\d.]+) Tf")
#: How reportlab draws `swarm.Drawing.marked`.
SWARM = re.compile(rb"q\n1 0 0 1 0 0 cm\nq\n\.003922 \.007843 \.011765 rg\n[^Q]*?Q\nQ\n")
#: Points left free at the end of a line: what is that close is laid out whole.
SPARE = 2.0
POINTS_A_MM = 72 / 25.4
TITLE, SUBJECT = "QXZTITLEZXQ", "QXZSUBJECTZXQ"


class NotPlaceable(Exception):
    """This sheet must be laid out whole."""


@dataclass(frozen=True)
class Slot:
    """One text that differs: where it stands in the wording, and the millimetres its line has."""

    path: tuple[str | int, ...]
    text: str
    width_mm: float


def slots_of(words: Mapping[str, Any], places: Mapping[str, float]) -> list[Slot]:
    """The texts at these places: `holder.name`, or `modules.*.title` for each of a list. Empty ones are none."""
    found = []
    for place, width in places.items():
        for path, text in _at(words, place.split("."), ()):
            if text:
                found.append(Slot(path, text, width))
    return found


def _at(value: Any, names: Sequence[str], path: tuple) -> Iterator[tuple[tuple, str]]:
    if not names:
        yield path, value
    elif names[0] == "*":
        for number, one in enumerate(value):
            yield from _at(one, names[1:], (*path, number))
    elif names[0] in value:
        yield from _at(value[names[0]], names[1:], (*path, names[0]))


def mark(number: int) -> str:
    return f"QXZ{number:02d}ZXQ"


def marked(words: Mapping[str, Any], slots: Sequence[Slot]) -> dict[str, Any]:
    """The wording with a mark in each slot."""
    new = dict(words)
    for number, slot in enumerate(slots):
        new = _with(new, slot.path, mark(number))
    return new


def _with(value: Any, path: tuple, text: str) -> Any:
    if not path:
        return text
    copy = list(value) if isinstance(value, list) else dict(value)
    copy[path[0]] = _with(value[path[0]], path[1:], text)
    return copy


@contextmanager
def carrying_letters() -> Iterator[None]:
    """Have the fonts of the sheet carry LETTERS, drawn or not: reportlab only carries what is drawn."""
    split = TTFont.splitString

    def carrying(font: TTFont, text: str, doc: Any, encoding: str = "utf-8"):
        if doc not in font.state:
            split(font, LETTERS, doc)
        return split(font, text, doc, encoding)

    TTFont.splitString = carrying
    try:
        yield
    finally:
        TTFont.splitString = split


@dataclass(frozen=True)
class _Font:
    codes: dict[str, int]
    widths: list[int]

    def encoded(self, text: str) -> bytes:
        """The text as this font codes it. Raises NotPlaceable for a letter that the layout does not carry."""
        try:
            return bytes(self.codes[" " if letter == "\u00a0" else letter] for letter in text)
        except KeyError as lacking:
            raise NotPlaceable from lacking

    def width(self, coded: bytes, size: float) -> float:
        return sum(self.widths[code] for code in coded) * size / 1000


class Layout:
    """One sheet as laid out, with its marks, ready to take words. Raises NotPlaceable if something is not as meant."""

    def __init__(self, data: bytes, slots: int) -> None:
        self._objects, self._root, self._info = _read(data)
        page = _only(self._objects, rb"/Type /Page\n")
        self._content = int(re.search(rb"/Contents (\d+) 0 R", self._objects[page])[1])
        self._image = _only(self._objects, rb"/Subtype /Image")
        fonts = re.search(rb"/Font (\d+) 0 R", self._objects[page])
        named = dict(re.findall(rb"(/F\d+\+\d+) (\d+) 0 R", self._objects[int(fonts[1])]))
        self._fonts = {name: self._font(int(number)) for name, number in named.items()}
        stream = _stream(self._objects[self._content])
        before, *more = SWARM.split(stream)
        if len(more) != 1:
            raise NotPlaceable
        self._before, self._after = MARK.split(before), MARK.split(more[0])
        self._slots: dict[int, tuple[_Font, float]] = {}
        for found in MARK.finditer(stream):
            name, size = FONT.findall(stream, 0, found.start())[-1]
            number = int(found[1][3:5])
            if number in self._slots:
                raise NotPlaceable
            self._slots[number] = (self._fonts[name], float(size))
        if set(self._slots) != set(range(slots)):
            raise NotPlaceable

    def _font(self, number: int) -> _Font:
        font = self._objects[number]
        widths = [int(one) for one in re.search(rb"/Widths \[([\d\s]*)\]", font)[1].split()]
        table = _stream(self._objects[int(re.search(rb"/ToUnicode (\d+) 0 R", font)[1])])
        codes: dict[str, int] = {}
        for code, letter in re.findall(rb"<([0-9A-F]{2})> <([0-9A-F]{4})>", table):
            if letter != b"0000":
                codes.setdefault(chr(int(letter, 16)), int(code, 16))
        return _Font(codes, widths)

    def place(self, slots: Sequence[Slot], *, swarm: str, image: bytes, title: str, subject: str) -> bytes:
        """The sheet of these words. Raises NotPlaceable for words that this layout cannot take as they are."""
        coded = [self._coded(number, slot) for number, slot in enumerate(slots)]
        stream = b"".join((_filled(self._before, coded), swarm.encode(), _filled(self._after, coded)))
        packed = zlib.compress(stream)
        objects = dict(self._objects)
        objects[self._content] = b"<< /Filter [ /FlateDecode ] /Length %d >>\nstream\n%bendstream" % (
            len(packed),
            packed,
        )
        objects[self._image] = _image(image)
        info = objects[self._info].replace(f"({TITLE})".encode(), _text(title), 1)
        objects[self._info] = info.replace(f"({SUBJECT})".encode(), _text(subject), 1)
        return _written(objects, self._root, self._info)

    def _coded(self, number: int, slot: Slot) -> bytes:
        font, size = self._slots[number]
        if slot.text != slot.text.strip() or "  " in slot.text:
            raise NotPlaceable  # a layout closes such gaps up
        coded = font.encoded(slot.text)
        if font.width(coded, size) > slot.width_mm * POINTS_A_MM - SPARE:
            raise NotPlaceable
        return coded


def _filled(parts: Sequence[bytes], coded: Sequence[bytes]) -> bytes:
    """The stream between the marks, with what stands in their place."""
    return b"".join(
        b"(" + _escaped(coded[int(part[3:5])]) + b") Tj" if number % 2 else part
        for number, part in enumerate(parts)
    )


def _escaped(coded: bytes) -> bytes:
    return re.sub(rb"[()\\\x00-\x1f\x7f-\xff]", lambda one: b"\\%03o" % one[0][0], coded)


def _text(text: str) -> bytes:
    """A text of a PDF's properties, whatever its letters."""
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode() + b">"


def _image(png: bytes) -> bytes:
    """A picture of two colours, with the compressed lines of its PNG as they are."""
    width, height, depth, kind = (
        int.from_bytes(png[16:20]),
        int.from_bytes(png[20:24]),
        png[24],
        png[25],
    )
    parts: dict[bytes, bytes] = {}
    at = 8
    while at < len(png):
        size, name = int.from_bytes(png[at : at + 4]), png[at + 4 : at + 8]
        parts[name] = parts.get(name, b"") + png[at + 8 : at + 8 + size]
        at += 12 + size
    if (depth, kind, len(parts.get(b"PLTE", b""))) != (1, 3, 6) or b"tRNS" in parts:
        raise NotPlaceable
    return (
        b"<< /Type /XObject /Subtype /Image /Width %(width)d /Height %(height)d /BitsPerComponent 1\n"
        b"/ColorSpace [ /Indexed /DeviceRGB 1 <%(colours)b> ] /Filter [ /FlateDecode ]\n"
        b"/DecodeParms [ << /Predictor 15 /Colors 1 /BitsPerComponent 1 /Columns %(width)d >> ] /Length %(length)d >>\n"
        b"stream\n%(lines)b\nendstream"
    ) % {
        b"width": width,
        b"height": height,
        b"colours": parts[b"PLTE"].hex().encode(),
        b"length": len(parts[b"IDAT"]),
        b"lines": parts[b"IDAT"],
    }


def _only(objects: Mapping[int, bytes], what: bytes) -> int:
    """The number of the only object that says so."""
    found = [number for number, body in objects.items() if re.search(what, body.partition(b"stream")[0])]
    if len(found) != 1:
        raise NotPlaceable
    return found[0]


def _stream(body: bytes) -> bytes:
    length = int(re.search(rb"/Length (\d+)", body)[1])
    begins = body.index(b"stream") + len(b"stream")
    begins += 2 if body[begins : begins + 2] == b"\r\n" else 1
    return zlib.decompress(body[begins : begins + length])


def _read(data: bytes) -> tuple[dict[int, bytes], int, int]:
    """The objects of a file that reportlab wrote, by number; those of its root and its properties."""
    begins = int(data[data.rindex(b"startxref") :].split()[1])
    table, _trailer, trailer = data[begins:].partition(b"trailer")
    offsets = [int(one) for one in re.findall(rb"(\d{10}) 00000 n", table)]
    ends = dict(zip(sorted(offsets), [*sorted(offsets)[1:], begins], strict=True))
    objects = {}
    for number, offset in enumerate(offsets, start=1):
        body = data[offset : ends[offset]]
        objects[number] = body[body.index(b"obj") + 3 : body.rindex(b"endobj")].strip(b"\r\n ")
    root, info = (int(re.search(rb"/%b (\d+) 0 R" % name, trailer)[1]) for name in (b"Root", b"Info"))
    return objects, root, info


def _written(objects: Mapping[int, bytes], root: int, info: int) -> bytes:
    out, offsets = [b"%PDF-1.4\n%\x93\x8c\x8b\x9e made of one layout\n"], []
    at = len(out[0])
    for number in sorted(objects):
        offsets.append(at)
        out.append(b"%d 0 obj\n%b\nendobj\n" % (number, objects[number]))
        at += len(out[-1])
    identity = sha256(b"".join(out)).hexdigest()[:32].encode()
    out.append(b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1))
    out += [b"%010d 00000 n \n" % offset for offset in offsets]
    out.append(
        b"trailer\n<<\n/ID [<%(id)b><%(id)b>]\n/Info %(info)d 0 R\n/Root %(root)d 0 R\n/Size %(size)d\n>>\n"
        b"startxref\n%(at)d\n%%%%EOF\n"
        % {b"id": identity, b"info": info, b"root": root, b"size": len(offsets) + 1, b"at": at}
    )
    return b"".join(out)
