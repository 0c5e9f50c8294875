"""A candidate puts files in their dossier: what each holds is looked at, and nobody else puts any."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from accounts.models import LogEntry
from certification.actions.add_document import add_document
from certification.dossier_refusals import FileRefused, NotAskedFor, NotNow
from certification.models import SupportingDocument
from certification.refusals import NotYours
from certification.rules.supporting import LARGEST_MB, MOST

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"


def test_it_is_kept_privately_under_its_hash(opened, ada, a_file):
    kept = add_document(dossier=opened, actor=ada, file=a_file("Mon CV.pdf"), kind="cv")
    assert (kept.title, kept.kind, kept.content_type) == ("Mon CV.pdf", "cv", "application/pdf")
    assert kept.file_name == f"pieces/{kept.sha256[:2]}/{kept.sha256}-{opened.pk}"
    with storages["work"].open(kept.file_name) as file:
        assert len(file.read()) == kept.file_bytes
    line = LogEntry.objects.get(verb="dossier.document_added")
    assert line.payload == {"document": kept.pk, "kind": "cv", "sha256": kept.sha256}
    assert line.in_words() == "Pièce justificative ajoutée"


def test_the_same_file_twice_is_one(opened, ada, a_file):
    first = add_document(dossier=opened, actor=ada, file=a_file("a.pdf"), kind="cv")
    again = add_document(dossier=opened, actor=ada, file=a_file("b.pdf"), kind="other")
    assert first == again
    assert SupportingDocument.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("page.pdf", b"<script>alert(1)</script>", "contient autre chose"),
        ("page.html", b"<p>Bonjour</p>", "cette sorte de fichier"),
        ("vide.pdf", b"", "vide"),
        ("photo.jpg", PDF, "contient autre chose"),
        ("gros.pdf", PDF + b"x" * (LARGEST_MB * 1024 * 1024), "trop lourd"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_in_words(opened, ada, name, data, words):
    with pytest.raises(FileRefused, match=words):
        add_document(dossier=opened, actor=ada, file=ContentFile(data, name), kind="other")
    assert not SupportingDocument.objects.exists()


def test_a_dossier_holds_so_many(opened, ada, a_file):
    for number in range(MOST):
        add_document(dossier=opened, actor=ada, file=a_file(f"{number}.pdf", b"%d" % number), kind="other")
    with pytest.raises(FileRefused, match=f"{MOST} fichiers"):
        add_document(dossier=opened, actor=ada, file=a_file("trop.pdf", b"encore"), kind="other")


def test_only_its_candidate_while_it_is_theirs(opened, dossier, ada, linus, a_file):
    with pytest.raises(NotYours):
        add_document(dossier=opened, actor=linus, file=a_file("a.pdf"), kind="other")
    with pytest.raises(NotNow):  # sent
        add_document(dossier=dossier, actor=ada, file=a_file("a.pdf"), kind="other")
    with pytest.raises(NotAskedFor):
        add_document(dossier=opened, actor=ada, file=a_file("a.pdf"), kind="passport")
