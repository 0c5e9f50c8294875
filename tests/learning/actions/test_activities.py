"""Work handed in and returned, a case played, an activity confirmed: from one end to the other."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from learning.actions.begin_case import begin_case
from learning.actions.confirm_declaration import confirm_declaration
from learning.actions.decide_in_case import decide_in_case
from learning.actions.declare_activity import declare_activity
from learning.actions.hand_in import hand_in
from learning.actions.return_work import return_work
from learning.actions.save_draft import save_draft
from learning.activities.refusals import Refused
from learning.models import AssignmentPage, CaseStudyPage, CompletedStep, ExternalActivityPage

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"


def published(module, page):
    module.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def test_work_is_returned_then_accepted_and_a_bad_file_loses_nothing(module, enrolment, ada, grace):
    page = published(module, AssignmentPage(title="Convocation", slug="convocation"))
    files = [SimpleUploadedFile("a.pdf", PDF), SimpleUploadedFile("b.pdf", b"MZ not a pdf")]
    saved = save_draft(enrolment=enrolment, assignment=page, text="Mon texte", files=files)
    assert [name for name, _problem in saved.not_taken] == ["b.pdf"]
    assert saved.draft.files.count() == 1
    work = hand_in(enrolment=enrolment, assignment=page, actor=ada)
    with pytest.raises(Refused):
        return_work(submission=work, actor=ada, accept=True, appraisal="Bravo")
    return_work(submission=work, actor=grace, accept=False, appraisal="Ajoutez le lieu.")
    with pytest.raises(Refused):
        return_work(submission=work, actor=grace, accept=True, appraisal="")
    again = save_draft(enrolment=enrolment, assignment=page, text="Mon texte, à la mairie").draft
    assert again.number == 2 and again.files.count() == 1
    work = hand_in(enrolment=enrolment, assignment=page, actor=ada)
    return_work(submission=work, actor=grace, accept=True, appraisal="C’est clair.")
    fact = CompletedStep.objects.get(enrolment=enrolment)
    assert (fact.evidence_type, fact.confirmed_by) == ("travail_rendu", grace)


def test_a_case_is_done_when_its_end_is_reached(module, enrolment, ada):
    choices = [{"text": "Reporter", "leads_to": "Fin", "is_advised": True, "why": "Le quorum manque."}]
    situations = [
        ("situation", {"name": "Début", "text": "<p>Douze présents.</p>", "choices": choices}),
        ("situation", {"name": "Fin", "text": "<p>C’est reporté.</p>", "choices": []}),
    ]
    page = published(module, CaseStudyPage(title="Cas", slug="cas", situations=situations))
    run = begin_case(enrolment=enrolment, page=page)
    run = decide_in_case(run=run, page=page, place=0, choice=0, actor=ada)
    assert run.ended_at and CompletedStep.objects.filter(enrolment=enrolment).exists()
    again = begin_case(enrolment=enrolment, page=page, former=run, place=0)
    assert again.pk != run.pk and again.path[0]["choice"] is None


def test_an_activity_counts_the_minutes_confirmed(module, enrolment, ada, grace):
    page = published(module, ExternalActivityPage(title="Assemblée", slug="assemblee"))
    today = timezone.localdate()
    with pytest.raises(Refused):
        declare_activity(enrolment=enrolment, page=page, done_on=today + timedelta(1), minutes=60, actor=ada)
    one = declare_activity(enrolment=enrolment, page=page, done_on=today, minutes=120, actor=ada)
    with pytest.raises(Refused):
        confirm_declaration(declaration=one, actor=grace, minutes=90)
    confirm_declaration(declaration=one, actor=grace, minutes=90, reason="La pause ne compte pas.")
    assert CompletedStep.objects.ledger().get()["planned"] == 90
