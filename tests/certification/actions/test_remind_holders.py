"""Holders are reminded before a certificate ends, and once it has: each letter once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from certification.actions.remind_holders import _remind, remind_holders
from certification.models import Credential, Dossier, ExpiryReminder, SchemeVersion
from certification.tasks import remind_holders as task
from tests.pages import text_of

pytestmark = pytest.mark.django_db


def ends_in(certificate, days, **fields):
    Credential.objects.filter(pk=certificate.pk).update(
        granted_at=timezone.now() - timedelta(days=1000),
        expires_on=timezone.localdate() + timedelta(days=days),
        **fields,
    )


@pytest.fixture
def lasting(version):
    """Its certificates stand for 36 months; holders are reminded 60 and 7 days before."""
    rule = {"months": 36, "renewal_months": 6, "reminders": [60, 7]}
    SchemeVersion.objects.filter(pk=version.pk).update(requirements=version.requirements | {"validity": rule})


@pytest.mark.parametrize(("days", "written"), [(61, 0), (60, 1), (0, 1), (-1, 1), (-30, 1), (-31, 0)])
def test_as_its_version_says(certificate, lasting, ada, mailoutbox, days, written):
    ends_in(certificate, days)
    before = len(mailoutbox)
    assert remind_holders() == written
    assert len(mailoutbox) == before + written
    if written:
        letter = mailoutbox[-1]
        assert letter.to == [ada.email]
        assert ("est arrivé à son terme" if days < 0 else "est valable jusqu’au") in letter.subject
        assert certificate.number in letter.body
        assert certificate.number in letter.alternatives[0].content


def test_each_letter_once_whoever_writes_it(certificate, lasting, mailoutbox):
    ends_in(certificate, 50)
    assert remind_holders() == 1
    assert remind_holders() == 0
    assert not _remind(certificate.pk, 60)  # another worker, at the same moment
    ends_in(certificate, 5)
    assert remind_holders() == 1
    ends_in(certificate, -1)
    assert remind_holders() == 1
    assert [row.days_before for row in ExpiryReminder.objects.order_by("pk")] == [60, 7, 0]
    assert task() == "0 reminded, 0 marked, 0 told"


def test_a_version_that_says_nothing_reminds_at_90_and_30_days(certificate, mailoutbox):
    ends_in(certificate, 90)
    assert remind_holders() == 1
    assert str(ExpiryReminder.objects.get()) == f"{certificate.pk} · 90"


@pytest.mark.parametrize(
    "why", ["revoked", "replaced", "erased", "no account", "renewed", "renewing", "endless"]
)
def test_those_who_are_left_in_peace(certificate, lasting, ada, dossier, mailoutbox, why):
    ends_in(certificate, 5)
    mine = Credential.objects.filter(pk=certificate.pk)
    if why in ("revoked", "replaced"):
        mine.update(status=why)
    if why == "erased":
        mine.update(holder_shown="erased")
    if why == "no account":
        type(ada).objects.filter(pk=ada.pk).update(is_active=False)
    if why == "renewed":
        mine.update(renewed_by=Credential.objects.exclude(pk=certificate.pk).first())
    if why == "renewing":
        Dossier.objects.create(
            candidate=ada,
            structure=dossier.structure,
            version=dossier.version,
            renews=certificate,
            state="submitted",
        )
    if why == "endless":
        mine.update(expires_on=None)
    assert remind_holders() == 0
    assert not ExpiryReminder.objects.exists()


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (1000, "Il est valable jusqu’au"),
        (10, "10 jours restants"),
        (1, "1 jour restant"),
        (-1, "Arrivé à son terme"),
    ],
)
def test_the_holder_reads_it_beside_the_document(certificate, lasting, ada, client_of, val, days, said):
    ends_in(certificate, days)
    browser = client_of(ada)
    assert said in text_of(browser.get("/mon-parcours/documents/"))
    assert said in text_of(browser.get(certificate.words_url()))
    assert (said in text_of(browser.get("/mon-parcours/"))) is (days < 1000)
    assert said not in text_of(client_of(val).get(certificate.words_url()))


def test_nothing_is_said_of_one_without_an_end_nor_of_an_attestation(
    certificate, attestation, ada, client_of
):
    for address in ("/mon-parcours/documents/", certificate.words_url(), attestation.words_url()):
        assert "valable jusqu’au" not in text_of(client_of(ada).get(address))


def test_an_end_without_a_rule_is_told_once_it_has_come(certificate, ada, client_of):
    ends_in(certificate, 1)
    assert "restant" not in text_of(client_of(ada).get("/mon-parcours/"))
    ends_in(certificate, -1)
    assert "Arrivé à son terme" in text_of(client_of(ada).get("/mon-parcours/"))


def test_the_dashboard_stays_within_its_queries(
    certificate, lasting, ada, client_of, django_assert_max_num_queries
):
    ends_in(certificate, 10)
    browser = client_of(ada)
    browser.get("/mon-parcours/")
    with django_assert_max_num_queries(12):
        browser.get("/mon-parcours/")
