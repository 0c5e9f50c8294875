"""What shows a mission: every kind, what is refused, and nobody else's."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from certification.models import Credential
from skills.evidence import BY_SLUG, KINDS
from skills.models import Claim, Evidence
from skills.rules.evidence import FILE_MAX_BYTES
from tests.pages import main_text_of as text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def work(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "work": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "work"), "base_url": None},
        }
    }
    return tmp_path / "work"


@pytest.fixture
def mine(ada, client_of, mission):
    return client_of(ada)


@pytest.fixture
def here(mission):
    return f"/mes-acquis/missions/{mission.pk}/preuves/"


def photograph(**saved) -> bytes:
    out = BytesIO()
    Image.new("RGB", (3000, 1000), "teal").save(out, "JPEG", **saved)
    return out.getvalue()


def sent(kind: str):
    return {
        "words": {"title": "Un mot d’Odile", "text": "Merci <b>Ada</b> !"},
        "link": {"title": "Le programme", "url": "https://nuits.example/2026"},
        "photo": {
            "title": "La buvette",
            "alt": "Une buvette en bois sous une guirlande.",
            "file": SimpleUploadedFile("IMG 1.jpg", photograph()),
        },
        "file": {"title": "Le planning", "file": SimpleUploadedFile("planning.pdf", b"%PDF-1.4 /Catalog")},
    }[kind]


@pytest.mark.parametrize("kind", [kind.slug for kind in KINDS if kind.slug != "document"])
def test_every_kind_is_added_shown_and_removed(mine, here, kind):
    assert str(BY_SLUG[kind].label) in text_of(mine.get(f"{here}{kind}/"))
    claim = Claim.objects.get(code="tenir-buvette")
    said = sent(kind)
    response = mine.post(f"{here}{kind}/", said | {"claims": [claim.pk]}, follow=True)
    text = text_of(response)
    assert "Personne d’autre que vous ne le voit" in text
    assert said["title"] in text
    assert "Montre : Tenir une buvette" in text
    assert said["title"] in text_of(mine.get("/mes-acquis/"))
    assert b"<b>Ada" not in response.content
    one = Evidence.objects.get()
    assert "retiré de vos acquis" in text_of(mine.post(f"/mes-acquis/preuves/{one.pk}/retrait/", follow=True))
    assert not Evidence.objects.exists()


def test_a_document_earned_here_is_chosen_among_ones_own(mine, here, ada, house):
    assert mine.get(f"{here}document/").status_code == 404
    one = Credential.objects.create(
        kind="attestation",
        number="VAL-AS-1",
        structure=house,
        holder=ada,
        holder_name="Ada",
        subject="enrolment:0",
        title="Accueillir",
        frozen={"module": {"code": "ACC"}},
        status="issued",
        sha256="0" * 64,
    )
    assert "Accueillir (Attestation VAL-AS-1)" in text_of(mine.get(f"{here}document/"))
    assert mine.post(f"{here}document/", {"document": "autre"}).status_code == 400
    text = text_of(mine.post(f"{here}document/", {"document": one.public_id}, follow=True))
    assert "Attestation VAL-AS-1" in text
    assert one.get_absolute_url() in mine.get(here.removesuffix("preuves/")).content.decode()


def test_a_photograph_is_made_small_and_forgets_where_it_was_taken(mine, here):
    exif = Image.Exif()
    exif[0x010F] = "Appareil de Samira"
    picture = SimpleUploadedFile("IMG 1.jpg", photograph(exif=exif))
    mine.post(f"{here}photo/", sent("photo") | {"file": picture})
    response = mine.get(f"/mes-acquis/preuves/{Evidence.objects.get().pk}/fichier/")
    kept = b"".join(response.streaming_content)
    assert response["Content-Type"] == "image/jpeg"
    assert b"Samira" not in kept
    assert max(Image.open(BytesIO(kept)).size) == 1600


def test_a_file_is_given_back_to_keep_and_never_to_run(mine, here, work):
    mine.post(f"{here}file/", sent("file"))
    address = f"/mes-acquis/preuves/{Evidence.objects.get().pk}/fichier/"
    response = mine.get(address)
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"] == 'attachment; filename="planning.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]
    # Read to its end, not closed: closing it would close the test’s connection too.
    assert b"".join(response.streaming_content) == b"%PDF-1.4 /Catalog"
    for file in [path for path in work.rglob("*") if path.is_file()]:
        file.unlink()
    assert mine.get(address).status_code == 404


def test_words_have_no_file(mine, here):
    mine.post(f"{here}words/", sent("words"))
    assert mine.get(f"/mes-acquis/preuves/{Evidence.objects.get().pk}/fichier/").status_code == 404


@pytest.mark.parametrize(
    ("kind", "changes", "words"),
    [
        ("link", {"url": "javascript:alert(1)"}, "adresse"),
        ("photo", {"alt": ""}, "requis"),
        ("photo", {"file": SimpleUploadedFile("photo.jpg", b"MZ\x90\x00")}, "pas une photo"),
        ("photo", {"file": SimpleUploadedFile("photo.jpg", photograph()[:400])}, "pas une photo"),
        ("file", {"file": SimpleUploadedFile("notes.pdf", b"MZ\x90\x00")}, "contient autre chose"),
        ("file", {"file": SimpleUploadedFile("notes.exe", b"MZ\x90\x00")}, ".exe"),
        (
            "file",
            {"file": SimpleUploadedFile("n.pdf", b"%PDF-1.4 /S /JavaScript /JS (x)")},
            "contient un programme",
        ),
        ("words", {"text": " "}, "requis"),
    ],
)
def test_what_is_refused_says_why(mine, here, kind, changes, words):
    response = mine.post(f"{here}{kind}/", sent(kind) | changes)
    assert response.status_code == 400
    assert words in text_of(response)
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("kind", ["photo", "file"])
def test_what_is_too_heavy_is_said(mine, here, kind):
    heavy = SimpleUploadedFile("lourd.pdf", b"%PDF" + b" " * FILE_MAX_BYTES)
    response = mine.post(f"{here}{kind}/", sent(kind) | {"file": heavy})
    assert response.status_code == 400
    assert "trop lourd" in text_of(response)


def test_a_picture_of_a_million_rows_is_not_opened(mine, here, monkeypatch):
    monkeypatch.setattr("skills.evidence.photo.MOST_PIXELS", 10)
    assert mine.post(f"{here}photo/", sent("photo")).status_code == 400


def test_more_than_a_record_takes_is_said(mine, here, monkeypatch):
    monkeypatch.setattr("skills.actions.add_evidence.MOST", 0)
    response = mine.post(f"{here}words/", sent("words"))
    assert response.status_code == 400
    assert "au plus" in text_of(response)


def test_a_kind_that_is_none_is_not_there(mine, here):
    assert mine.get(f"{here}autre/").status_code == 404


@pytest.mark.parametrize("who", ["linus", "grace", "val", "marie"])
def test_nobody_else_adds_opens_or_removes(request, mine, here, client_of, client, who):
    mine.post(f"{here}file/", sent("file"))
    one = Evidence.objects.get()
    theirs = client_of(request.getfixturevalue(who))
    assert theirs.get(f"{here}words/").status_code == 404
    assert theirs.post(f"{here}words/", sent("words")).status_code == 404
    assert theirs.get(f"/mes-acquis/preuves/{one.pk}/fichier/").status_code == 404
    assert theirs.post(f"/mes-acquis/preuves/{one.pk}/retrait/").status_code == 404
    assert client.get(f"/mes-acquis/preuves/{one.pk}/fichier/").status_code == 302
    assert client.post(f"/mes-acquis/preuves/{one.pk}/retrait/").status_code == 302
    assert Evidence.objects.exists()
