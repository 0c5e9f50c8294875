from importlib import import_module

import pytest
from django.apps import apps

from certification.models import Credential
from certification.rules.short_codes import short_code

migration = import_module("certification.migrations.0005_short_codes_for_all")

pytestmark = pytest.mark.django_db


def test_documents_without_a_code_get_theirs_and_the_others_keep_theirs(attestation, certificate, monkeypatch):
    monkeypatch.setattr(migration, "CHUNK", 1)
    before = dict(Credential.objects.values_list("public_id", "short_code"))
    Credential.objects.filter(pk__in=[attestation.pk, certificate.pk]).update(short_code=None)
    migration.give_codes(apps, None)
    assert dict(Credential.objects.values_list("public_id", "short_code")) == before
    assert before[attestation.public_id] == short_code(attestation.public_id)
