"""The demo's seventh module: one of each activity, with work that waits for the trainer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Structure, User
from config.demo.house import child
from config.demo.words import typeset, words
from learning.actions.complete_step import complete_step
from learning.actions.declare_activity import declare_activity
from learning.actions.enrol import enrol
from learning.actions.hand_in import hand_in
from learning.actions.position_oneself import position_oneself
from learning.actions.save_draft import save_draft
from learning.models import (
    AssignmentPage,
    CaseStudyPage,
    CataloguePage,
    Declaration,
    Enrolment,
    ExternalActivityPage,
    ModulePage,
    SelfAssessmentPage,
    SequencePage,
    Submission,
    Theme,
)
from learning.models.enrolment import EvidenceType


def build_activities(
    structure: Structure, catalogue: CataloguePage, people: dict[str, User], candidate: User
) -> dict[str, str]:
    """The module with its steps, once; what two learners left in it; the addresses to look at."""
    content = typeset_all(words("activities"))
    module, made = child(
        catalogue,
        ModulePage,
        content["slug"],
        theme=Theme.objects.get(slug=content.pop("theme")),
        objectives=[{"type": "objective", "value": one} for one in content.pop("objectives")],
        structure=structure,
        **{name: content[name] for name in ("code", "title", "subtitle", "summary", "audience")},
    )
    if made:
        _build_steps(module, content)
    _work_of(candidate, module, structure, content["work"])
    _positioning_of(people["learner"], module, structure)
    return {
        name: model.objects.child_of(module).first().get_url()
        for name, model in (
            ("assignment", AssignmentPage),
            ("case_study", CaseStudyPage),
            ("activity", ExternalActivityPage),
            ("self_assessment", SelfAssessmentPage),
        )
    }


def typeset_all(value: Any) -> Any:
    """The same with French typography in every text; what starts with “_” or is a name of the code stays."""
    if isinstance(value, dict):
        return {key: typeset_all(one) for key, one in value.items()}
    if isinstance(value, list):
        return [typeset_all(one) for one in value]
    return typeset(value) if isinstance(value, str) else value


def _build_steps(module: ModulePage, content: dict[str, Any]) -> None:
    before, after = content["positioning"]
    child(module, SelfAssessmentPage, "se-situer-avant", minutes=5, required=False, moment="before", **before)
    for lesson in content["lessons"]:
        child(module, SequencePage, lesson.pop("slug"), **lesson)
    child(module, CaseStudyPage, "une-assemblee-agitee", minutes=20, **content["case"])
    child(
        module,
        AssignmentPage,
        "votre-ordre-du-jour",
        minutes=40,
        due_days=30,
        resubmissions=2,
        file_types="pdf, odt, docx",
        **content["assignment"],
    )
    child(
        module,
        ExternalActivityPage,
        "assister-a-une-assemblee",
        minutes=90,
        required=False,
        activity_modality=ModulePage.Modality.ONSITE,
        evidence=EvidenceType.EMARGEMENT,
        **content["activity"],
    )
    child(module, SelfAssessmentPage, "se-situer-apres", minutes=5, required=False, moment="after", **after)


def _work_of(learner: User, module: ModulePage, structure: Structure, said: dict[str, str]) -> None:
    """Work handed in and an activity declared, which wait for the trainer."""
    enrolment = _enrolled(learner, module, structure)
    for step in SequencePage.objects.child_of(module).live():
        complete_step(enrolment=enrolment, step=step, actor=learner)
    assignment = AssignmentPage.objects.child_of(module).get()
    if not Submission.objects.filter(enrolment=enrolment).exists():
        save_draft(enrolment=enrolment, assignment=assignment, text=said["text"])
        hand_in(enrolment=enrolment, assignment=assignment, actor=learner)
    activity = ExternalActivityPage.objects.child_of(module).get()
    if not Declaration.objects.filter(enrolment=enrolment).exists():
        declare_activity(
            enrolment=enrolment,
            page=activity,
            done_on=timezone.localdate() - timedelta(days=3),
            minutes=90,
            place=said["place"],
            note=said["note"],
            actor=learner,
        )


def _positioning_of(learner: User, module: ModulePage, structure: Structure) -> None:
    enrolment = _enrolled(learner, module, structure)
    page = SelfAssessmentPage.objects.child_of(module).filter(moment="before").get()
    if not enrolment.completed_steps.filter(step_key=page.translation_key).exists():
        levels = {one.id: place % 2 for place, one in enumerate(module.objectives)}
        position_oneself(enrolment=enrolment, page=page, levels=levels, actor=learner)


def _enrolled(learner: User, module: ModulePage, structure: Structure) -> Enrolment:
    return enrol(learner=learner, module=module, structure=structure, actor=learner)
