"""A file of evidence as an OpenDocument text: sound as a ZIP and as XML, and any office suite opens it."""

import io
import shutil
import subprocess
import zipfile
from itertools import pairwise

import pytest
from lxml import etree

from skills.formats import odt
from skills.rules.writable import writable

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"

WORDS = {
    "language": "fr",
    "on": "2026-11-27",
    "heading": "Dossier de preuves",
    "holder": "O’Brien-Éloïse <b>",
    "day": "Établi le 27 novembre 2026",
    "is_heading": "Ce que c’est",
    "is": ["Ni un certificat & ni une attestation."],
    "missions_heading": "Activités",
    "missions": [
        {
            "title": "Accueil 🎉",
            "facts": [{"label": "Association :", "value": "Les Nuits"}],
            "told": [{"label": "Ce que j’ai fait", "lines": ["Un ]]>", "ساعدت في المهرجان"]}],
        }
    ],
    "none": "",
    "domains_heading": "Preuves",
    "columns": ["Activité", "Période", "Durée", "Qui l’atteste"],
    "domains": [
        {
            "title": "Organiser",
            "competencies": [
                {
                    "title": "Tenir une buvette",
                    "level": "Niveau déclaré : avec aide",
                    "framework": "Vie associative, version 1",
                    "rows": [["Accueil", "Juillet 2026", "24 heures", "Déclaré par la personne"]],
                    "evidence_label": "Ce qui le montre :",
                    "evidence": ["Un mot d’Odile"],
                }
            ],
        }
    ],
    "page": "page",
}


@pytest.fixture(scope="module")
def data() -> bytes:
    return odt.render(WORDS)


@pytest.fixture
def zipped(data):
    return zipfile.ZipFile(io.BytesIO(data))


def test_it_is_known_by_its_first_bytes(data, zipped):
    """The type stands uncompressed at byte 38, without extra field: that is how systems know the file."""
    assert zipped.testzip() is None
    first = zipped.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert data[30:38] == b"mimetype"
    assert data[38:].startswith(odt.CONTENT_TYPE.encode())


def test_its_manifest_names_each_of_its_parts(zipped):
    manifest = etree.fromstring(zipped.read("META-INF/manifest.xml"))
    name = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}full-path"
    named = {entry.get(name) for entry in manifest}
    assert named == {"/", *zipped.namelist()} - {"mimetype", "META-INF/manifest.xml"}


@pytest.mark.parametrize("part", odt.PARTS)
def test_each_part_is_well_formed(zipped, part):
    assert etree.fromstring(zipped.read(part)) is not None


def test_it_says_every_word_whatever_the_script(zipped):
    content = etree.fromstring(zipped.read("content.xml"))
    words = " ".join(" ".join(content.itertext()).split())
    for said in (
        "O’Brien-Éloïse <b>",
        "certificat & ni",
        "Accueil 🎉",
        "Association : Les Nuits",
        "Un ]]>",
        "ساعدت في المهرجان",
        "Niveau déclaré : avec aide",
        "Déclaré par la personne",
        "Un mot d’Odile",
    ):
        assert said in words, said


def test_it_has_headings_in_order_and_tables_with_a_head(zipped):
    content = etree.fromstring(zipped.read("content.xml"))
    levels = [int(one.get(f"{TEXT}outline-level")) for one in content.iter(f"{TEXT}h")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert len(list(content.iter(f"{TABLE}table-header-rows"))) == 1
    widths = {len(row) for row in content.iter(f"{TABLE}table-row")}
    assert widths == {4}


def test_every_style_that_it_uses_is_there(zipped):
    parts = [etree.fromstring(zipped.read(part)) for part in ("content.xml", "styles.xml")]
    style = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}name"
    there = {one.get(style) for part in parts for one in part.iter() if one.get(style)}
    used = {
        one.get(f"{space}style-name")
        for part in parts
        for one in part.iter()
        for space in (TEXT, TABLE)
        if one.get(f"{space}style-name")
    }
    assert used <= there


def test_the_same_words_give_the_same_bytes(data):
    assert odt.render(WORDS) == data


def test_characters_that_no_document_can_hold_are_left_out_before():
    words = writable(WORDS | {"holder": "Ada\x0b\x00 Exemple"})
    content = zipfile.ZipFile(io.BytesIO(odt.render(words))).read("content.xml")
    assert "Ada Exemple" in "".join(etree.fromstring(content).itertext())


def test_an_office_suite_opens_it(data, tmp_path):
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not on this machine.")
    (tmp_path / "dossier.odt").write_bytes(data)
    command = [
        program,
        f"-env:UserInstallation=file://{tmp_path}/profile",
        *("--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path)),
        str(tmp_path / "dossier.odt"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = (tmp_path / "dossier.txt").read_text(encoding="utf-8-sig")
    for said in ("O’Brien-Éloïse", "🎉", "ساعدت", "Déclaré par la personne"):
        assert said in text, said
