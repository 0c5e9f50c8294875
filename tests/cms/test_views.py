"""The style guide, for those who build and for staff; pictures, for everybody."""

import pytest
from django.urls import reverse


@pytest.fixture
def url(house):
    return reverse("styleguide")


def test_a_visitor_finds_nothing(url, client):
    assert client.get(url).status_code == 404


def test_somebody_without_a_role_finds_nothing(url, client, linus):
    client.force_login(linus)
    assert client.get(url).status_code == 404


def test_staff_see_every_component_without_a_style(url, client, linus):
    linus.is_staff = True
    linus.save()
    client.force_login(linus)
    html = client.get(url).content.decode()
    assert "Guide de style" in html
    assert 'class="comb"' in html
    assert " style=" not in html.replace("&quot;", "")


@pytest.mark.parametrize(("asked", "forced"), [("dark", True), ("light", True), ("pink", False), ("", False)])
def test_a_theme_can_be_forced(url, client, settings, asked, forced):
    settings.DEBUG = True
    html = client.get(url, {"theme": asked}).content.decode()
    assert (f'data-theme="{asked}"' in html) is forced


class TestPictures:
    @pytest.fixture(autouse=True)
    def media(self, db, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        for name in ("images/a.png", "original_images/a.png", "documents/secret.pdf", "secret-key"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_bytes(b"x")

    @pytest.mark.parametrize("path", ["images/a.png", "original_images/a.png"])
    def test_they_are_served(self, path, client):
        assert client.get(f"/media/{path}").status_code == 200

    @pytest.mark.parametrize(
        "path",
        [
            "documents/secret.pdf",
            "images/../documents/secret.pdf",
            "images/%2e%2e/documents/secret.pdf",
            "images/..%2fdocuments%2fsecret.pdf",
            "secret-key",
            "images/../secret-key",
            "images/",
            "images/" + "x" * 300,
            "images/%00",
        ],
    )
    def test_nothing_else_is_nor_a_document_past_its_permissions(self, path, client):
        assert client.get(f"/media/{path}", follow=True).status_code in (400, 404)
