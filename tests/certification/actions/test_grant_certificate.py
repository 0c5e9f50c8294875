"""A certificate stands until the day that its version says on the day it is granted."""

import pytest
from django.utils import timezone

from certification.actions.decide_dossier import decide_dossier
from certification.actions.make_file import make_file
from certification.actions.replace import replace
from certification.models import Credential, SchemeVersion
from certification.rules.validity import last_day

pytestmark = pytest.mark.django_db


def granted(dossier, val) -> Credential:
    decide_dossier(dossier=dossier, actor=val, verdict="validate")
    return Credential.objects.select_related("structure", "holder").get(subject=f"dossier:{dossier.pk}")


def test_it_ends_when_its_version_says_and_so_does_what_replaces_it(no_queue, dossier, version, val):
    lasting = version.requirements | {"validity": {"months": 36, "renewal_months": 6}}
    SchemeVersion.objects.filter(pk=version.pk).update(requirements=lasting)
    first = granted(dossier, val)
    assert first.expires_on == last_day(timezone.localdate(), 36)
    assert make_file(credential=first)
    first.refresh_from_db()
    again = replace(credential=first, actor=val, holder_name="Ada O’Brien-Éloïse", reason="Nom")
    assert again.expires_on == first.expires_on


def test_without_a_validity_it_has_no_end(no_queue, dossier, val):
    assert granted(dossier, val).expires_on is None
