"""What a person's pages show of what they were granted: few queries, whatever the rows."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import RequestFactory

from certification.actions.make_file import make_file
from certification.actions.replace import replace
from certification.actions.revoke import revoke
from certification.models import Credential, JuryMember, JurySession
from learning.models import Enrolment

pytestmark = pytest.mark.django_db

PAGE = """{% load certification %}{% for enrolment in enrolments %}{% attestation_of enrolment %}{% endfor %}
{% my_candidatures user structure %}{% my_documents user %}"""


def page_of(person, structure, enrolments=()):
    request = RequestFactory().get("/mon-parcours/")
    request.user, request._structure = person, structure
    words = {"request": request, "user": person, "structure": structure, "enrolments": list(enrolments)}
    return Template(PAGE).render(Context(words))


def test_an_attestation_is_downloaded_with_its_size(attestation, ada, house, enrolment):
    page = page_of(ada, house, [enrolment])
    assert attestation.document_url() in page
    assert f"(PDF, {attestation.kilobytes}\u00a0Ko)" in page


def test_one_being_made_says_so(pending, ada, house, enrolment):
    page = page_of(ada, house, [enrolment])
    assert "Attestation en préparation" in page
    assert pending.document_url() not in page


def test_one_that_was_withdrawn_leads_to_why(attestation, ada, house, enrolment, marie):
    revoke(credential=attestation, actor=marie, reason="Erreur.")
    assert attestation.get_absolute_url() in page_of(ada, house, [enrolment])


def test_of_a_replaced_one_the_new_one_shows(attestation, ada, house, enrolment, marie):
    new = replace(credential=attestation, actor=marie, holder_name="Ada L.", reason="Nom corrigé.")
    make_file(credential=new)
    page = page_of(ada, house, [enrolment])
    assert new.document_url() in page
    assert attestation.document_url() not in page


def test_an_unfinished_module_shows_nothing(ada, house):
    assert "Attestation en" not in page_of(ada, house, Enrolment.objects.by(ada))


def test_without_documents_it_says_how_they_come(ada, house):
    assert "Pas encore de document" in page_of(ada, house)


def test_what_is_missing_for_a_certificate_is_said(ada, house, version, enrolment):
    page = page_of(ada, house)
    assert "il vous manque 2 modules" in " ".join(page.split())
    assert "Demander ce certificat" not in page


def test_a_dossier_under_review_and_a_certificate_show(certificate, ready, house):
    page = page_of(ready, house)
    assert certificate.document_url() in page
    assert "Votre dossier a été validé" in page


def test_somebody_else_s_documents_never_show(attestation, linus, house, enrolment):
    page = page_of(linus, house, [enrolment])
    assert attestation.public_id not in page


def test_a_visitor_has_none(house, attestation, enrolment):
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    page = Template("{% load certification %}{% attestation_of enrolment %}{% my_documents %}")
    assert attestation.public_id not in page.render(Context({"request": request, "enrolment": enrolment}))


def test_without_a_structure_there_is_no_certificate_to_ask_for(ada):
    request = RequestFactory().get("/")
    request.user, request._structure = ada, None
    page = Template("{% load certification %}{% my_candidatures %}").render(Context({"request": request}))
    assert page.strip() == ""


def test_who_sits_in_a_jury_finds_it(session, jurors, ada, minutes, client_of):
    closed = session
    page = client_of(jurors[0]).get("/mon-parcours/").content.decode()
    assert f'href="/jury/{closed.pk}/"' not in page
    ahead = JurySession.objects.create(
        structure=closed.structure,
        scheme=closed.scheme,
        title="Jury d’hiver",
        held_on=date(2027, 1, 9),
        quorum=3,
    )
    JuryMember.objects.create(session=ahead, person=jurors[0], presides=True)
    page = client_of(jurors[0]).get("/mon-parcours/").content.decode()
    assert f'href="/jury/{ahead.pk}/"' in page
    assert 'href="/jury/"' in page
    for person in (jurors[1], ada):
        assert 'href="/jury/' not in client_of(person).get("/mon-parcours/").content.decode()


def test_all_together_cost_four_queries_with_one_module_or_three(
    ada, house, version, modules, finish, django_assert_num_queries
):
    make_file(credential=Credential.objects.get(subject=f"enrolment:{finish(ada, modules[0]).pk}"))
    page_of(ada, house, [])  # from here on, the schemes in force are remembered
    for enrolments in (Enrolment.objects.by(ada)[:1], None):
        if enrolments is None:
            for module in modules[1:]:
                finish(ada, module)
            for credential in Credential.objects.all():
                make_file(credential=credential)
            enrolments = Enrolment.objects.by(ada)
        rows = list(enrolments)
        with django_assert_num_queries(4):
            page_of(ada, house, rows)
