"""What somebody earned, for records that rest on it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from certification.earned import earned_by
from certification.models import Credential

pytestmark = pytest.mark.django_db


def test_attestations_and_certificates_with_the_modules_they_rest_on(
    certificate, ada, django_assert_num_queries
):
    Credential.objects.exclude(pk=certificate.pk).update(status="issued", sha256="0" * 64)
    with django_assert_num_queries(1):
        found = earned_by(ada)
    by_kind = {str(one.kind): one for one in found if one.number == certificate.number}
    assert by_kind["Certificat"].modules == {"DROIT", "COMPTA", "GOUV"}
    assert by_kind["Certificat"].url == certificate.get_absolute_url()
    attested = [one.modules for one in found if one.number != certificate.number]
    assert sorted(map(sorted, attested)) == [["COMPTA"], ["DROIT"], ["GOUV"]]


def test_only_what_stands_and_is_theirs(certificate, ada, linus):
    assert earned_by(linus) == []
    Credential.objects.exclude(pk=certificate.pk).update(status="revoked", sha256="0" * 64)
    assert [one.number for one in earned_by(ada)] == [certificate.number]
    Credential.objects.filter(pk=certificate.pk).update(expires_on=timezone.localdate() - timedelta(days=1))
    assert earned_by(ada) == []
