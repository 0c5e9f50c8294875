"""What learning holds of people, and what their account leaves behind."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.privacy import HeldFile, Holding, Room
from learning.actions.forget_learner import forget_learner
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
    EnrolmentRuleUse,
    GroupMembership,
    InvitationUse,
    Message,
    Note,
    Notification,
    NotificationChoice,
    PathEnrolment,
    Positioning,
    StepVisit,
    Submission,
    Thread,
    Waiver,
)

ACCOUNT = _("As long as your account")
EVIDENCE = format_lazy(
    _(
        "Those of modules and paths that you finished, without your name: your attestations rest on them. "
        "{years} years after the end."
    ),
    years=settings.EVIDENCE_KEPT_YEARS,
)


def _files(submission: Submission) -> Iterable[HeldFile]:
    return [HeldFile(one.name, "work", one.file.name) for one in submission.files.all()]


LEARNING = Room(
    slug="apprentissage",
    label=_("Your learning"),
    forget=forget_learner,
    holdings=(
        Holding(
            slug="inscriptions",
            label=_("Modules that you entered"),
            rows=lambda person: Enrolment.objects.filter(learner=person).order_by("pk"),
            until=ACCOUNT,
            links=("learning.Enrolment.learner",),
            heading="module_title",
            kept=EVIDENCE,
        ),
        Holding(
            slug="parcours",
            label=_("Paths that you follow"),
            rows=lambda person: PathEnrolment.objects.filter(learner=person).order_by("pk"),
            until=ACCOUNT,
            links=("learning.PathEnrolment.learner",),
            heading="path_title",
            kept=EVIDENCE,
        ),
        Holding(
            slug="etapes",
            label=_("Steps that you finished, with their minutes"),
            rows=lambda person: CompletedStep.objects.filter(enrolment__learner=person).order_by("pk"),
            until=ACCOUNT,
            heading="step_title",
            kept=EVIDENCE,
        ),
        Holding(
            slug="dispenses",
            label=_("Waivers and equivalences"),
            rows=lambda person: Waiver.objects.filter(learner=person).order_by("pk"),
            until=ACCOUNT,
            links=("learning.Waiver.learner",),
            heading="module_title",
            kept=EVIDENCE,
        ),
        Holding(
            slug="questionnaires",
            label=_("Attempts at quizzes, with their scores"),
            rows=lambda person: Attempt.objects.filter(enrolment__learner=person).order_by("pk"),
            until=ACCOUNT,
            heading="quiz_title",
            kept=EVIDENCE,
        ),
        Holding(
            slug="reponses",
            label=_("Your answers to questions"),
            rows=lambda person: (
                Answer.objects.filter(attempt__enrolment__learner=person)
                .select_related("version")
                .order_by("pk")
            ),
            until=ACCOUNT,
            # What was asked, and never the key of answers.
            more=lambda answer: {"question": str(answer.version)},
        ),
        Holding(
            slug="travaux",
            label=_("Works handed in, with their files"),
            rows=lambda person: (
                Submission.objects.filter(enrolment__learner=person).prefetch_related("files").order_by("pk")
            ),
            until=ACCOUNT,
            heading="step_title",
            files=_files,
        ),
        Holding(
            slug="autopositionnements",
            label=_("Self-assessments"),
            rows=lambda person: Positioning.objects.filter(enrolment__learner=person).order_by("pk"),
            until=ACCOUNT,
            heading="step_title",
        ),
        Holding(
            slug="etudes-de-cas",
            label=_("Ways through case studies"),
            rows=lambda person: CaseRun.objects.filter(enrolment__learner=person).order_by("pk"),
            until=ACCOUNT,
            heading="step_title",
        ),
        Holding(
            slug="declarations",
            label=_("Activities that you declared"),
            rows=lambda person: Declaration.objects.filter(enrolment__learner=person).order_by("pk"),
            until=ACCOUNT,
            heading="step_title",
            kept=EVIDENCE,
        ),
        Holding(
            slug="lecture",
            label=_("Where you are in each step"),
            rows=lambda person: StepVisit.objects.filter(enrolment__learner=person).order_by("pk"),
            until=ACCOUNT,
        ),
        Holding(
            slug="notes",
            label=_("Your notes and bookmarks"),
            rows=lambda person: Note.objects.filter(learner=person).order_by("pk"),
            until=ACCOUNT,
            links=("learning.Note.learner",),
            heading="step_title",
            hidden=frozenset({"token"}),
        ),
        Holding(
            slug="questions",
            label=_("Your questions to trainers"),
            rows=lambda person: Thread.objects.filter(author=person).order_by("pk"),
            until=ACCOUNT,
            links=("learning.Thread.author",),
            heading="step_title",
            kept=_(
                "Those that you shared with a group and that others answered, without your words or your name."
            ),
        ),
        Holding(
            slug="messages",
            label=_("Messages of these exchanges"),
            rows=lambda person: Message.objects.filter(
                Q(author=person) | Q(thread__author=person, is_from_team=True)
            ).order_by("pk"),
            until=ACCOUNT,
            links=("learning.Message.author",),
            hidden=frozenset({"token"}),
        ),
        Holding(
            slug="groupes",
            label=_("Groups that you joined"),
            rows=lambda person: (
                GroupMembership.objects.filter(learner=person).select_related("group").order_by("pk")
            ),
            until=ACCOUNT,
            links=("learning.GroupMembership.learner",),
            more=lambda stay: {"group_title": stay.group.title},
        ),
        Holding(
            slug="demandes",
            label=_("Requests to enrol"),
            rows=lambda person: EnrolmentRequest.objects.filter(learner=person).order_by("pk"),
            until=ACCOUNT,
            links=("learning.EnrolmentRequest.learner",),
        ),
        Holding(
            slug="amenagements",
            label=_("More time at quizzes"),
            rows=lambda person: Accommodation.objects.filter(learner=person).order_by("pk"),
            until=ACCOUNT,
            links=("learning.Accommodation.learner",),
        ),
        Holding(
            slug="notifications",
            label=_("Notifications"),
            rows=lambda person: Notification.objects.filter(person=person).order_by("pk"),
            until=_("A year"),
            links=("learning.Notification.person",),
            heading="sentence",
        ),
        Holding(
            slug="choix-de-courriels",
            label=_("How you wish to be written to"),
            rows=lambda person: NotificationChoice.objects.filter(person=person).order_by("pk"),
            until=ACCOUNT,
            links=("learning.NotificationChoice.person",),
        ),
        Holding(
            slug="calendrier",
            label=_("Your private calendar address"),
            rows=lambda person: CalendarFeed.objects.filter(person=person).order_by("pk"),
            until=ACCOUNT,
            links=("learning.CalendarFeed.person",),
            hidden=frozenset({"token"}),
        ),
        Holding(
            slug="invitations",
            label=_("Invitations that you used"),
            rows=lambda person: InvitationUse.objects.filter(person=person).order_by("pk"),
            until=ACCOUNT,
            links=("learning.InvitationUse.person",),
        ),
        Holding(
            slug="regles",
            label=_("Rules of enrolment applied to you"),
            rows=lambda person: EnrolmentRuleUse.objects.filter(person=person).order_by("pk"),
            until=ACCOUNT,
            links=("learning.EnrolmentRuleUse.person",),
        ),
    ),
    acts=(
        "learning.CompletedStep.confirmed_by",
        "learning.Waiver.granted_by",
        "learning.Submission.returned_by",
        "learning.Declaration.decided_by",
        "learning.Answer.marked_by",
        "learning.Accommodation.granted_by",
        "learning.Regrade.actor",
        "learning.EnrolmentRequest.decided_by",
    ),
    stays={
        "learning.Group.referent": "the group's: emptied at erasure",
        "learning.ContentChange.by": "the history of the house's pages",
        "learning.Invitation.made_by": "the house's invitation",
        "learning.EnrolmentList.made_by": "the house's list, deleted 90 days after",
    },
)
