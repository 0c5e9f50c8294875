"""Named questions to the database, one file a subject."""

from learning.querysets.changes import ContentChangeQuerySet
from learning.querysets.enrolments import CompletedStepQuerySet, EnrolmentQuerySet, WaiverQuerySet
from learning.querysets.groups import (
    EnrolmentListQuerySet,
    EnrolmentRequestQuerySet,
    EnrolmentRuleQuerySet,
    GroupMembershipQuerySet,
    GroupQuerySet,
    InvitationQuerySet,
)
from learning.querysets.pages import ModulePageManager, StepPageManager
from learning.querysets.paths import PathEnrolmentQuerySet, PathPageManager
from learning.querysets.place import NoteQuerySet
from learning.querysets.quizzes import (
    AnswerQuerySet,
    AttemptQuerySet,
    BankQuestionQuerySet,
    QuestionBankQuerySet,
    QuestionVersionQuerySet,
)
from learning.querysets.talk import NotificationQuerySet, ThreadQuerySet
from learning.querysets.work import (
    CaseRunQuerySet,
    DeclarationQuerySet,
    PositioningQuerySet,
    SubmissionQuerySet,
    SubmittedFileQuerySet,
)

__all__ = [
    "AnswerQuerySet",
    "AttemptQuerySet",
    "BankQuestionQuerySet",
    "CaseRunQuerySet",
    "CompletedStepQuerySet",
    "ContentChangeQuerySet",
    "DeclarationQuerySet",
    "EnrolmentListQuerySet",
    "EnrolmentQuerySet",
    "EnrolmentRequestQuerySet",
    "EnrolmentRuleQuerySet",
    "GroupMembershipQuerySet",
    "GroupQuerySet",
    "InvitationQuerySet",
    "ModulePageManager",
    "NoteQuerySet",
    "NotificationQuerySet",
    "PathEnrolmentQuerySet",
    "PathPageManager",
    "PositioningQuerySet",
    "QuestionBankQuerySet",
    "QuestionVersionQuerySet",
    "StepPageManager",
    "SubmissionQuerySet",
    "SubmittedFileQuerySet",
    "ThreadQuerySet",
    "WaiverQuerySet",
]
