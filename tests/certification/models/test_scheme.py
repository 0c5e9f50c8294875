"""What was promised to people is never changed."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from certification.models import SchemeVersion
from certification.models.scheme import VersionInForce

pytestmark = pytest.mark.django_db


@pytest.fixture
def coming(version):
    """The version of next year."""
    version.pk, version.label = None, "2099"
    version.effective_from = timezone.localdate() + timedelta(days=30)
    version.save()
    return version


def test_in_force_it_is_neither_changed_nor_deleted(version):
    for change in ({"certificate_title": "Autre"}, {"requirements": {}}, {"effective_from": "2099-01-01"}):
        changed = SchemeVersion.objects.get(pk=version.pk)
        for field, value in change.items():
            setattr(changed, field, value)
        with pytest.raises(VersionInForce):
            changed.save()
    with pytest.raises(VersionInForce):
        version.delete()


def test_in_force_only_its_last_day_is_set(version):
    version.effective_until = timezone.localdate()
    version.save(update_fields=["effective_until"])
    assert SchemeVersion.objects.get(pk=version.pk).effective_until == timezone.localdate()


def test_before_its_day_it_may_change_and_go(coming):
    coming.certificate_title = "Autre"
    coming.save()
    coming.delete()
    assert SchemeVersion.objects.count() == 1


def test_only_those_of_today_are_in_force(version, coming):
    assert list(SchemeVersion.objects.in_force(timezone.localdate())) == [
        SchemeVersion.objects.get(label="2026")
    ]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("requirements", {"groups": [], "duration": 30}, "unknown key duration"),
        ("certificate_text", "Certification RNCP 38575", "RNCP 38575"),
        ("proves", "Inscrit au RS 5617", "RS 5617"),
        ("effective_until", "2020-01-01", "C’est avant"),
    ],
)
def test_what_would_mislead_or_lose_a_rule_is_refused(version, field, value, message):
    from datetime import date

    setattr(version, field, date.fromisoformat(value) if field == "effective_until" else value)
    with pytest.raises(ValidationError) as refusal:
        version.full_clean()
    assert message in str(refusal.value.message_dict[field])


def test_a_good_one_passes_and_says_its_name(version):
    version.full_clean()
    assert str(version) == "Bases de la gestion associative (2026)"
    assert version.in_force
