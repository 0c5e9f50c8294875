"""The mailbox of the demonstration."""

from datetime import timedelta
from email.message import EmailMessage as Letter

import pytest
from django.core.mail import EmailMultiAlternatives
from django.urls import include, path
from django.utils import timezone

from accounts.mail import MailFolder
from config.demo.mailbox import read
from config.urls import urlpatterns as site

urlpatterns = [path("demo/", include("config.demo.urls")), *site]


@pytest.fixture
def folder(settings, tmp_path):
    settings.DEBUG = True
    settings.ROOT_URLCONF = __name__
    settings.MAIL_DIR = tmp_path / "mail"
    return settings.MAIL_DIR


def put(subject, body, html=""):
    message = EmailMultiAlternatives(subject, body, "Essaim <essaim@localhost>", ["ada@exemple.fr"])
    if html:
        message.attach_alternative(html, "text/html")
    MailFolder().send_messages([message])


def test_messages_are_listed_newest_first(house, folder, client):
    put("Premier", "a")
    put("Second", "b")
    page = client.get("/demo/courriels/").content.decode()
    assert page.index("Second") < page.index("Premier")
    assert "ada@exemple.fr" in page


def test_a_message_is_text_with_links_and_nothing_in_it_runs(house, folder, client):
    put(
        "Bonjour <b>",
        "Ouvrez http://localhost/compte/confirmer/x:y/ <script>alert(1)</script>",
        "<img src=x>",
    )
    (file,) = folder.iterdir()
    page = client.get(f"/demo/courriels/{file.stem}/").content.decode()
    assert '<a href="http://localhost/compte/confirmer/x:y/"' in page
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "<h1>Bonjour &lt;b&gt;</h1>" in page


def test_the_hour_is_that_of_the_reader(house, folder, client):
    put("Premier", "a")
    now = timezone.localtime()
    (file,) = folder.iterdir()
    assert read(file).sent_at.utcoffset() == timedelta(0)
    assert f"{now:%Y-%m-%dT%H}" in client.get("/demo/courriels/").content.decode()


def test_an_empty_box_says_what_to_do(house, folder, client):
    assert "Créer un compte" in client.get("/demo/courriels/").content.decode()


@pytest.mark.parametrize("name", ["nothing", "..", "..%2F..%2Fetc%2Fpasswd", "essaim.sqlite3"])
def test_no_name_leads_out_of_the_folder(house, folder, client, name):
    put("Premier", "a")
    (folder.parent / "essaim.sqlite3.eml").write_text("secret")
    assert client.get(f"/demo/courriels/{name}/").status_code == 404


def test_a_message_of_another_program_is_read_as_far_as_it_goes(house, folder, client):
    folder.mkdir()
    bare = Letter()
    bare["Subject"] = "Sans date"
    (folder / "0.eml").write_bytes(bare.as_bytes())
    assert client.get("/demo/courriels/0/").status_code == 200


def test_without_debug_there_is_no_such_page(house, folder, client, settings):
    put("Premier", "a")
    settings.DEBUG = False
    assert client.get("/demo/courriels/").status_code == 404
    (file,) = folder.iterdir()
    assert client.get(f"/demo/courriels/{file.stem}/").status_code == 404


def test_it_is_only_read(house, folder, client):
    assert client.post("/demo/courriels/").status_code == 405
