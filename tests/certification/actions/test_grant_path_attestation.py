import pytest

from accounts.models import LogEntry
from certification.actions.grant_path_attestation import grant_path_attestation
from certification.models import Credential
from learning.models import PathEnrolment

pytestmark = pytest.mark.django_db


def test_granting_again_gives_the_same_document(path_attestation):
    stay = PathEnrolment.objects.get()
    assert grant_path_attestation(path_enrolment=stay) == path_attestation
    assert Credential.objects.filter(kind="path_attestation").count() == 1
    lines = LogEntry.objects.about(path_attestation).filter(verb="credential.granted")
    assert [line.payload["number"] for line in lines] == [path_attestation.number]
