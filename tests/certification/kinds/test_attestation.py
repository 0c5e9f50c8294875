"""An attestation freezes what was done, step by step, with its evidence."""

import pytest

from learning.models import CompletedStep, StepPage

pytestmark = pytest.mark.django_db


def test_each_step_keeps_its_minutes_evidence_modality_and_revision(pending, enrolment):
    steps = pending.frozen["steps"]
    facts = list(CompletedStep.objects.filter(enrolment=enrolment).order_by("completed_at", "pk"))
    assert [step["title"] for step in steps] == [fact.step_title for fact in facts]
    assert [step["revision"] for step in steps] == [fact.revision_id for fact in facts]
    assert all(step["revision"] for step in steps)
    assert [step["evidence"] for step in steps] == ["connexion", "connexion", "evaluation"]
    assert {step["modality"] for step in steps} == {"self_paced"}
    assert [step["hours"] for step in steps] == ["30\u00a0min", "30\u00a0min", "10\u00a0min"]


def test_hours_are_summed_by_modality_and_by_evidence(pending):
    frozen = pending.frozen
    assert (frozen["minutes"], frozen["hours"]) == (70, "1\u00a0h\u00a010")
    assert [(part["slug"], part["minutes"]) for part in frozen["by_modality"]] == [("self_paced", 70)]
    assert [(part["slug"], part["minutes"], part["steps"]) for part in frozen["by_evidence"]] == [
        ("connexion", 60, "2 étapes"),
        ("evaluation", 10, "1 étape"),
    ]


def test_it_keeps_the_module_s_title_objectives_and_revision(pending, module):
    frozen = pending.frozen
    assert frozen["title"] == pending.title == module.title
    assert frozen["objectives"] == ["Expliquer ce qui caractérise une association"]
    assert frozen["module"]["revision"] == module.live_revision_id
    assert frozen["module"]["code"] == "DROIT"


def test_it_says_that_it_is_no_certificate(pending):
    assert pending.frozen["heading"] == "Attestation de suivi"
    assert "ni un certificat, ni un diplôme" in pending.frozen["does_not_prove"][0]


def test_a_module_that_is_gone_leaves_an_attestation_without_objectives(ada, module, finish, monkeypatch):
    from certification.actions.grant_attestation import grant_attestation

    monkeypatch.setattr("certification.signal_handlers.grant_attestation", lambda **kwargs: None)
    enrolment = finish(ada, module)
    StepPage.objects.in_module(module).delete()
    module.delete()
    enrolment.refresh_from_db()
    frozen = grant_attestation(enrolment=enrolment).frozen
    assert frozen["title"] == "Droit associatif et statuts"
    assert frozen["objectives"] == []
    assert len(frozen["steps"]) == 3
