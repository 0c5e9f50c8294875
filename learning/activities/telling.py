"""Whom to tell of work that waits or comes back, and where it is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from accounts.models import Membership, User
from accounts.rules.roles import STAFF_ROLES, TRAINER
from learning.models.talk import Notification

if TYPE_CHECKING:
    from learning.models import Declaration, Enrolment, Submission

WORKS, DECLARATIONS = "travaux_modeladmin_inspect", "declarations_modeladmin_inspect"


def trainers_of(enrolment: Enrolment) -> list[User]:
    """Who trains in this structure today, save the learner; the rest of its team where nobody does. Two queries at
    most."""
    team = Membership.objects.current().filter(structure=enrolment.structure)
    for roles in ((TRAINER,), STAFF_ROLES):
        people = User.objects.filter(pk__in=team.with_role(*roles).values("user"), is_active=True)
        if found := list(people.exclude(pk=enrolment.learner_id)):
            return found
    return []


def tell_trainers(work: Submission | Declaration, *, kind: str, page: str) -> None:
    """Tell the trainers that this waits for them."""
    enrolment = work.enrolment
    for person in trainers_of(enrolment):
        Notification.objects.tell(
            person=person,
            kind=kind,
            about=about(work),
            words=words_about(work) | {"learner": enrolment.learner.display_name},
            address=reverse(page, args=[work.pk]),
            structure=enrolment.structure,
        )


def tell_learner(work: Submission | Declaration, *, kind: str, words: dict) -> None:
    """Tell the learner what came of it."""
    enrolment = work.enrolment
    parts = work.step.get_url_parts() if work.step else None
    Notification.objects.tell(
        person=enrolment.learner,
        kind=kind,
        about=about(work),
        words=words_about(work) | words,
        address=parts[2] if parts else reverse("learning:dashboard"),
        structure=enrolment.structure,
    )


def about(work: Submission | Declaration) -> str:
    """What makes it one thing to tell."""
    return f"{work._meta.model_name}:{work.pk}"


def words_about(work: Submission | Declaration) -> dict:
    return {"step": work.step_title, "module": work.enrolment.module_title}
