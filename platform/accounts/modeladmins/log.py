"""What was done."""

from __future__ import annotations

from django.apps import apps
from django.contrib.admin import SimpleListFilter
from django.utils.translation import gettext_lazy as _

from accounts import verbs
from accounts.modeladmins.staff import StaffModelAdmin, StaffPermissionHelper
from accounts.models import LogEntry
from accounts.rules.roles import MANAGER


class LogPermissions(StaffPermissionHelper):
    roles = (MANAGER,)


class VerbFilter(SimpleListFilter):
    title = _("what")
    parameter_name = "verb"

    def lookups(self, request, model_admin):
        return verbs.choices()

    def queryset(self, request, queryset):
        return queryset.filter(verb=self.value()) if self.value() else queryset


class LogAdmin(StaffModelAdmin):
    """What was done in one's structures: read only, exported for an audit."""

    model = LogEntry
    menu_label = _("Log")
    menu_icon = "history"
    menu_order = 820
    base_url_path = "journal"
    permission_helper_class = LogPermissions
    inspect_view_enabled = True
    inspect_view_fields = [
        "at",
        "actor",
        "verb",
        "subject_type",
        "subject_id",
        "structure",
        "payload",
        "hash",
    ]
    list_display = ["at", "what", "actor", "subject", "structure"]
    list_export = ["at", "verb", "what", "actor", "subject", "structure", "payload", "previous_hash", "hash"]
    list_filter = [VerbFilter, "at"]
    list_select_related = ["actor", "structure"]
    search_fields = ["verb", "subject_type", "subject_id", "actor__display_name", "actor__email"]
    ordering = ["-pk"]
    export_filename = "journal"

    def get_queryset(self, request):
        return super().get_queryset(request).readable_by(request.user)

    def what(self, obj) -> str:
        return obj.in_words()

    def subject(self, obj) -> str:
        """The kind of object in words, and its number."""
        try:
            kind = apps.get_model(obj.subject_type)._meta.verbose_name
        except LookupError:
            kind = obj.subject_type
        return f"{kind} {obj.subject_id}"

    what.short_description, what.admin_order_field = _("what"), "verb"
    subject.short_description = _("object")
