import pytest

from accounts.models import LogEntry
from certification import tasks
from certification.actions.tell_holder import tell_holder
from certification.models import Credential
from learning.models import Notification, NotificationChoice

pytestmark = pytest.mark.django_db


def test_the_holder_reads_where_to_download_and_what_to_show(attestation, ada, mailoutbox, house):
    assert tell_holder(credential=attestation)
    [letter] = mailoutbox
    assert letter.to == [ada.email]
    assert "Attestation" in letter.subject
    assert attestation.document_url() in letter.body
    assert attestation.get_absolute_url() in letter.body
    assert attestation.number in letter.alternatives[0][0]


def test_they_are_told_once(attestation, mailoutbox):
    assert tell_holder(credential=attestation)
    assert not tell_holder(credential=attestation)
    assert not tasks.tell_holder(0)
    assert len(mailoutbox) == 1


@pytest.mark.parametrize("way", ["digest", "none"])
def test_who_chose_otherwise_gets_no_letter_and_finds_it_on_their_page(attestation, ada, mailoutbox, way):
    NotificationChoice.objects.create(person=ada, kind="attestation_ready", by_mail=way)
    assert tell_holder(credential=attestation)
    assert not tell_holder(credential=attestation)
    assert mailoutbox == []
    told = Notification.objects.get(person=ada, kind="attestation_ready")
    assert (told.by_mail, told.mailed_at, told.address) == (way, None, attestation.document_url())
    assert LogEntry.objects.filter(verb="credential.told").count() == 1


def test_not_before_it_is_made(pending, mailoutbox):
    assert not tell_holder(credential=pending)
    assert mailoutbox == []


def test_a_title_with_markup_is_text_in_the_letter(attestation, mailoutbox):
    attestation.title = "<b>Compta</b> {% load x %}"
    tell_holder(credential=attestation)
    [letter] = mailoutbox
    assert "<b>Compta</b> {% load x %}" in letter.body
    assert "&lt;b&gt;Compta&lt;/b&gt;" in letter.alternatives[0][0]
    assert "\n" not in letter.subject


def test_a_quiet_one_is_never_told(attestation, mailoutbox):
    Credential.objects.update(told_at=attestation.granted_at)
    assert not tell_holder(credential=attestation)
    assert mailoutbox == []
