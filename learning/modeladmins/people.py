"""What staff see of learning: people and enrolments of their own structures, to read and export, never to change."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.admin import SimpleListFilter, display
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers import AdminURLHelper
from wagtail_modeladmin.views import InspectView

from accounts.modeladmins import StaffIndexView, StaffModelAdmin, StaffPermissionHelper
from accounts.models import Structure, User
from accounts.rules.roles import PUBLISHING_ROLES
from learning.models import Accommodation, Enrolment, EvidenceType, ModulePage, Waiver
from learning.templatetags.learning import in_words
from learning.waivers import obstacles_for


def structures_of(user: User) -> QuerySet:
    """The structures whose learners this person follows; all of them for the installation's administrator."""
    return (
        Structure.objects.all()
        if user.is_superuser
        else Structure.objects.staffed_by(user, roles=PUBLISHING_ROLES)
    )


def day(moment) -> str:
    return date_format(localtime(moment), "SHORT_DATE_FORMAT") if moment else ""


class FollowersOnly(StaffPermissionHelper):
    """Validators and managers follow learners; a trainer writes."""

    roles = PUBLISHING_ROLES

    def get_all_model_permissions(self):
        # Nothing to tick for groups: what one may see follows one's roles.
        return super().get_all_model_permissions().none()


# --- Enrolments --------------------------------------------------------------------------------------


class ModuleFilter(SimpleListFilter):
    title = _("module")
    parameter_name = "module"

    def lookups(self, request, model_admin):
        modules = (
            model_admin.get_queryset(request)
            .order_by("module_code")
            .values_list("module_code", "module_title")
        )
        return list(dict(modules.distinct()).items())

    def queryset(self, request, queryset):
        return queryset.filter(module_code=self.value()) if self.value() else queryset


class StateFilter(SimpleListFilter):
    title = _("state")
    parameter_name = "etat"

    def lookups(self, request, model_admin):
        return [("en-cours", _("Under way")), ("termine", _("Finished")), ("quitte", _("Left"))]

    def queryset(self, request, queryset):
        if self.value() == "en-cours":
            return queryset.active().unfinished()
        if self.value() == "termine":
            return queryset.completed()
        return queryset.left().unfinished() if self.value() == "quitte" else queryset


class SinceFilter(SimpleListFilter):
    title = _("date of enrolment")
    parameter_name = "depuis"

    def lookups(self, request, model_admin):
        return [("7", _("The last 7 days")), ("30", _("The last 30 days")), ("365", _("The last 12 months"))]

    def queryset(self, request, queryset):
        offered = {days for days, _words in self.lookups(request, None)}
        if self.value() not in offered:
            return queryset
        return queryset.filter(enrolled_at__gte=now() - timedelta(days=int(self.value())))


class EnrolmentIndexView(StaffIndexView):
    export_headings = {
        "person": _("Name"),
        "address": _("E-mail address"),
        "module_code": _("Module code"),
        "module_title": _("Module"),
        "state": _("State"),
        "percent": _("Progress (%)"),
        "steps_finished": _("Required steps done or waived"),
        "minutes_done": _("Planned minutes of the steps done"),
        "enrolled_day": _("Enrolled on"),
        "completed_day": _("Finished on"),
    }

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["object_list"].with_studies(request=self.request)
        return context

    def as_spreadsheet(self, queryset, spreadsheet_format):
        queryset.with_studies(request=self.request)
        return super().as_spreadsheet(queryset, spreadsheet_format)


def ledger_of(enrolment: Enrolment) -> list[dict]:
    """The hours of this enrolment by modality and kind of evidence, in words. Costs one query."""
    modalities, kinds = dict(ModulePage.Modality.choices), dict(EvidenceType.choices)
    return [
        row
        | {
            "modality": modalities.get(row["modality"], row["modality"]),
            "evidence": kinds.get(row["evidence_type"], row["evidence_type"]),
        }
        for row in enrolment.completed_steps.ledger()
    ]


class EnrolmentInspectView(InspectView):
    """One enrolment with what it rests on: how far, the steps done and their evidence, the attempts, the waivers."""

    def get_context_data(self, **kwargs):
        enrolment = self.instance
        study = ModulePage.objects.enrolled([enrolment], request=self.request)[0]
        waivers = Waiver.objects.by(enrolment.learner).in_module(enrolment.module_key)
        return super().get_context_data(
            study=study,
            completed_steps=enrolment.completed_steps.all(),
            attempts=enrolment.attempts.sent(),
            waivers=waivers.select_related("granted_by"),
            waivable=[] if study.is_finished else [step for step in study.steps if step.state != "done"],
            may_waive=not obstacles_for(self.request.user, enrolment.learner, enrolment.structure),
            ledger=ledger_of(self.instance),
            **kwargs,
        )


class EnrolmentAdmin(StaffModelAdmin):
    """Who studies what through one's structures, and how far they are."""

    model = Enrolment
    menu_label = _("Enrolments")
    menu_icon = "list-ul"
    menu_order = 220
    base_url_path = "inscriptions"
    permission_helper_class = FollowersOnly
    index_view_class = EnrolmentIndexView
    inspect_view_enabled = True
    inspect_view_class = EnrolmentInspectView
    inspect_template_name = "learning/admin/inspect_enrolment.html"
    inspect_view_fields = ["learner", "module_title", "structure", "enrolled_at", "completed_at", "left_at"]
    list_display = ["person", "address", "module_title", "progress", "enrolled_day", "completed_day"]
    list_export = list(EnrolmentIndexView.export_headings)
    list_filter = [ModuleFilter, StateFilter, SinceFilter]
    search_fields = ["learner__display_name", "learner__email", "module_title", "module_code"]
    ordering = ["-enrolled_at", "-pk"]
    export_filename = "inscriptions"

    def get_queryset(self, request):
        return super().get_queryset(request).filter(structure__in=structures_of(request.user)).for_list()

    @staticmethod
    @display(description=_("name"), ordering="learner__display_name")
    def person(obj) -> str:
        return obj.learner.display_name

    @staticmethod
    @display(description=_("e-mail address"), ordering="learner__email")
    def address(obj) -> str:
        return obj.learner.email

    @staticmethod
    @display(description=_("enrolled on"), ordering="enrolled_at")
    def enrolled_day(obj) -> str:
        return day(obj.enrolled_at)

    @staticmethod
    @display(description=_("finished on"), ordering="completed_at")
    def completed_day(obj) -> str:
        return day(obj.completed_at)

    @staticmethod
    def state(obj) -> str:
        if obj.completed_at:
            return gettext("Finished")
        return gettext("Left") if obj.left_at else gettext("Under way")

    # Counts are given as words: modeladmin shows a figure that is false, 0, as if there were none.
    @staticmethod
    def percent(obj) -> str:
        return str(obj.study.progress.percent)

    @staticmethod
    def steps_finished(obj) -> str:
        return str(obj.study.progress.done)

    @staticmethod
    def minutes_done(obj) -> str:
        return str(obj.minutes_done)

    @classmethod
    @display(description=_("progress"))
    def progress(cls, obj) -> str:
        """What the learner reads, word for word; that they left comes before it."""
        words = in_words(obj.study)
        return f"{cls.state(obj)} · {words}" if obj.left_at and not obj.completed_at else words


ENROLMENT_URLS = AdminURLHelper(Enrolment, base_url_path=EnrolmentAdmin.base_url_path)


# --- Learners ----------------------------------------------------------------------------------------


class LearnerIndexView(StaffIndexView):
    export_headings = {
        "display_name": _("Name"),
        "email": _("E-mail address"),
        "joined": _("Account opened on"),
        "under_way": _("Modules under way"),
        "finished": _("Modules finished"),
    }


class LearnerInspectView(InspectView):
    """One person with their enrolments through one's own structures, and no others."""

    def get_context_data(self, **kwargs):
        mine = structures_of(self.request.user)
        enrolments = Enrolment.objects.by(self.instance).filter(structure__in=mine).for_list()
        rows = [
            (
                enrolment,
                EnrolmentAdmin.progress(enrolment),
                ENROLMENT_URLS.get_action_url("inspect", enrolment.pk),
            )
            for enrolment in enrolments.with_studies(request=self.request)
        ]
        houses = [one for one in mine if not obstacles_for(self.request.user, self.instance, one)]
        return super().get_context_data(
            rows=rows,
            waivers=Waiver.objects.by(self.instance).of(mine).select_related("granted_by"),
            modules=ModulePage.objects.live().of_any(houses).order_by("title") if houses else [],
            houses=houses,
            accommodations=Accommodation.objects.filter(learner=self.instance, structure__in=mine),
            **kwargs,
        )


class LearnerAdmin(StaffModelAdmin):
    """People who learn through one's structures."""

    model = User
    menu_label = _("Learners")
    menu_icon = "group"
    menu_order = 210
    base_url_path = "apprenants"
    permission_helper_class = FollowersOnly
    index_view_class = LearnerIndexView
    inspect_view_enabled = True
    inspect_view_class = LearnerInspectView
    inspect_template_name = "learning/admin/inspect_learner.html"
    inspect_view_fields = ["display_name", "email", "date_joined"]
    list_display = ["display_name", "email", "joined", "under_way", "finished"]
    list_export = list(LearnerIndexView.export_headings)
    search_fields = ["display_name", "email"]
    ordering = ["display_name", "pk"]
    export_filename = "apprenants"

    def get_queryset(self, request):
        mine = structures_of(request.user)
        enrolments = Enrolment.objects.filter(structure__in=mine)
        return (
            super()
            .get_queryset(request)
            .learners(mine)
            .annotate(
                modules_under_way=enrolments.active().unfinished().count_of("learner"),
                modules_finished=enrolments.completed().count_of("learner"),
            )
        )

    @staticmethod
    @display(description=_("account opened on"), ordering="date_joined")
    def joined(obj) -> str:
        return day(obj.date_joined)

    @staticmethod
    @display(description=_("modules under way"), ordering="modules_under_way")
    def under_way(obj) -> str:
        return str(obj.modules_under_way or 0)

    @staticmethod
    @display(description=_("modules finished"), ordering="modules_finished")
    def finished(obj) -> str:
        return str(obj.modules_finished or 0)
