"""What the lists of certification have in common."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.admin import SimpleListFilter
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers import AdminURLHelper, ButtonHelper

from accounts.modeladmins import StaffIndexView, StaffModelAdmin, StaffPermissionHelper
from accounts.models import LogEntry
from accounts.rules.roles import MANAGER, PUBLISHING_ROLES


class ValidatorPermissions(StaffPermissionHelper):
    """Read by validators and managers; changed by actions only."""

    roles = PUBLISHING_ROLES


class ManagerPermissions(StaffPermissionHelper):
    roles = (MANAGER,)


class OpenButton(ButtonHelper):
    """One button, in plain words."""

    def inspect_button(self, pk, classnames_add=None, classnames_exclude=None):
        button = super().inspect_button(pk, classnames_add, classnames_exclude)
        return button | {"label": gettext("Open"), "title": gettext("Open")}


class ShortAddress(AdminURLHelper):
    """`dossiers/12/` for the page of dossier 12."""

    def get_action_url_pattern(self, action):
        if action == "inspect":
            return rf"^{self.base_url_path}/(?P<instance_pk>\d+)/$"
        return super().get_action_url_pattern(action)


class CertificationIndexView(StaffIndexView):
    def get_filters_params(self, params=None):
        """Only the filters shown: an address cannot ask about any other field of any other table."""
        allowed = {getattr(one, "parameter_name", one) for one in self.list_filter}
        found = super().get_filters_params(params)
        return {key: value for key, value in found.items() if key.split("__")[0] in allowed}


class CertificationAdmin(StaffModelAdmin):
    index_view_class = CertificationIndexView
    permission_helper_class = ValidatorPermissions
    button_helper_class = OpenButton
    url_helper_class = ShortAddress
    inspect_view_enabled = True
    #: Words and name of the address of a button above the list, where there is one.
    header_link: tuple[Promise, str] | None = None
    inspect_view_extra_css = ["certification/desk.css"]


def history_of(*subjects) -> list[LogEntry]:
    """The lines about these objects, oldest first. Costs a query each."""
    lines = [line for subject in subjects for line in LogEntry.objects.about(subject).select_related("actor")]
    return sorted(lines, key=lambda line: line.pk)


class PeriodFilter(SimpleListFilter):
    """By when it happened: the periods that people ask about."""

    title = _("date")
    parameter_name = "period"
    field = "granted_at"

    def lookups(self, request, model_admin):
        return [("month", _("Last 30 days")), ("year", _("This year")), ("last-year", _("Last year"))]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        lookups = {
            "month": {f"{self.field}__gte": timezone.now() - timedelta(days=30)},
            "year": {f"{self.field}__year": today.year},
            "last-year": {f"{self.field}__year": today.year - 1},
        }
        return queryset.filter(**lookups.get(self.value(), {}))
