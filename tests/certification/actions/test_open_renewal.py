"""A certificate is renewed by another, which says so; the first stays as it was."""

from datetime import timedelta

import pytest
from django.utils import timezone

from certification.actions.decide_dossier import decide_dossier
from certification.actions.make_file import make_file
from certification.actions.open_renewal import open_renewal
from certification.actions.replace import replace
from certification.actions.revoke import revoke
from certification.actions.submit_dossier import submit_dossier
from certification.models import Credential, Dossier, SchemeVersion
from certification.refusals import NotEligible, NotInForce, NotStanding, NotYours, TooEarly
from certification.renewals import offer_of, revised_modules
from certification.rules.validity import renewed_last_day
from cms.freshness import content_changed
from learning.actions.follow_again import follow_again
from learning.models import ContentChange, Enrolment
from tests.pages import text_of

pytestmark = pytest.mark.django_db
SENTENCE = "Le seuil passe à 153 000 €."


def rule(version, renewal):
    """Its certificates stand for 36 months and are renewed so."""
    validity = {"months": 36, "renewal_months": 6, "renewal": renewal}
    requirements = version.requirements | {"validity": validity}
    SchemeVersion.objects.filter(pk=version.pk).update(requirements=requirements)
    version.requirements = requirements


def changed(module) -> ContentChange:
    """A change of substance, now. Made in bulk: nothing is queued."""
    change = ContentChange(
        module_key=module.translation_key,
        page_title=module.title,
        revision_id=900_000 + ContentChange.objects.count(),
        sentence=SENTENCE,
    )
    ContentChange.objects.bulk_create([change])
    content_changed()
    return change


def ends_on(credential, day) -> Credential:
    Credential.objects.filter(pk=credential.pk).update(expires_on=day)
    return Credential.objects.get(pk=credential.pk)


def again(person, module, finish):
    """The person follows the module again, to its end."""
    mine = Enrolment.objects.by(person).in_module(module).active().get()
    follow_again(enrolment=mine, module=module, actor=person)
    finish(person, module)


@pytest.fixture(autouse=True)
def quiet(no_queue):
    """Files are made when the test says so."""


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def renewable(version, dossier, val, today):
    """A function that gives Ada's certificate, renewed so, which ends in a month: `renewable("delta")`."""

    def give(mode) -> Credential:
        rule(version, mode)
        decide_dossier(dossier=dossier, actor=val, verdict="validate")
        credential = Credential.objects.get(subject=f"dossier:{dossier.pk}")
        make_file(credential=credential)
        return ends_on(credential, today + timedelta(days=30))

    return give


def test_a_revalidation_asks_for_a_decision_and_gives_a_certificate_that_names_the_first(
    renewable, ada, val, today, client_of
):
    first = renewable("revalidation")
    before = (first.frozen, first.read_file(), first.number)
    dossier = open_renewal(credential=first, actor=ada)
    assert (dossier.state, dossier.renews, dossier.renewal["mode"]) == ("complete", first, "revalidation")
    submit_dossier(dossier=dossier, actor=ada)
    page = text_of(client_of(val).get(f"/admin/dossiers/{dossier.pk}/"))
    assert "Certificat à renouveler" in page
    assert first.number in page
    decide_dossier(dossier=dossier, actor=val, verdict="validate")

    second = Credential.objects.get(subject=f"dossier:{dossier.pk}")
    assert second.number != first.number
    assert second.frozen["renews"] == {"number": first.number, "mode": "revalidation"}
    assert second.expires_on == renewed_last_day(today, 36, before=first.expires_on)
    assert [one["code"] for one in second.frozen["modules"]] == ["DROIT", "COMPTA", "GOUV"]
    assert first.number in second.frozen["own_words"]["summary"]
    assert make_file(credential=second)
    first = Credential.objects.get(pk=first.pk)
    assert (first.frozen, first.read_file(), first.number) == before
    assert (first.status, first.renewed_by) == ("issued", second)
    # Whoever verifies, its holder and staff read so.
    for browser, address in [
        (client_of(None), first.get_absolute_url()),
        (client_of(None), f"/verifier/?numero={first.number}"),
        (client_of(ada), "/mon-parcours/documents/"),
        (client_of(ada), f"/mon-parcours/renouvellement/{first.public_id}/"),
        (client_of(val), f"/admin/certificats/{first.pk}/"),
    ]:
        assert second.number in text_of(browser.get(address)), address
    assert first.number in text_of(client_of(None).get(second.get_absolute_url()))
    with pytest.raises(NotStanding):
        open_renewal(credential=first, actor=ada)
    # The new one withdrawn, the first is no longer renewed and may be again.
    second.refresh_from_db()
    revoke(credential=second, actor=val, reason="Erreur.")
    first.refresh_from_db()
    assert first.renewed_by is None
    assert open_renewal(credential=first, actor=ada).pk != dossier.pk


def test_a_delta_asks_for_the_modules_that_changed_followed_again_since(
    renewable, ada, val, modules, finish, client_of
):
    first = renewable("delta")
    first = ends_on(first, first.expires_on + timedelta(days=700))
    with pytest.raises(TooEarly):
        open_renewal(credential=first, actor=ada)
    changed(modules[1])
    browser = client_of(ada)
    offer = text_of(browser.get(f"/mon-parcours/renouvellement/{first.public_id}/"))
    assert SENTENCE in offer
    assert modules[1].title in offer
    assert modules[0].title not in offer
    page = browser.post(f"/mon-parcours/renouvellement/{first.public_id}/", follow=True)
    dossier = Dossier.objects.get(renews=first)
    assert dossier.state == "registered"
    assert "À suivre à nouveau" in text_of(page)
    assert f"/mon-parcours/modules/{modules[1].pk}/reprise/" in page.content.decode()
    with pytest.raises(NotEligible):
        submit_dossier(dossier=dossier, actor=ada)

    again(ada, modules[1], finish)
    dossier.refresh_from_db()
    assert dossier.state == "complete"
    page = text_of(browser.get("/mon-parcours/certificats/bases/"))
    assert "À suivre à nouveau" not in page
    assert f"De votre certificat n° {first.number}" in page.replace("\u00a0", " ")
    submit_dossier(dossier=dossier, actor=ada)
    decide_dossier(dossier=dossier, actor=val, verdict="validate")
    second = Credential.objects.get(subject=f"dossier:{dossier.pk}")
    pinned = {one["code"]: one["attestation"] for one in second.frozen["modules"]}
    before = {one["code"]: one["attestation"] for one in first.frozen["modules"]}
    assert pinned["COMPTA"] != before["COMPTA"]
    assert (pinned["DROIT"], pinned["GOUV"]) == (before["DROIT"], before["GOUV"])
    assert revised_modules(second) == []


def test_a_module_under_way_again_is_gone_on_with(renewable, ada, modules, client_of):
    first = renewable("delta")
    changed(modules[1])
    open_renewal(credential=first, actor=ada)
    mine = Enrolment.objects.by(ada).in_module(modules[1]).active().get()
    follow_again(enrolment=mine, module=modules[1], actor=ada)
    page = text_of(client_of(ada).get("/mon-parcours/certificats/bases/"))
    assert "Continuer ce module" in page


def test_a_full_one_asks_for_everything_again(renewable, ada, modules, finish):
    first = renewable("full")
    dossier = open_renewal(credential=first, actor=ada)
    assert dossier.state == "registered"
    for module in modules[:2]:
        again(ada, module, finish)
    dossier.refresh_from_db()
    assert dossier.state == "theory"
    again(ada, modules[2], finish)
    dossier.refresh_from_db()
    assert dossier.state == "complete"


def test_a_full_one_rests_on_what_was_done_since(renewable, ada, val, modules, finish):
    first = renewable("full")
    dossier = open_renewal(credential=first, actor=ada)
    for module in modules:
        again(ada, module, finish)
    dossier.refresh_from_db()
    submit_dossier(dossier=dossier, actor=ada)
    decide_dossier(dossier=dossier, actor=val, verdict="validate")
    second = Credential.objects.get(subject=f"dossier:{dossier.pk}")
    old = {one["attestation"] for one in first.frozen["modules"]}
    assert not old & {one["attestation"] for one in second.frozen["modules"]}
    assert ["Durée", second.frozen["hours"]] in second.frozen["facts"]
    assert second.frozen["renews"]["mode"] == "full"


class TestWhoAndWhen:
    def test_opened_twice_it_is_opened_once_also_under_another_name(self, renewable, ada, val):
        first = renewable("revalidation")
        dossier = open_renewal(credential=first, actor=ada)
        assert open_renewal(credential=first, actor=ada) == dossier
        named = replace(credential=first, actor=val, holder_name="Ada Autre", reason="Nom")
        make_file(credential=named)
        assert open_renewal(credential=named, actor=ada) == dossier
        # And it is the one named anew that is renewed.
        submit_dossier(dossier=dossier, actor=ada)
        decide_dossier(dossier=dossier, actor=val, verdict="validate")
        named.refresh_from_db()
        assert named.renewed_by.frozen["renews"]["number"] == first.number

    def test_neither_by_somebody_else_nor_too_early_nor_once_withdrawn(
        self, renewable, linus, ada, val, today
    ):
        first = renewable("revalidation")
        with pytest.raises(NotYours):
            open_renewal(credential=first, actor=linus)
        with pytest.raises(TooEarly):
            open_renewal(credential=ends_on(first, today + timedelta(days=300)), actor=ada)
        with pytest.raises(TooEarly):
            open_renewal(credential=ends_on(first, None), actor=ada)
        revoke(credential=first, actor=val, reason="Erreur.")
        with pytest.raises(NotStanding):
            open_renewal(credential=first, actor=ada)

    def test_one_that_has_ended_is_renewed_and_one_without_rules_is_not(self, renewable, ada, version, today):
        first = ends_on(renewable("revalidation"), today - timedelta(days=3))
        SchemeVersion.objects.filter(pk=version.pk).update(effective_until=today - timedelta(days=1))
        with pytest.raises(NotInForce):
            open_renewal(credential=first, actor=ada)
        SchemeVersion.objects.filter(pk=version.pk).update(effective_until=None)
        assert open_renewal(credential=first, actor=ada)

    def test_a_new_version_says_how_and_the_old_one_when(self, renewable, ada, version, today):
        first = renewable("delta")
        SchemeVersion.objects.filter(pk=version.pk).update(effective_until=today - timedelta(days=1))
        plain = {key: value for key, value in version.requirements.items() if key != "validity"}
        new = SchemeVersion.objects.create(
            scheme=version.scheme,
            label="2027",
            effective_from=today,
            requirements=plain,
            certificate_title="Bases",
            certificate_text="a suivi.",
            proves="Oui.",
            does_not_prove="Non.",
        )
        dossier = open_renewal(credential=first, actor=ada)
        assert (dossier.version, dossier.renewal["mode"]) == (new, "full")
        bare = Credential.objects.select_related("scheme_version__scheme").get(pk=first.pk)
        bare.scheme_version = new
        assert offer_of(bare).opens_on == bare.expires_on

    def test_one_withdrawn_meanwhile_is_not_renewed(self, renewable, ada, val):
        first = renewable("revalidation")
        dossier = open_renewal(credential=first, actor=ada)
        revoke(credential=first, actor=val, reason="Erreur.")
        with pytest.raises(NotEligible) as refusal:
            submit_dossier(dossier=dossier, actor=ada)
        assert "Certificat à renouveler" in str(refusal.value)

    def test_a_module_whose_page_is_gone_is_not_asked_for(self, renewable, modules):
        first = renewable("delta")
        assert revised_modules(first) == []
        changed(modules[1])
        assert [one.code for one in revised_modules(first)] == ["COMPTA"]
        modules[1].unpublish()
        assert revised_modules(first) == []


class TestPage:
    def test_it_says_when_it_opens_and_what_it_asks(self, renewable, ada, val, client_of, today, version):
        first = ends_on(renewable("full"), today + timedelta(days=400))
        browser, address = client_of(ada), f"/mon-parcours/renouvellement/{first.public_id}/"
        assert "Le renouvellement ouvre le" in text_of(browser.get(address))
        assert "ne peut pas être renouvelé aujourd’hui" in text_of(browser.post(address, follow=True))
        first = ends_on(first, today + timedelta(days=30))
        assert "demandent de tout refaire" in text_of(browser.get(address))
        rule(version, "revalidation")
        assert "Aucun module n’est redemandé" in text_of(browser.get(address))
        rule(version, "delta")
        assert "Rien n’a changé sur le fond" in text_of(browser.get(address))
        browser.post(address)
        assert "Votre renouvellement est en cours" in text_of(browser.get(address))
        Dossier.objects.filter(renews=first).delete()
        SchemeVersion.objects.filter(pk=version.pk).update(effective_until=today - timedelta(days=1))
        assert "n’accepte aucun dossier aujourd’hui" in text_of(browser.get(address))

    def test_only_its_holder_and_only_what_stands(self, renewable, ada, val, linus, client_of):
        first = renewable("full")
        address = f"/mon-parcours/renouvellement/{first.public_id}/"
        for person in (val, linus):
            assert client_of(person).get(address).status_code == 404
        assert client_of(None).get(address).status_code == 302
        revoke(credential=first, actor=val, reason="Erreur.")
        assert client_of(ada).get(address).status_code == 404
        browser = client_of(ada)
        assert browser.get(f"/mon-parcours/renouvellement/{'x' * 22}/").status_code == 404


def test_a_plain_certificate_is_offered_no_renewal(dossier, val, ada, client_of):
    decide_dossier(dossier=dossier, actor=val, verdict="validate")
    plain = Credential.objects.get(subject=f"dossier:{dossier.pk}")
    assert client_of(ada).get(f"/mon-parcours/renouvellement/{plain.public_id}/").status_code == 404
