"""Sheets placed on one layout: to the pixel those that xhtml2pdf draws of the whole, and never anything else."""

import io
import shutil
import subprocess
import zlib

import pytest
from pypdf import PdfReader

from certification.designs import DESIGNS
from certification.formats import PDF, placing
from certification.formats import pdf as sheets
from certification.formats.placing import Layout, NotPlaceable, Slot
from certification.kinds import BY_SLUG, CERTIFICATE, KINDS
from certification.models import Credential

pytestmark = pytest.mark.django_db

NAMES = (
    "Ada Exemple",
    "Zoë Œuvrard-Naïma d’Haÿ",
    "<b>O'Brien-Éloïse</b> & (Cie) \\",
    "Iñigo Łukasz Šimon «ğ»",
    "E\u0301loi\u0308se\u00a0de\u200b la Tour",
)
#: What no layout carries, or what does not stay on its line: laid out whole.
WHOLE = ("Nguyễn Thị Ánh", "Zoé  Deux Espaces", "Wolfeschlegelsteinhausenbergerdorff " * 3)


@pytest.fixture(scope="module")
def wordings() -> dict[str, dict]:
    return {}


@pytest.fixture
def frozen_of(request, wordings):
    """A function that gives the wording of a real document of this kind."""

    def frozen_of(slug: str) -> dict:
        if not wordings:
            request.getfixturevalue("path_attestation")
            request.getfixturevalue("certificate")
            request.getfixturevalue("realisation")
            wordings.update(
                {kind.slug: Credential.objects.of_kind(kind.slug).first().frozen for kind in KINDS}
            )
        return wordings[slug]

    return frozen_of


@pytest.fixture
def layouts(frozen_of, monkeypatch):
    """How many times something was laid out by xhtml2pdf, from nothing kept."""
    frozen_of("certificate")
    sheets._layouts.clear()
    convert, counted = sheets.convert, []

    def counting(*args, **kwargs):
        counted.append(args)
        return convert(*args, **kwargs)

    monkeypatch.setattr(sheets, "convert", counting)
    return counted


def numbered(frozen: dict, number: int, name: str) -> dict:
    """The same document for somebody else."""
    words = dict(frozen["words"]) | {
        "number": f"N° VAL-2026-{number:04d}",
        "code": f"Code AB{number:02d}-WXYZ-1234",
    }
    changed = frozen | {
        "number": f"VAL-2026-{number:04d}",
        "holder": {"name": name},
        "words": words,
        "verification_url": f"https://essaim.example/certificats/{number:022d}/",
    }
    if "steps" in frozen:
        days = [f"{1 + (number + at) % 28} mai 2026" for at in range(len(frozen["steps"]))]
        changed["steps"] = [
            step | {"done_on_words": day} for step, day in zip(frozen["steps"], days, strict=True)
        ]
    return changed


def whole(frozen: dict) -> bytes:
    kind = BY_SLUG[frozen["kind"]]
    return PDF.render(frozen, template=kind.template, style=kind.style_of(frozen))


def placed(frozen: dict) -> bytes:
    kind = BY_SLUG[frozen["kind"]]
    return PDF.render(frozen, template=kind.template, style=kind.style_of(frozen), places=kind.places)


def picture(data: bytes, tmp_path) -> bytes:
    """Every pixel of the sheet."""
    if shutil.which("pdftoppm") is None:
        pytest.skip("pdftoppm is not on this machine: scripts/install_system.sh poppler")
    path = tmp_path / "sheet.pdf"
    path.write_bytes(data)
    return subprocess.run(["pdftoppm", "-r", "110", path], capture_output=True, check=True).stdout


@pytest.mark.parametrize(
    ("slug", "design"),
    [("attestation", ""), *(("certificate", design) for design in DESIGNS)],
)
def test_the_picture_is_the_obvious_one_to_the_pixel(frozen_of, slug, design, layouts, tmp_path):
    frozen = frozen_of(slug) | {"design": design}
    for number, name in enumerate(NAMES):
        sheet = numbered(frozen, number, name)
        ours = placed(sheet)
        assert len(layouts) == 1, "laid out once for all"
        obvious = whole(sheet)
        layouts.pop()
        assert picture(ours, tmp_path) == picture(obvious, tmp_path), name
        mine, theirs = (PdfReader(io.BytesIO(data)) for data in (ours, obvious))
        assert mine.pages[0].extract_text() == theirs.pages[0].extract_text()
        assert mine.metadata == theirs.metadata
        assert mine.root_object["/Lang"] == "fr"
        assert len(ours) < len(obvious) + 12_000


def test_the_same_words_give_the_same_bytes_whoever_came_first(frozen_of, layouts):
    frozen = frozen_of("certificate")
    ada, zoe = numbered(frozen, 1, "Ada"), numbered(frozen, 2, "Zoé O’Brien")
    first = [placed(ada), placed(zoe)]
    sheets._layouts.clear()
    assert [placed(zoe), placed(ada)] == first[::-1]
    assert len(layouts) == 2


@pytest.mark.parametrize("name", WHOLE)
def test_a_name_that_is_not_so_simple_is_laid_out_whole(frozen_of, name):
    sheet = numbered(frozen_of("certificate"), 3, name)
    assert placed(sheet) == whole(sheet)


def test_another_wording_has_another_layout(frozen_of, layouts):
    frozen = frozen_of("certificate")
    placed(numbered(frozen, 1, "Ada"))
    sheet = numbered(frozen | {"heading": "Trésorerie"}, 2, "Ada")
    assert "Trésorerie" in PdfReader(io.BytesIO(placed(sheet))).pages[0].extract_text()
    assert len(layouts) == 2


def test_a_sheet_that_only_holds_when_small_is_placed_too(frozen_of, layouts, tmp_path):
    frozen = frozen_of("certificate")
    frozen = frozen | {"modules": frozen["modules"] * 4}
    sheet = numbered(frozen, 4, "Zoé O’Brien")
    ours = placed(sheet)
    assert len(layouts) > 1
    obvious = whole(sheet)
    assert picture(ours, tmp_path) == picture(obvious, tmp_path)
    layouts.clear()
    placed(numbered(frozen, 5, "Ada"))
    assert layouts == []


def test_what_never_holds_is_refused_with_its_reason(frozen_of):
    frozen = frozen_of("attestation")
    with pytest.raises(sheets.CannotRender, match="une page"):
        placed(frozen | {"objectives": ["Savoir " * 30] * 80})


def test_a_process_keeps_so_many_layouts_and_no_more(frozen_of, layouts, monkeypatch):
    monkeypatch.setattr(sheets, "LAYOUTS", 1)
    frozen = frozen_of("certificate")
    for heading in ("Un", "Deux"):
        placed(numbered(frozen | {"heading": heading}, 1, "Ada"))
    assert len(sheets._layouts) == 1
    placed(numbered(frozen | {"heading": "Deux"}, 2, "Zoé"))
    assert len(layouts) == 2


class TestALayoutThatIsNotAsMeant:
    """Another version of a library, another template: then nothing is placed."""

    @pytest.fixture
    def marked(self, frozen_of):
        """One that is as meant, of one slot."""
        sheet = sheets.Sheet(
            numbered(frozen_of("certificate"), 1, "Ada"), CERTIFICATE.template, CERTIFICATE.style
        )
        slots = placing.slots_of(sheet.words, {"holder.name": 199})
        like = sheet.like(slots)
        with placing.carrying_letters():
            return PDF._laid_out(like, like.marked_pictures())

    def test_a_mark_or_the_swarm_that_is_not_there(self, marked, frozen_of):
        assert Layout(marked, 1)
        with pytest.raises(NotPlaceable):
            Layout(marked, 2)
        with pytest.raises(NotPlaceable):
            Layout(whole(frozen_of("certificate")), 0)

    def test_a_mark_that_is_there_twice(self, marked):
        objects, root, info = placing._read(marked)
        number = max(objects)
        stream = placing._stream(objects[number])
        twice = zlib.compress(stream + b"BT /F2+0 9 Tf (QXZ00ZXQ) Tj ET")
        objects[number] = b"<< /Length %d >>\nstream\n%b\nendstream" % (len(twice), twice)
        with pytest.raises(NotPlaceable):
            Layout(placing._written(objects, root, info), 1)

    def test_more_than_one_picture(self, marked):
        objects, root, info = placing._read(marked)
        objects[max(objects) + 1] = b"<< /Subtype /Image >>"
        with pytest.raises(NotPlaceable):
            Layout(placing._written(objects, root, info), 1)

    def test_a_code_of_more_colours(self, marked):
        layout, slot = Layout(marked, 1), [Slot(("holder", "name"), "Ada", 199)]
        image = io.BytesIO()
        from PIL import Image

        Image.new("RGB", (4, 4)).save(image, "PNG")
        with pytest.raises(NotPlaceable):
            layout.place(slot, swarm="", image=image.getvalue(), title="x", subject="y")

    def test_its_sheets_are_laid_out_whole(self, frozen_of, layouts, monkeypatch):
        monkeypatch.setattr(sheets, "Layout", lambda data, slots: (_ for _ in ()).throw(NotPlaceable()))
        sheet = numbered(frozen_of("certificate"), 1, "Ada")
        assert placed(sheet) == placed(sheet) == whole(sheet)


def test_fonts_draw_as_before_once_a_layout_is_made():
    split = placing.TTFont.splitString
    with pytest.raises(ValueError, match="x"), placing.carrying_letters():
        raise ValueError("x")
    assert placing.TTFont.splitString is split
