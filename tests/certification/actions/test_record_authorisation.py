"""What an authority allows is recorded once, for as long as the scheme says at most, and counts from its first day."""

from datetime import date

import pytest

from accounts.models import LogEntry
from certification.actions.record_authorisation import record_authorisation, years_allowed
from certification.evidence import eligibility_of
from certification.models import IssuerAuthorisation, SchemeVersion
from certification.scheme_refusals import AuthorityMissing, EndsFirst, MayNotManage, TooLong

pytestmark = pytest.mark.django_db
GIVEN = {
    "authority": "DRAJES Normandie",
    "reference": "2026-14",
    "valid_from": date(2026, 1, 1),
    "valid_until": date(2028, 12, 31),
}


def asking(version, years) -> dict:
    """What this version asks for, and an authorisation of so many years at most."""
    return version.requirements | {"issuer_authorisation": {"authority": "DRAJES", "years": years}}


@pytest.fixture
def authorised(version) -> SchemeVersion:
    """A certificate that only an authorised structure grants."""
    SchemeVersion.objects.filter(pk=version.pk).update(requirements=asking(version, 3))
    return SchemeVersion.objects.select_related("scheme__structure").get(pk=version.pk)


def lines():
    return LogEntry.objects.filter(verb="scheme.authorised")


def test_it_counts_and_the_log_keeps_it(authorised, ada, marie):
    before = eligibility_of(ada, authorised).of("issuer_authorisation")
    assert (before.met, before.reason) == (False, "none")
    record_authorisation(scheme=authorised.scheme, actor=marie, **GIVEN)
    assert eligibility_of(ada, authorised).of("issuer_authorisation").met
    [line] = lines()
    assert line.actor == marie
    assert line.payload == {
        "scheme": "bases",
        "authority": "DRAJES Normandie",
        "reference": "2026-14",
        "from": "2026-01-01",
        "until": "2028-12-31",
    }


def test_the_same_again_is_the_one_there_is(authorised, marie):
    first = record_authorisation(scheme=authorised.scheme, actor=marie, **GIVEN)
    spaced = GIVEN | {"authority": "  DRAJES   Normandie ", "reference": "2026-14\n"}
    assert record_authorisation(scheme=authorised.scheme, actor=marie, **spaced) == first
    assert IssuerAuthorisation.objects.count() == lines().count() == 1


def test_one_follows_another(authorised, marie):
    record_authorisation(scheme=authorised.scheme, actor=marie, **GIVEN)
    after = GIVEN | {"valid_from": date(2029, 1, 1), "valid_until": date(2031, 12, 31)}
    record_authorisation(scheme=authorised.scheme, actor=marie, **after)
    assert IssuerAuthorisation.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "refusal", "said"),
    [
        ({"authority": "  "}, AuthorityMissing, "Écrivez qui autorise"),
        ({"reference": ""}, AuthorityMissing, "référence"),
        ({"valid_until": date(2025, 12, 31)}, EndsFirst, "dernier jour"),
        ({"valid_until": date(2029, 1, 1)}, TooLong, "3 ans au plus"),
    ],
)
def test_what_makes_no_sense_is_refused(authorised, marie, changes, refusal, said):
    with pytest.raises(refusal, match=said):
        record_authorisation(scheme=authorised.scheme, actor=marie, **GIVEN | changes)
    assert not IssuerAuthorisation.objects.exists()
    assert not lines().exists()


def test_one_day_is_enough(authorised, marie):
    day = date(2026, 5, 4)
    given = GIVEN | {"valid_from": day, "valid_until": day}
    assert record_authorisation(scheme=authorised.scheme, actor=marie, **given).valid_until == day


def test_without_a_rule_there_is_no_limit(version, marie):
    assert years_allowed(version.scheme) is None
    record_authorisation(scheme=version.scheme, actor=marie, **GIVEN | {"valid_until": date(2099, 1, 1)})


def test_a_draft_promises_nothing(authorised):
    SchemeVersion.objects.create(
        scheme=authorised.scheme,
        label="2027",
        draft=True,
        effective_from=date(2027, 1, 1),
        requirements=asking(authorised, 9),
        certificate_title="Bases",
        certificate_text="a suivi la formation.",
        proves="La personne a suivi la formation.",
        does_not_prove="Aucun niveau n’est mesuré.",
    )
    assert years_allowed(authorised.scheme) == 3


def test_only_managers_of_the_structure_record_it(authorised, val, ada, other_house, make_person):
    for person in (val, ada, make_person("eve", other_house, "manager")):
        with pytest.raises(MayNotManage):
            record_authorisation(scheme=authorised.scheme, actor=person, **GIVEN)
    assert not IssuerAuthorisation.objects.exists()
