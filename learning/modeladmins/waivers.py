"""Waivers and equivalences granted in one's structures: the list, and the page where one is ended."""

from __future__ import annotations

from django.contrib.admin import SimpleListFilter, display
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.views import InspectView

from accounts.modeladmins import StaffIndexView, StaffModelAdmin
from learning.modeladmins.people import FollowersOnly, day, structures_of
from learning.models import Waiver
from learning.waivers import obstacles_for


class StandingFilter(SimpleListFilter):
    title = _("state")
    parameter_name = "etat"

    def lookups(self, request, model_admin):
        return [("en-vigueur", _("Standing")), ("terminee", _("Ended"))]

    def queryset(self, request, queryset):
        if self.value() == "en-vigueur":
            return queryset.standing()
        return queryset.exclude(ended_at=None) if self.value() == "terminee" else queryset


class WaiverIndexView(StaffIndexView):
    export_headings = {
        "person": _("Name"),
        "module_title": _("Module"),
        "step_title": _("Step"),
        "kind_words": _("Kind"),
        "reason": _("Reason"),
        "evidence": _("Evidence"),
        "granted_day": _("Granted on"),
        "granter": _("Granted by"),
        "ended_day": _("Ended on"),
        "end_reason": _("Reason of the end"),
    }


class WaiverInspectView(InspectView):
    """One waiver, with the form that ends it for those who may."""

    def get_context_data(self, **kwargs):
        waiver = self.instance
        may_end = waiver.ended_at is None and not obstacles_for(
            self.request.user, waiver.learner, waiver.structure
        )
        return super().get_context_data(may_end=may_end, **kwargs)


class WaiverAdmin(StaffModelAdmin):
    """Who need not do what, and why. Granted from the pages of people and enrolments, never changed, ended."""

    model = Waiver
    menu_label = _("Waivers")
    menu_icon = "check"
    menu_order = 225
    base_url_path = "dispenses"
    permission_helper_class = FollowersOnly
    index_view_class = WaiverIndexView
    inspect_view_enabled = True
    inspect_view_class = WaiverInspectView
    inspect_template_name = "learning/admin/inspect_waiver.html"
    inspect_view_fields = [
        *("learner", "kind", "module_title", "step_title", "reason", "evidence"),
        *("granted_by", "granted_at", "ended_at", "end_reason"),
    ]
    list_display = ["person", "module_title", "step_title", "kind_words", "granted_day", "ended_day"]
    list_export = list(WaiverIndexView.export_headings)
    list_filter = [StandingFilter, "kind"]
    search_fields = ["learner__display_name", "learner__email", "module_title", "step_title"]
    ordering = ["-granted_at", "-pk"]
    export_filename = "dispenses"

    def get_queryset(self, request):
        mine = super().get_queryset(request).of(structures_of(request.user))
        return mine.select_related("learner", "structure", "granted_by")

    @staticmethod
    @display(description=_("name"), ordering="learner__display_name")
    def person(obj) -> str:
        return obj.learner.display_name

    @staticmethod
    @display(description=_("kind"), ordering="kind")
    def kind_words(obj) -> str:
        return obj.get_kind_display()

    @staticmethod
    def granter(obj) -> str:
        return obj.granted_by.display_name if obj.granted_by else gettext("the platform")

    @staticmethod
    @display(description=_("granted on"), ordering="granted_at")
    def granted_day(obj) -> str:
        return day(obj.granted_at)

    @staticmethod
    @display(description=_("ended on"), ordering="ended_at")
    def ended_day(obj) -> str:
        return day(obj.ended_at)
