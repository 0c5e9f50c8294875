"""What is left of a learner: nothing but what attestations rest on, without a word of theirs."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import User
from learning.actions.answer_quiz import answer_quiz
from learning.actions.complete_step import complete_step
from learning.actions.enrol import enrol
from learning.actions.forget_learner import forget_learner
from learning.actions.join_group import join_group
from learning.models import (
    Accommodation,
    Answer,
    Attempt,
    CalendarFeed,
    CaseRun,
    CompletedStep,
    Declaration,
    Enrolment,
    EnrolmentRequest,
    Group,
    GroupMembership,
    Message,
    Note,
    Notification,
    NotificationChoice,
    PathEnrolment,
    Positioning,
    StepPage,
    StepVisit,
    Submission,
    SubmittedFile,
    Thread,
    Waiver,
)
from learning.storage import work_storage

pytestmark = pytest.mark.django_db


@pytest.fixture
def step(enrolment, sequence):
    """What a row about the first step is made of."""
    return {
        "enrolment": enrolment,
        "step": sequence,
        "step_key": sequence.translation_key,
        "step_title": sequence.title,
    }


@pytest.fixture
def everything(ada, house, module, step, sequence, quiz, answers, group, grace):
    """Ada did everything that one can do, and finished the module."""
    enrolment = step["enrolment"]
    Note.objects.create(
        learner=ada, module_key=module.translation_key, module_title="M", step=sequence, text="À moi",
        step_key=sequence.translation_key, step_title="S", token=uuid.uuid4(),
    )  # fmt: skip
    Notification.objects.create(person=ada, kind="welcome", about="x")
    NotificationChoice.objects.create(person=ada, kind="welcome", by_mail="none")
    CalendarFeed.objects.create(person=ada, token="x")
    Accommodation.objects.create(learner=ada, structure=house, granted_by=grace)
    EnrolmentRequest.objects.create(learner=ada, structure=house, module=module, message="S’il vous plaît")
    StepVisit.objects.create(enrolment=enrolment, step_key=sequence.translation_key)
    Positioning.objects.create(**step, moment="before", comment="Je débute")
    CaseRun.objects.create(**step, token=uuid.uuid4())
    Declaration.objects.create(
        **step, state="confirmed", done_on=date(2026, 1, 1), minutes=60, modality="onsite", note="Chez moi"
    )
    other = step | {"step_key": uuid.uuid4()}
    Declaration.objects.create(**other, state="refused", done_on=date(2026, 1, 1), minutes=5, modality="x")
    work = Submission.objects.create(**step, state="handed_in", text="Mon devoir")
    sent = SubmittedFile(submission=work, name="devoir.pdf", size=3, sha256="a" * 64)
    sent.file.name = work_storage().save(f"travaux/aa/{sent.sha256}", ContentFile(b"pdf"))
    sent.save()
    join_group(group=group, person=ada, actor=ada)
    Group.objects.filter(pk=group.pk).update(referent=grace)
    answer_quiz(enrolment=enrolment, quiz=quiz, token=uuid.uuid4(), answers=answers(quiz, 1, 2), actor=ada)
    answer_quiz(enrolment=enrolment, quiz=quiz, token=uuid.uuid4(), answers=answers(quiz), actor=ada)
    for page in StepPage.objects.in_module(module).specific():
        if not CompletedStep.objects.filter(enrolment=enrolment, step_key=page.translation_key).exists():
            complete_step(enrolment=enrolment, step=page, actor=ada)
    enrolment.refresh_from_db()
    return sent.file.name


def test_a_finished_module_stays_without_a_word(
    ada, everything, enrolment, group, django_capture_on_commit_callbacks
):
    assert work_storage().exists(everything)
    with django_capture_on_commit_callbacks(execute=True):
        forget_learner(person=ada)
    assert not work_storage().exists(everything)
    for model in (
        *(Note, Notification, NotificationChoice, CalendarFeed, Accommodation, EnrolmentRequest, StepVisit),
        *(Positioning, CaseRun, Submission, SubmittedFile, Answer, GroupMembership),
    ):
        assert not model.objects.exists(), model
    assert Enrolment.objects.get() == enrolment
    assert CompletedStep.objects.count() == 3
    assert [one.passed for one in Attempt.objects.all()] == [True]
    said = Declaration.objects.get()
    assert (said.minutes, said.note, said.state) == (60, "", "confirmed")


def test_once_its_time_is_over_it_goes_too(ada, everything, settings):
    forget_learner(person=ada)
    past = timezone.now() - timedelta(days=366 * settings.EVIDENCE_KEPT_YEARS)
    Enrolment.objects.update(completed_at=past)
    forget_learner(person=ada)
    for model in (Enrolment, CompletedStep, Attempt, Declaration):
        assert not model.objects.exists(), model


def test_an_unfinished_module_goes_with_its_steps(ada, enrolment, sequence, linus, module, house):
    complete_step(enrolment=enrolment, step=sequence, actor=ada)
    theirs = enrol(learner=linus, module=module, structure=house, actor=linus)
    forget_learner(person=ada)
    assert Enrolment.objects.get() == theirs
    assert not CompletedStep.objects.exists()


def test_paths_and_waivers_stay_where_something_finished_rests_on_them(ada, enrolment, house, module):
    key = uuid.uuid4()
    given = {"learner": ada, "structure": house, "kind": "equivalence", "module_title": "M", "reason": "r"}
    in_path = Waiver.objects.create(**given, module_key=key)
    in_module = Waiver.objects.create(**given, module_key=module.translation_key)
    Waiver.objects.create(**given, module_key=uuid.uuid4())
    Enrolment.objects.update(completed_at=timezone.now())
    path = {"learner": ada, "structure": house, "path_title": "P"}
    done = PathEnrolment.objects.create(
        **path,
        path_key=uuid.uuid4(),
        completed_at=timezone.now(),
        modules=[{"key": str(key)}, {"code": "VIEUX"}],
    )
    PathEnrolment.objects.create(**path, path_key=uuid.uuid4())
    forget_learner(person=ada)
    assert PathEnrolment.objects.get() == done
    assert set(Waiver.objects.all()) == {in_path, in_module}


def test_what_others_answered_stays_around_words_that_are_gone(ada, grace, linus, house, module, group):
    def thread(author, **fields):
        keys = {"module_key": module.translation_key, "step_key": uuid.uuid4(), "step_title": "S"}
        return Thread.objects.create(structure=house, author=author, **keys, **fields)

    def say(thread, author, text, **fields):
        return Message.objects.create(thread=thread, author=author, text=text, token=uuid.uuid4(), **fields)

    private, shared, alone, theirs = (
        thread(ada),
        thread(ada, group=group),
        thread(ada, group=group),
        thread(linus),
    )
    say(private, ada, "Secret")
    say(private, grace, "Réponse", is_from_team=True)
    say(alone, ada, "Personne ne répond")
    asked = say(shared, ada, "Ma question")
    answer = say(shared, grace, "La réponse", is_from_team=True)
    mine = say(theirs, ada, "Moi aussi")
    forget_learner(person=ada)
    assert set(Thread.objects.all()) == {shared, theirs}
    for message in (asked, mine):
        message.refresh_from_db()
        assert message.text == "Message retiré à la demande de la personne qui l’avait écrit."
    answer.refresh_from_db()
    assert answer.text == "La réponse"


def test_a_group_loses_its_referent_and_trainers_words_stay(grace, ada, group, everything):
    forget_learner(person=grace)
    group.refresh_from_db()
    assert group.referent is None
    assert Note.objects.filter(learner=ada).exists()
    assert User.objects.filter(pk=grace.pk).exists()
