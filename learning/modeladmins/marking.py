"""Answers that a person has to read: the list of what waits, and the page where one is marked."""

from __future__ import annotations

from django.contrib.admin import SimpleListFilter, display
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.views import InspectView

from accounts.modeladmins import StaffIndexView, StaffModelAdmin, StaffPermissionHelper
from accounts.models import Structure
from accounts.rules.roles import STAFF_ROLES
from learning.modeladmins.people import day
from learning.models import Answer
from learning.questions.asked import AskedQuestion


def structures_taught(user):
    """The structures whose learners' work this person reads; all for the installation's administrator."""
    return (
        Structure.objects.all()
        if user.is_superuser
        else Structure.objects.staffed_by(user, roles=STAFF_ROLES)
    )


class TeachersOnly(StaffPermissionHelper):
    """Trainers, validators and managers read what learners write."""

    roles = STAFF_ROLES

    def get_all_model_permissions(self):
        return super().get_all_model_permissions().none()


class WaitingFilter(SimpleListFilter):
    title = _("state")
    parameter_name = "etat"

    def lookups(self, request, model_admin):
        return [("lues", _("Read")), ("toutes", _("All"))]

    def choices(self, changelist):
        yield {
            "selected": self.value() is None,
            "query_string": changelist.get_query_string(remove=[self.parameter_name]),
            "display": _("To read"),
        }
        yield from list(super().choices(changelist))[1:]

    def queryset(self, request, queryset):
        if self.value() == "lues":
            return queryset.exclude(earned="")
        return queryset if self.value() == "toutes" else queryset.waiting()


class QuizFilter(SimpleListFilter):
    title = _("quiz")
    parameter_name = "quiz"

    def lookups(self, request, model_admin):
        found = model_admin.get_queryset(request).order_by("attempt__quiz_title")
        pairs = found.values_list("attempt__quiz_key", "attempt__quiz_title").distinct()[:100]
        return [(str(key), title) for key, title in pairs]

    def queryset(self, request, queryset):
        offered = {value for value, _title in self.lookup_choices}
        return queryset.filter(attempt__quiz_key=self.value()) if self.value() in offered else queryset


class MarkingInspectView(InspectView):
    """One answer with its question, its criteria, and the form that marks it."""

    def get_page_title(self):
        return self.instance.attempt.quiz_title

    def get_page_subtitle(self):
        return self.instance.attempt.enrolment.learner.display_name

    def get_context_data(self, **kwargs):
        asked = AskedQuestion(self.instance)
        given = {one["title"]: one.get("earned") for one in self.instance.criteria}
        criteria = [
            criterion | {"earned": given.get(criterion["title"])}
            for criterion in asked.kind.criteria_of(asked.data)
        ]
        own = self.instance.attempt.enrolment.learner_id == self.request.user.pk
        return super().get_context_data(asked=asked, criteria=criteria, is_own=own, **kwargs)


class MarkingAdmin(StaffModelAdmin):
    """Open answers of the learners of one's structures, the oldest first."""

    model = Answer
    menu_label = _("Answers to read")
    menu_icon = "doc-full"
    menu_order = 226
    base_url_path = "reponses_a_lire"
    permission_helper_class = TeachersOnly
    index_view_class = StaffIndexView
    inspect_view_enabled = True
    inspect_view_class = MarkingInspectView
    inspect_template_name = "learning/admin/inspect_answer.html"
    inspect_view_fields = ["number"]
    list_display = ["person", "quiz", "excerpt", "sent"]
    list_filter = [WaitingFilter, QuizFilter]
    search_fields = ["attempt__enrolment__learner__display_name", "attempt__quiz_title"]
    ordering = ["attempt__submitted_at", "pk"]

    def get_queryset(self, request):
        found = super().get_queryset(request).for_desk(structures_taught(request.user))
        return found.select_related("version", "marked_as", "attempt__enrolment__learner", "marked_by")

    @staticmethod
    @display(description=_("name"), ordering="attempt__enrolment__learner__display_name")
    def person(obj) -> str:
        return obj.attempt.enrolment.learner.display_name

    @staticmethod
    @display(description=_("quiz"), ordering="attempt__quiz_title")
    def quiz(obj) -> str:
        return obj.attempt.quiz_title

    @staticmethod
    @display(description=_("answer"))
    def excerpt(obj) -> str:
        return Truncator(AskedQuestion(obj).in_words).chars(90)

    @staticmethod
    @display(description=_("sent on"), ordering="attempt__submitted_at")
    def sent(obj) -> str:
        return day(obj.attempt.submitted_at)
