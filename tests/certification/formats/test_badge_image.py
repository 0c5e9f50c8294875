"""The picture of a badge holds whatever a title, a house or a day is called, and is the same twice."""

import io
from itertools import pairwise

import pytest
from lxml import etree
from openbadgeslib.ob3.verifier import OB3Verifier
from PIL import Image

from certification.formats import baking
from certification.formats.badge_image import CENTRE, SIZE, Cell, Drawing, Words, _inside, fitted

SHORT = Words("Attestation", "Droit", "MDA", "26 novembre 2026", "Ni un certificat, ni un diplôme", "fr")
LONG = Words(
    kind="Attestation de suivi d’un parcours de formation tout entier",
    title="Comptabilité associative : tenir les comptes, établir un budget prévisionnel & répondre aux financeurs "
    * 3,
    issuer="Maison départementale des associations et de la vie locale du Pays de Brocéliande et de ses environs",
    day="1er janvier 2027",
    honest="Ni un diplôme, ni une certification professionnelle enregistrée au répertoire national",
    language="fr",
)
ODD = Words(
    "Certificat", "Anticonstitutionnellementanticonstitutionnellement", "O’Brien-Éloïse 🐝", "", "<b>&", "fr"
)


@pytest.mark.parametrize("words", [SHORT, LONG, ODD])
def test_nothing_leaves_the_cell_and_no_line_meets_another(words):
    drawing = Drawing(words)
    cell = Cell(CENTRE, CENTRE, 276)
    for line in drawing.lines:
        left = float(line.place.removeprefix("translate(").split()[0])
        for x in (left, SIZE - left):
            for y in (line.y, line.y - line.size * 0.7):
                assert _inside(cell, (x, y)), line
    heights = [(line.y - line.size * 0.75, line.y) for line in drawing.lines]
    for (_top, bottom), (top, _bottom) in pairwise(heights):
        assert bottom < top


@pytest.mark.parametrize("words", [SHORT, LONG, ODD])
def test_the_same_words_give_the_same_bytes(words):
    first = Drawing(words).svg(), baking.png(Drawing(words).picture(), "{}")
    assert (Drawing(words).svg(), baking.png(Drawing(words).picture(), "{}")) == first
    assert len(first[0]) < 150_000
    assert len(first[1]) < 40_000


def test_an_end_that_does_not_hold_is_left_out():
    size, lines = fitted("mot " * 200, "essaim-700.ttf", {40: 2, 20: 3}, 300)
    assert (size, len(lines)) == (20, 3)
    assert lines[-1].endswith("…")


def test_it_is_transparent_around_the_cell():
    picture = Drawing(SHORT).picture().convert("RGBA")
    assert picture.size == (SIZE, SIZE)
    assert picture.getpixel((2, 2))[3] == 0
    assert picture.getpixel((SIZE // 2, 90))[3] == 255


class TestBaking:
    TEXT = '{"name": "Éloïse ]]> <b>&", "n": [[1]]}'

    def test_a_reader_gets_the_text_back_from_pixels(self):
        data = baking.png(Drawing(SHORT).picture(), self.TEXT)
        assert OB3Verifier.extract_token_from_png(data) == self.TEXT
        assert Image.open(io.BytesIO(data)).text == {"openbadgecredential": self.TEXT}

    def test_a_reader_gets_what_means_the_same_from_an_svg(self):
        data = baking.svg(Drawing(SHORT).svg(), self.TEXT)
        assert OB3Verifier.extract_token_from_svg(data) == self.TEXT.replace("]]>", "]]\\u003e")
        [element] = etree.fromstring(data).findall("{https://purl.imsglobal.org/ob/v3p0}credential")
        assert element.prefix == "openbadges"

    def test_no_word_is_markup(self):
        svg = Drawing(ODD).svg()
        assert b"&lt;b&gt;&amp;" in svg
        assert "🐝".encode() not in svg
