"""What is kept of learning: pages that are studied, and the facts about who studied them."""

from learning.models.activities import AssignmentPage, CaseStudyPage, ExternalActivityPage, SelfAssessmentPage
from learning.models.attempts import Accommodation, Answer, Attempt, ItemStatistic, Regrade
from learning.models.banks import (
    BankCategory,
    BankQuestion,
    QuestionBank,
    QuestionTag,
    QuestionVersion,
    TaggedQuestion,
)
from learning.models.catalogue import CataloguePage
from learning.models.enrolment import CompletedStep, Enrolment, EnrolmentSource, EvidenceType, Waiver
from learning.models.groups import CalendarFeed, Deadline, Group, GroupMembership
from learning.models.module import ModulePage
from learning.models.paths import ContentChange, ModulePrerequisite, PathEnrolment, PathModule, PathPage
from learning.models.place import Note, StepVisit
from learning.models.quiz import QuizPage
from learning.models.steps import SequencePage, StepPage, StepPrerequisite
from learning.models.subjects import CurriculumSlot, Theme
from learning.models.talk import Message, Notification, NotificationChoice, Thread
from learning.models.ways_in import (
    EnrolmentList,
    EnrolmentRequest,
    EnrolmentRule,
    EnrolmentRuleUse,
    Invitation,
    InvitationUse,
)
from learning.models.work import CaseRun, Declaration, Positioning, Submission, SubmittedFile

__all__ = [
    "Accommodation",
    "Answer",
    "AssignmentPage",
    "Attempt",
    "BankCategory",
    "BankQuestion",
    "CalendarFeed",
    "CaseRun",
    "CaseStudyPage",
    "CataloguePage",
    "CompletedStep",
    "ContentChange",
    "CurriculumSlot",
    "Deadline",
    "Declaration",
    "Enrolment",
    "EnrolmentList",
    "EnrolmentRequest",
    "EnrolmentRule",
    "EnrolmentRuleUse",
    "EnrolmentSource",
    "EvidenceType",
    "ExternalActivityPage",
    "Group",
    "GroupMembership",
    "Invitation",
    "InvitationUse",
    "ItemStatistic",
    "Message",
    "ModulePage",
    "ModulePrerequisite",
    "Note",
    "Notification",
    "NotificationChoice",
    "PathEnrolment",
    "PathModule",
    "PathPage",
    "Positioning",
    "QuestionBank",
    "QuestionTag",
    "QuestionVersion",
    "QuizPage",
    "Regrade",
    "SelfAssessmentPage",
    "SequencePage",
    "StepPage",
    "StepPrerequisite",
    "StepVisit",
    "Submission",
    "SubmittedFile",
    "TaggedQuestion",
    "Theme",
    "Thread",
    "Waiver",
]
