"""A candidate takes a file out of their dossier, until it is sent with it."""

import pytest
from django.core.files.storage import storages

from accounts.models import LogEntry
from certification.actions.add_document import add_document
from certification.actions.ask_complement import ask_complement
from certification.actions.submit_dossier import submit_dossier
from certification.actions.take_out_document import take_out_document
from certification.dossier_refusals import NotNow
from certification.models import SupportingDocument
from certification.refusals import NotYours

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(opened, ada, a_file):
    return add_document(dossier=opened, actor=ada, file=a_file("a.pdf"), kind="other")


def test_it_is_gone_from_the_storage_too(kept, ada, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        take_out_document(document=kept, actor=ada)
        take_out_document(document=kept, actor=ada)
    assert not SupportingDocument.objects.exists()
    assert not storages["work"].exists(kept.file_name)
    line = LogEntry.objects.get(verb="dossier.document_taken_out")
    assert line.payload == {"document": kept.pk, "kind": "other", "sha256": kept.sha256}


def test_added_again_at_once_it_stays(kept, opened, ada, a_file, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        take_out_document(document=kept, actor=ada)
        again = add_document(dossier=opened, actor=ada, file=a_file("a.pdf"), kind="other")
    assert storages["work"].exists(again.file_name)


def test_by_nobody_else(kept, linus):
    with pytest.raises(NotYours):
        take_out_document(document=kept, actor=linus)


def test_what_was_sent_stays_what_came_after_may_go(complete, ada, val, a_file):
    sent = add_document(dossier=complete, actor=ada, file=a_file("a.pdf"), kind="other")
    submit_dossier(dossier=complete, actor=ada)
    with pytest.raises(NotNow):
        take_out_document(document=sent, actor=ada)
    ask_complement(dossier=complete, actor=val, items=["Une preuve"])
    with pytest.raises(NotNow):
        take_out_document(document=sent, actor=ada)
    later = add_document(dossier=complete, actor=ada, file=a_file("b.pdf", b"b"), kind="other")
    take_out_document(document=later, actor=ada)
    assert list(complete.documents.all()) == [sent]
