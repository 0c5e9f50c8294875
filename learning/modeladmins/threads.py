"""Questions of learners and errors they report, as the team answers them."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.admin import SimpleListFilter, display
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers import ButtonHelper
from wagtail_modeladmin.views import InspectView

from accounts.modeladmins import StaffModelAdmin, StaffPermissionHelper
from learning.models import ModulePage, Thread


class TeamOnly(StaffPermissionHelper):
    """Whoever works for the house answers."""

    def get_all_model_permissions(self):
        # Nothing to tick for groups: what one may see follows one's roles.
        return super().get_all_model_permissions().none()


class ModuleFilter(SimpleListFilter):
    title = _("module")
    parameter_name = "module"

    def lookups(self, request, model_admin):
        asked = Thread.objects.answered_by_team(request.user).exclude(module=None).values("module")
        return [(str(one.pk), one.title) for one in ModulePage.objects.filter(pk__in=asked).order_by("title")]

    def queryset(self, request, queryset):
        chosen = self.value() or ""
        known = {key for key, _title in self.lookup_choices}
        return queryset.filter(module=chosen) if chosen in known else queryset


class ThreadButtons(ButtonHelper):
    def inspect_button(self, pk, classnames_add=None, classnames_exclude=None):
        button = super().inspect_button(pk, classnames_add, classnames_exclude)
        return button | {"label": gettext("Open"), "title": gettext("Open")}


class ThreadInspectView(InspectView):
    def get_page_title(self):
        return self.instance.step_title

    def get_meta_title(self):
        return self.instance.step_title

    def get_context_data(self, **kwargs):
        thread = self.instance
        return super().get_context_data(
            **kwargs,
            thread=thread,
            said=thread.messages.select_related("author"),
            token=uuid4(),
            is_own=thread.author_id == self.request.user.pk,
        )


class ThreadAdmin(StaffModelAdmin):
    """Questions of one's structures, those that wait first."""

    model = Thread
    menu_label = _("Learners’ questions")
    menu_icon = "comment"
    menu_order = 207
    base_url_path = "echanges"
    permission_helper_class = TeamOnly
    button_helper_class = ThreadButtons
    inspect_view_enabled = True
    inspect_view_class = ThreadInspectView
    inspect_template_name = "learning/admin/inspect_thread.html"
    inspect_view_extra_css = ["css/groups_desk.css", "css/talk_desk.css"]
    list_display = ["step_title", "person", "module_title", "kind", "state", "last_day", "structure"]
    list_filter = ["state", "kind", ModuleFilter]
    list_select_related = ["author", "module", "structure"]
    search_fields = ["author__display_name", "step_title", "messages__text"]
    ordering = ["rank", "-last_message_at"]

    def get_queryset(self, request):
        # Not the parent's: it orders by the rank before anything gives one.
        mine = Thread.objects.answered_by_team(request.user).open_first()
        return mine.select_related("author", "group", "module", "step", "structure")

    @staticmethod
    @display(description=_("name"), ordering="author__display_name")
    def person(obj) -> str:
        return obj.author.display_name

    @staticmethod
    @display(description=_("module"), ordering="module__title")
    def module_title(obj) -> str:
        return obj.module.title if obj.module else ""

    @staticmethod
    @display(description=_("last message on"), ordering="last_message_at")
    def last_day(obj) -> str:
        return date_format(localtime(obj.last_message_at), "SHORT_DATETIME_FORMAT")
