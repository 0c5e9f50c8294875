import pytest

from accounts.models import LogEntry
from certification.actions.show_holder_as import show_holder_as
from certification.models import Credential
from certification.refusals import NotYours

pytestmark = pytest.mark.django_db


def test_the_holder_chooses_and_the_log_keeps_it(attestation, ada):
    show_holder_as(credential=attestation, actor=ada, shown="initials")
    shown = Credential.objects.get()
    assert shown.holder_shown == "initials"
    assert shown.shown_name == "A. E."
    assert LogEntry.objects.about(shown).filter(verb="credential.holder_shown").count() == 1


def test_the_same_choice_again_changes_nothing(attestation, ada):
    show_holder_as(credential=attestation, actor=ada, shown="full")
    assert not LogEntry.objects.filter(verb="credential.holder_shown").exists()


def test_nobody_chooses_for_them(attestation, marie):
    with pytest.raises(NotYours):
        show_holder_as(credential=attestation, actor=marie, shown="initials")


def test_there_are_two_choices(attestation, ada):
    with pytest.raises(ValueError, match="nothing"):
        show_holder_as(credential=attestation, actor=ada, shown="nothing")
