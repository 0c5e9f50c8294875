"""Sheets: one page, whole words, our fonts, and nothing read from anywhere else."""

import io
import logging

import pytest
from pypdf import PdfReader
from xhtml2pdf.config.resources import ResourceAccessError

from certification.formats import FORMATS, PDF, CannotRender
from certification.formats import pdf as sheets
from certification.kinds import BY_SLUG, KINDS
from certification.models import Credential

LONG_NAME = (
    "Marie-Éléonore-Constance de la Rochefoucauld-Montmorency d’Aubigné-Sainte-Croix et de Villeneuve-lès-Avignon, "
    "dite Éloïse O'Brien, veuve Lefèvre"
)


def render(frozen) -> bytes:
    kind = BY_SLUG[frozen["kind"]]
    return PDF.render(frozen, template=kind.template, style=kind.style)


def words(data: bytes) -> str:
    return " ".join(PdfReader(io.BytesIO(data)).pages[0].extract_text().replace("\u00a0", " ").split())


def named(frozen, name: str) -> dict:
    return frozen | {"holder": {"name": name}}


@pytest.fixture(scope="module")
def wordings() -> dict[str, dict]:
    """The frozen wording of one real document a kind, made once: a format looks nothing up."""
    return {}


def _wording(request, wordings, slug: str) -> dict:
    if not wordings:
        request.getfixturevalue("path_attestation")
        request.getfixturevalue("certificate")
        request.getfixturevalue("realisation")
        for kind in KINDS:
            wordings[kind.slug] = Credential.objects.of_kind(kind.slug).first().frozen
    return wordings[slug]


@pytest.fixture(params=[kind.slug for kind in KINDS])
def frozen(request, wordings, db):
    return _wording(request, wordings, request.param)


@pytest.fixture
def attestation(request, wordings, db):
    return _wording(request, wordings, "attestation")


class TestTheSheet:
    def test_it_is_one_a4_page_of_its_own_shape(self, frozen):
        [page] = PdfReader(io.BytesIO(render(frozen))).pages
        size = sorted((round(float(page.mediabox.width)), round(float(page.mediabox.height))))
        assert size == [595, 842]
        landscape = page.mediabox.width > page.mediabox.height
        assert landscape is (frozen["kind"] == "certificate")

    def test_it_says_whose_what_when_by_whom_and_how_to_verify(self, frozen):
        text = words(render(frozen))
        for said in (
            frozen["holder"]["name"],
            frozen["heading"],
            frozen["number"],
            frozen["structure"]["name"],
            frozen["signatory"]["name"],
            frozen["granted_on_words"],
            frozen["verification_site"],
            frozen["hours"].replace("\u00a0", " "),
        ):
            assert said in text

    def test_accents_ligatures_and_quotes_are_drawn(self, frozen):
        assert "Zoë Œuvrard-Naïma d’Haÿ" in words(render(named(frozen, "Zoë Œuvrard-Naïma d’Haÿ")))

    def test_letters_in_two_pieces_are_joined(self, frozen):
        assert "Éloïse" in words(render(named(frozen, "E\u0301loi\u0308se")))

    def test_its_properties_say_language_title_author_and_day(self, frozen):
        reader = PdfReader(io.BytesIO(render(frozen)))
        assert reader.trailer["/Root"]["/Lang"] == "fr"
        assert frozen["number"] in reader.metadata.title
        assert reader.metadata.author == frozen["structure"]["name"]
        assert reader.metadata.creation_date.date().isoformat() == frozen["granted_on"]

    def test_both_cuts_of_our_font_are_embedded(self, frozen):
        fonts = PdfReader(io.BytesIO(render(frozen))).pages[0]["/Resources"]["/Font"]
        embedded = {
            str(font.get_object()["/BaseFont"]).partition("+")[2]
            for font in fonts.values()
            if "/FontFile2" in font.get_object().get("/FontDescriptor", {})
        }
        assert {"Essaim-400", "Essaim-700"} <= embedded

    def test_the_same_words_give_the_same_bytes(self, frozen):
        assert render(frozen) == render(frozen)

    def test_it_weighs_little(self, frozen):
        assert len(render(frozen)) < 80_000


class TestNames:
    @pytest.mark.parametrize("name", ["<b>O'Brien-Éloïse</b> & Cie", "{{ qr }} {% now %}", "</p><h1>Titre"])
    def test_markup_in_a_name_is_printed_as_it_is(self, frozen, name):
        assert name in words(render(named(frozen, name)))

    def test_a_name_of_150_characters_holds_on_one_page(self, frozen):
        data = render(named(frozen, LONG_NAME[:150]))
        assert sheets.page_count(data) == 1
        assert words(data).replace(" ", "").count(LONG_NAME[:150].replace(" ", "")) == 1

    def test_a_name_without_a_space_breaks_and_loses_nothing(self, frozen):
        data = render(named(frozen, "Wolfeschlegelsteinhausenbergerdorff" * 4))
        assert sheets.page_count(data) == 1
        assert "Wolfeschlegelsteinhausenbergerdorff" * 4 in words(data).replace(" ", "")

    @pytest.mark.parametrize("name", ["Zoé 🎉", "Иван Петров", "محمد"])
    def test_what_the_font_lacks_is_refused_by_name_and_never_blank(self, frozen, name):
        with pytest.raises(CannotRender) as refusal:
            render(named(frozen, name))
        assert all(letter in str(refusal.value) for letter in name if ord(letter) > 0x250)

    @pytest.mark.parametrize("name", ["", "   "])
    def test_nobody_is_refused(self, frozen, name):
        with pytest.raises(CannotRender, match="vide"):
            render(named(frozen, name))


class TestLongWordings:
    def test_an_emoji_in_a_title_goes_and_its_words_stay(self, frozen):
        text = words(render(frozen | {"heading": "Compta 🎉 pour tous", "title": "Compta 🎉 pour tous"}))
        assert "Compta pour tous" in text

    def test_letters_of_another_script_in_a_title_are_refused(self, frozen):
        with pytest.raises(CannotRender, match="Ж"):
            render(frozen | {"heading": "Ж"})

    def test_sixty_steps_run_on_rather_than_spill(self, attestation):
        frozen = attestation | {"steps": attestation["steps"] * 20}
        assert sheets.page_count(render(frozen)) == 1

    def test_what_never_holds_is_refused(self, attestation):
        with pytest.raises(CannotRender, match="une page"):
            render(attestation | {"objectives": ["Savoir " * 30] * 80})


class TestResources:
    @pytest.mark.parametrize(
        "uri",
        [
            "http://169.254.169.254/latest/meta-data/",
            "https://example.com/x.png",
            "file:///etc/passwd",
            "/etc/passwd",
            "../../../../etc/passwd",
            "essaim-400.ttf/../../../../manage.py",
            "..%2f..%2fmanage.py",
            "//example.com/x.png",
            "ftp://example.com/x",
            "data:text/html;base64,PGI+",
            "",
        ],
    )
    def test_nothing_but_our_fonts_and_what_the_sheet_carries_is_read(self, uri):
        with pytest.raises(sheets.Refused):
            sheets.only_ours(uri)

    def test_our_fonts_are(self):
        for name in sheets.FONT_FILES:
            assert sheets.only_ours(name).endswith(f"vendor/fonts/{name}")

    def test_behind_the_callback_the_policy_refuses_too(self):
        for url in ("http://127.0.0.1/", "https://example.com/"):
            with pytest.raises(ResourceAccessError):
                sheets.POLICY.check_url(url)
        for path in (
            "/etc/passwd",
            sheets.FONTS.parent.parent / "icons.txt",
            sheets.FONTS / ".." / ".." / "icons.txt",
        ):
            with pytest.raises(ResourceAccessError):
                sheets.POLICY.check_path(path)

    @pytest.mark.parametrize("source", ["http://127.0.0.1:1/x.png", "/etc/passwd", "../../icons.txt"])
    def test_a_sheet_that_asks_for_more_is_not_made(self, source, caplog):
        from datetime import date

        html = f'<html><body><p>avant</p><img src="{source}"></body></html>'
        caplog.set_level(logging.CRITICAL)
        with pytest.raises(Exception, match="may not read"):
            sheets.convert(html, "p { display: block }", day=date(2026, 1, 1))


def test_the_qr_leads_to_the_address_and_keeps_its_quiet_zone(monkeypatch):
    asked = {}

    class Code:
        def save(self, out, **kwargs):
            asked.update(kwargs)
            out.write(b"png")

    monkeypatch.setattr(sheets.segno, "make", lambda url, **kwargs: asked.update(url=url, **kwargs) or Code())
    assert sheets.qr(sheets.qr_png("https://essaim.example/certificats/x/")).startswith(
        "data:image/png;base64,"
    )
    assert asked["url"] == "https://essaim.example/certificats/x/"
    assert (asked["error"], asked["border"], asked["micro"]) == ("m", 4, False)


def test_the_date_of_a_file_leaves_the_environment_as_it_was(monkeypatch):
    import os
    from datetime import date

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "12")
    with sheets.dated(date(2026, 1, 1)):
        assert os.environ["SOURCE_DATE_EPOCH"] != "12"
    assert os.environ["SOURCE_DATE_EPOCH"] == "12"


def test_every_format_has_its_own_slug():
    assert len({one.slug for one in FORMATS}) == len(FORMATS)
