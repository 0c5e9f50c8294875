"""Files are taken for what they hold."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from accounts.actions.grant_role import grant_role
from accounts.actions.open_structure import open_structure


@pytest.fixture
def browser(db, client_of, make_person):
    """That of a trainer of a house with its own collection."""
    opened = open_structure(
        actor=None, site=None, name="Maison de Loire", short_name="Loire", slug="loire", number_prefix="LOI"
    )
    person = make_person("rose")
    grant_role(user=person, structure=opened, role="trainer", actor=None)
    return client_of(person)


def picture(kind="PNG") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(file, kind)
    return file.getvalue()


def archive(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as zipped:
        for name in names:
            zipped.writestr(name, "x")
    return file.getvalue()


def send_document(browser, name: str, content: bytes):
    return browser.post(
        "/admin/documents/add/",
        {"title": "Un document", "file": SimpleUploadedFile(name, content), "tags": ""},
    )


class TestDocuments:
    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("statuts.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
            ("membres.csv", "nom;ville\nÉloïse;Nîmes\n".encode()),
            ("notes.txt", b"Bonjour"),
            ("dossier.zip", archive("a.txt")),
            ("lettre.docx", archive("[Content_Types].xml", "word/document.xml")),
            ("lettre.odt", archive("mimetype", "content.xml")),
        ],
    )
    def test_what_is_what_it_says_is_kept_in_the_house_s_collection(self, browser, name, content):
        assert send_document(browser, name, content).status_code == 302
        assert get_document_model().objects.get().collection.name == "Maison de Loire"

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("statuts.pdf", b"<html><script>alert(1)</script></html>"),
            ("statuts.pdf", b"MZ\x90\x00\x03"),
            ("notes.txt", b"<!doctype html><script>alert(1)</script>"),
            ("dessin.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
            ("page.html", b"<html></html>"),
            ("vide.pdf", b""),
        ],
    )
    def test_what_is_something_else_is_refused(self, browser, name, content):
        page = send_document(browser, name, content)
        assert page.status_code == 200
        assert not get_document_model().objects.exists()

    def test_the_reason_is_said(self, browser):
        page = send_document(browser, "statuts.pdf", b"<html></html>").content.decode()
        assert "contient autre chose" in page

    def test_one_too_heavy_is_refused_in_words(self, browser, settings):
        settings.DOCUMENT_MAX_BYTES = 1000
        page = send_document(browser, "statuts.pdf", b"%PDF-1.7" + b" " * 1000).content.decode()
        assert "trop lourd" in page
        assert not get_document_model().objects.exists()

    def test_several_at_once_are_checked_too(self, browser):
        answer = browser.post(
            "/admin/documents/multiple/add/",
            {
                "title": "x",
                "files[]": SimpleUploadedFile("statuts.pdf", b"<html></html>"),
                "collection": get_document_model()._meta.get_field("collection").get_default(),
            },
            headers={"x-requested-with": "XMLHttpRequest"},
        )
        assert not get_document_model().objects.exists()
        assert "contient autre chose" in answer.json().get("error_message", "")


class TestImages:
    def send(self, browser, name, content):
        return browser.post(
            "/admin/images/add/", {"title": "Image", "file": SimpleUploadedFile(name, content), "tags": ""}
        )

    def test_a_picture_is_kept(self, browser):
        assert self.send(browser, "photo.png", picture()).status_code == 302
        assert get_image_model().objects.get().width == 40

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("photo.png", b"<html>not a picture</html>"),
            ("photo.png", picture()[:60]),
            ("photo.jpg", picture("PNG")),
            ("photo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ],
    )
    def test_what_is_not_one_is_a_clear_error(self, browser, name, content):
        page = self.send(browser, name, content)
        assert page.status_code == 200
        assert 'class="error-message"' in page.content.decode()
        assert not get_image_model().objects.exists()
