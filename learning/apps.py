from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from accounts.verbs import describe

VERBS = {
    "bank.created": _("Question bank opened"),
    "bank.changed": _("Question bank changed"),
    "bank.imported": _("Questions imported into a bank"),
    "bank_question.created": _("Question of a bank written"),
    "bank_question.changed": _("Question of a bank changed"),
    "enrolment.created": _("Enrolled in a module"),
    "enrolment.reopened": _("Came back to a module"),
    "enrolment.left": _("Left a module"),
    "path.joined": _("Followed a path"),
    "path.reopened": _("Came back to a path"),
    "path.left": _("Left a path"),
    "path.completed": _("Path finished"),
    "step.completed": _("Step finished"),
    "module.completed": _("Module finished"),
    "waiver.granted": _("Waiver granted"),
    "waiver.ended": _("Waiver ended"),
    "enrolment.again": _("Module followed again"),
    "content.changed": _("Content changed in substance"),
    "note.written": _("Own note written"),
    "note.changed": _("Own note changed"),
    "note.deleted": _("Own note deleted"),
    "module.duration_changed": _("Duration of a module changed"),
    "accommodation.granted": _("More time at quizzes granted"),
    "accommodation.ended": _("More time at quizzes ended"),
    "regrade.begun": _("Key of a question corrected"),
    "attempt.regraded": _("Attempt marked again"),
    "answer.marked": _("Answer marked by a person"),
    "attempt.begun": _("Attempt at a quiz begun"),
    "attempt.submitted": _("Quiz answered"),
    "attempt.settled": _("Score computed anew"),
    "reading.claimed": _("Earlier reading added"),
    "work.handed_in": _("Work handed in"),
    "work.taken_back": _("Work taken back by its author"),
    "work.accepted": _("Work accepted"),
    "work.returned": _("Work returned to complete"),
    "positioning.said": _("Self-assessment made"),
    "case.ended": _("Case study played to its end"),
    "activity.declared": _("Activity elsewhere declared"),
    "activity.confirmed": _("Activity elsewhere confirmed"),
    "activity.refused": _("Activity elsewhere not confirmed"),
    "group.opened": _("Group opened"),
    "group.changed": _("Group changed"),
    "group.closed": _("Group closed"),
    "group.reopened": _("Group opened again"),
    "group.joined": _("Joined a group"),
    "group.left": _("Left a group"),
    "group.deadline_set": _("Deadline set"),
    "group.deadline_removed": _("Deadline taken away"),
    "invitation.made": _("Invitation made"),
    "invitation.used": _("Came in by an invitation"),
    "invitation.withdrawn": _("Invitation withdrawn"),
    "enrolment.asked": _("Asked to enrol"),
    "enrolment.accepted": _("Request to enrol accepted"),
    "enrolment.refused": _("Request to enrol refused"),
    "enrolment.by_rule": _("Enrolled by a rule"),
    "rule.made": _("Rule of enrolment made"),
    "rule.changed": _("Rule of enrolment changed"),
    "rule.removed": _("Rule of enrolment taken away"),
    "list.checked": _("List of people checked"),
    "list.sent": _("List of people enrolled"),
    "thread.opened": _("Question or error sent to the trainers"),
    "thread.continued": _("Message added to a question"),
    "thread.answered": _("Question answered"),
    "thread.closed": _("Question closed"),
    "thread.reopened": _("Question opened again"),
    "notifications.chosen": _("E-mails of notifications chosen"),
    "calendar.opened": _("Calendar address made"),
    "calendar.closed": _("Calendar address taken away"),
}


class LearningConfig(AppConfig):
    name = "learning"
    verbose_name = _("Learning")

    def ready(self) -> None:
        from accounts.privacy import register
        from learning import signal_handlers
        from learning.privacy import LEARNING
        from learning.schedules import ensure_schedules

        signal_handlers.connect()
        register(LEARNING)
        post_migrate.connect(ensure_schedules, sender=self, dispatch_uid="learning.schedules")
        describe(VERBS)
