"""What the people of the demo did: through the same actions as anybody."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from accounts.actions.grant_role import grant_role
from accounts.models import Structure, User
from certification.actions.apply_for_certificate import apply_for_certificate
from certification.actions.decide_dossier import decide_dossier
from certification.actions.make_file import make_file
from certification.models import Credential, Dossier, Scheme, SchemeVersion
from config.demo.activities import build_activities
from config.demo.answers import right_and_wrong
from config.demo.banks import build_banks
from config.demo.groups import build_groups
from config.demo.paths import build_paths
from config.demo.people import person
from config.demo.progress import build_progress
from config.demo.words import words
from learning.actions.answer_quiz import answer_quiz
from learning.actions.complete_step import complete_step
from learning.actions.enrol import enrol
from learning.models import Attempt, CataloguePage, Enrolment, ModulePage, QuizPage, SequencePage

FINISHED = ("DROIT", "GOUV", "COM")  # what the demo learner finished, then asked a certificate for
HALF_DONE = "COMPTA"
NAMESPACE = uuid.UUID(
    "6f1f3c53-5a0b-4b0e-9f55-2f9a4f6d1901"
)  # names the demo's forms, so that they are sent once


@dataclass(frozen=True)
class Studies:
    """Somebody who studies in the house."""

    learner: User
    structure: Structure
    catalogue: CataloguePage

    def module(self, code: str) -> ModulePage:
        return ModulePage.objects.child_of(self.catalogue).get(code=code)

    def enrol(self, code: str) -> Enrolment:
        return enrol(
            learner=self.learner, module=self.module(code), structure=self.structure, actor=self.learner
        )

    def read(self, code: str, count: int | None = None) -> Enrolment:
        """Read the first sequences of a module (all of them if no count is given)."""
        enrolment = self.enrol(code)
        for step in SequencePage.objects.child_of(self.module(code)).order_by("path")[:count]:
            complete_step(enrolment=enrolment, step=step, actor=self.learner)
        return enrolment

    def finish(self, code: str, *, first_try: int = 6) -> Enrolment:
        """Read everything and pass the quiz; with `first_try` right answers of six at the first try."""
        enrolment = self.read(code)
        quiz = QuizPage.objects.child_of(self.module(code)).get()
        for right in sorted({first_try, 6}):
            token = uuid.uuid5(NAMESPACE, f"{self.learner.email} {code} {right}")
            if not Attempt.objects.filter(enrolment=enrolment, token=token).exists():
                answer_quiz(
                    enrolment=enrolment,
                    quiz=quiz,
                    token=token,
                    answers=answers(quiz, right),
                    actor=self.learner,
                )
        return enrolment


def answers(quiz: QuizPage, right: int) -> dict[str, Any]:
    """Answers to the quiz of which the first `right` are right."""
    given = {}
    for question in quiz.asked():
        right_one, wrong_one = right_and_wrong(question)
        given[question.key] = right_one if question.number <= right else wrong_one
    return given


def build_scheme(structure: Structure, catalogue: CataloguePage) -> SchemeVersion:
    """The house's own small scheme, in force."""
    facts = words("house")["scheme"]
    scheme, _made = Scheme.objects.get_or_create(
        structure=structure, code=facts["code"], defaults={"title": facts["title"]}
    )
    modules = ModulePage.objects.child_of(catalogue).order_by("path")
    version, _made = SchemeVersion.objects.get_or_create(
        scheme=scheme,
        label=facts["label"],
        defaults={
            "effective_from": facts["effective_from"],
            "certificate_title": facts["certificate_title"],
            "certificate_text": facts["certificate_text"],
            "proves": "\n".join(facts["proves"]),
            "does_not_prove": "\n".join(facts["does_not_prove"]),
            "requirements": {
                "groups": [
                    {
                        "code": "modules",
                        "label": facts["group"],
                        "choose": facts["choose"],
                        "modules": [{"code": module.code, "title": module.title} for module in modules],
                    }
                ]
            },
        },
    )
    return version


def tell_story(structure: Structure, catalogue: CataloguePage, people: dict[str, User]) -> dict[str, str]:
    """Make the examples, and return their addresses by name."""
    version = build_scheme(structure, catalogue)
    learner = people["learner"]
    studies = Studies(learner, structure, catalogue)
    for code in FINISHED:
        finished = studies.finish(code, first_try=3 if code == "GOUV" else 6)
    half = studies.read(HALF_DONE, 3)

    path = build_paths(structure, catalogue, learner)
    build_progress(structure, catalogue, people)
    build_banks(structure, people["trainer"])

    dossier = Dossier.objects.by(learner).filter(version=version).first()
    if dossier is None:
        dossier = apply_for_certificate(version=version, actor=learner)
        decide_dossier(dossier=dossier, actor=people["validator"], verdict="validate")

    # Another learner waits for a decision: what staff find in their list.
    email, name = words("house")["candidate"]
    candidate = person(email, name, None)
    grant_role(user=candidate, structure=structure, role="learner", actor=None)
    waiting = Studies(candidate, structure, catalogue)
    for code in ("DROIT", "COMPTA", "NUM"):
        waiting.finish(code)
    activities = build_activities(structure, catalogue, people, candidate)
    to_review = Dossier.objects.by(candidate).filter(version=version).first() or apply_for_certificate(
        version=version, actor=candidate
    )

    # Made here, so that the printed addresses answer before any worker runs.
    for credential in Credential.objects.pending().filter(holder__in=[learner, candidate]):
        make_file(credential=credential)

    attestation = Credential.objects.get(kind="attestation", subject=f"enrolment:{finished.pk}")
    certificate = Credential.objects.get(kind="certificate", subject=f"dossier:{dossier.pk}")
    module = half.module
    sequence = SequencePage.objects.child_of(module).order_by("path")[3]
    return {
        "home": "/",
        "catalogue": catalogue.get_url(),
        "module": module.get_url(),
        "path": path.get_url(),
        "sequence": sequence.get_url(),
        "quiz": QuizPage.objects.child_of(module).get().get_url(),
        "dashboard": reverse("learning:dashboard"),
        "attestation": attestation.document_url(),
        "certificate": certificate.document_url(),
        "verification": certificate.get_absolute_url(),
        "dossier": reverse("dossiers_modeladmin_inspect", args=[to_review.pk]),
        **activities,
        **build_groups(structure, catalogue, people, path),
    }
