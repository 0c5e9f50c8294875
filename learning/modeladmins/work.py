"""What waits for a trainer: work handed in, activities declared. The oldest first."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import SimpleListFilter, display
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers import ButtonHelper
from wagtail_modeladmin.views import InspectView

from accounts.modeladmins import StaffModelAdmin, StaffPermissionHelper
from learning.actions.return_work import version_of
from learning.activities.shown import rubric_total
from learning.models import AssignmentPage, Declaration, ModulePage, Submission
from learning.rules.handing_in import is_last


class TrainersOnly(StaffPermissionHelper):
    def get_all_model_permissions(self):
        # Nothing to tick for groups: what one may see follows one's roles.
        return super().get_all_model_permissions().none()


class OpenButton(ButtonHelper):
    def inspect_button(self, pk, classnames_add=None, classnames_exclude=None):
        button = super().inspect_button(pk, classnames_add, classnames_exclude)
        return button | {"label": gettext("Open"), "title": gettext("Open")}


class WaitingFilter(SimpleListFilter):
    """What waits, unless one asks for the rest."""

    title = _("state")
    parameter_name = "etat"

    def lookups(self, request, model_admin):
        return [("repondu", _("Answered")), ("tout", _("Everything"))]

    def choices(self, changelist):
        choices = list(super().choices(changelist))
        choices[0] |= {"display": gettext("Waiting")}
        return choices

    def queryset(self, request, queryset):
        waiting = queryset.waiting()
        if self.value() == "tout":
            return queryset
        return queryset.exclude(pk__in=waiting.values("pk")) if self.value() == "repondu" else waiting


class ModuleFilter(SimpleListFilter):
    title = _("module")
    parameter_name = "module"

    def lookups(self, request, model_admin):
        found = model_admin.get_queryset(request).order_by("enrolment__module_code")
        return list(
            dict(found.values_list("enrolment__module_code", "enrolment__module_title").distinct()).items()
        )

    def choices(self, changelist):
        choices = list(super().choices(changelist))
        choices[0] |= {"display": gettext("All modules")}
        return choices

    def queryset(self, request, queryset):
        return queryset.filter(enrolment__module_code=self.value()) if self.value() else queryset


class WorkDesk(StaffModelAdmin):
    """What both lists have in common."""

    permission_helper_class = TrainersOnly
    button_helper_class = OpenButton
    inspect_view_enabled = True
    inspect_view_extra_css = ["css/work_desk.css"]
    list_filter = [WaitingFilter, ModuleFilter]
    list_select_related = ["enrolment__learner", "enrolment__structure"]
    search_fields = ["enrolment__learner__display_name", "enrolment__learner__email", "step_title"]

    def get_queryset(self, request):
        return super().get_queryset(request).read_by_team(request.user)

    @staticmethod
    @display(description=_("learner"), ordering="enrolment__learner__display_name")
    def person(obj) -> str:
        return obj.enrolment.learner.display_name

    @staticmethod
    @display(description=_("module"), ordering="enrolment__module_title")
    def module(obj) -> str:
        return obj.enrolment.module_title

    @staticmethod
    @display(description=_("structure"))
    def structure(obj) -> str:
        return obj.enrolment.structure.short_name


class WorkInspectView(InspectView):
    """One piece of work, what came before it, and the answer to give."""

    def get_page_title(self):
        return self.instance.step_title

    def get_page_subtitle(self):
        return self.instance.enrolment.learner.display_name

    def get_context_data(self, **kwargs):
        work = Submission.objects.with_all().get(pk=self.instance.pk)
        before = Submission.objects.handed_in().filter(enrolment=work.enrolment, step_key=work.step_key)
        page = AssignmentPage.objects.filter(pk=work.step_id).first()
        typed = self.request.session.get(f"appraisal-{work.pk}", {})
        return super().get_context_data(
            **kwargs,
            work=work,
            versions=before.filter(number__lt=work.number).with_all().order_by("-number"),
            waiting=work.state == Submission.State.HANDED_IN,
            own=work.enrolment.learner_id == self.request.user.pk,
            is_last=page is not None and is_last(number=work.number, resubmissions=page.resubmissions),
            criteria=criteria_of(work, typed),
            total=rubric_total(work),
            appraisal=typed.get("appraisal", ""),
            seen=version_of(work),
        )


def criteria_of(work: Submission, typed: dict[str, Any]) -> list[dict[str, Any]]:
    """The rubric of this work as the form shows it, with what was typed before it was refused."""
    levels, comments = typed.get("levels", {}), typed.get("comments", {})
    return [
        one
        | {
            "chosen": levels.get(str(place), one["chosen"]),
            "comment": comments.get(str(place), one["comment"]),
        }
        for place, one in enumerate(work.rubric)
    ]


class SubmissionAdmin(WorkDesk):
    """Work handed in through one's structures."""

    model = Submission
    menu_label = _("Work to appraise")
    menu_icon = "edit"
    menu_order = 206
    base_url_path = "travaux"
    inspect_view_class = WorkInspectView
    inspect_template_name = "learning/admin/inspect_work.html"
    list_display = ["person", "step_title", "module", "handed_in_at", "time", "state", "structure"]
    ordering = ["handed_in_at", "pk"]

    @staticmethod
    @display(description=_("how often"))
    def time(obj) -> str:
        late = gettext("late") if obj.is_late else ""
        again = gettext("number %(n)s") % {"n": obj.number} if obj.number > 1 else gettext("first time")
        return f"{again}, {late}" if late else again


class DeclarationInspectView(InspectView):
    """One activity declared, and the answer to give."""

    def get_page_title(self):
        return self.instance.step_title

    def get_page_subtitle(self):
        return self.instance.enrolment.learner.display_name

    def get_context_data(self, **kwargs):
        mine = Declaration.objects.select_related("enrolment__learner", "enrolment__structure", "decided_by")
        one = mine.get(pk=self.instance.pk)
        return super().get_context_data(
            **kwargs,
            one=one,
            waiting=one.state == Declaration.State.DECLARED,
            own=one.enrolment.learner_id == self.request.user.pk,
            modality=dict(ModulePage.Modality.choices).get(one.modality, one.modality),
        )


class DeclarationAdmin(WorkDesk):
    """Activities declared through one's structures."""

    model = Declaration
    menu_label = _("Activities to confirm")
    menu_icon = "date"
    menu_order = 207
    base_url_path = "declarations"
    inspect_view_class = DeclarationInspectView
    inspect_template_name = "learning/admin/inspect_declaration.html"
    list_display = ["person", "step_title", "module", "done_on", "minutes", "state", "structure"]
    ordering = ["declared_at", "pk"]
