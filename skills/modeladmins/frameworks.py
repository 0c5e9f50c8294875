"""Frameworks of competencies: read by managers, drafted and put in force by those whose they are."""

from __future__ import annotations

from django.contrib.admin import display
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers import ButtonHelper
from wagtail_modeladmin.views import EditView, InspectView

from accounts.modeladmins import StaffModelAdmin, StaffPermissionHelper
from accounts.models import Structure
from accounts.rules.roles import MANAGER
from skills.desk_forms import FRAMEWORK_PANELS
from skills.models import Framework


class FrameworkPermissions(StaffPermissionHelper):
    """A manager reads their structures' frameworks and everybody's, and writes the drafts of the first."""

    roles = (MANAGER,)

    def user_can_edit_obj(self, user, obj) -> bool:
        return obj.is_draft and writes(user, obj)


def writes(user, framework: Framework) -> bool:
    """Whether this person writes this framework. Costs no query after the first."""
    return user.is_superuser or any(
        held.structure_id == framework.structure_id and held.role == MANAGER
        for held in user.current_memberships
    )


class OpenButton(ButtonHelper):
    def inspect_button(self, pk, classnames_add=None, classnames_exclude=None):
        button = super().inspect_button(pk, classnames_add, classnames_exclude)
        return button | {"label": gettext("Open"), "title": gettext("Open")}


class FrameworkEditView(EditView):
    def get_edit_handler(self):
        return FRAMEWORK_PANELS.bind_to_model(Framework)

    def get_success_message_buttons(self, instance):
        return []

    def get_success_url(self):
        return self.url_helper.get_action_url("inspect", self.instance.pk)


class FrameworkInspectView(InspectView):
    """One version of a framework, as people read it, and what can be done with it."""

    def get_page_title(self):
        return self.instance.title

    def get_page_subtitle(self):
        return gettext("Version %(number)s") % {"number": self.instance.number}

    def get_context_data(self, **kwargs):
        user, framework = self.request.user, self.instance
        return super().get_context_data(
            **kwargs,
            framework=framework,
            may_write=writes(user, framework),
            houses=Structure.objects.managed_by(user).order_by("name"),
        )


class FrameworkAdmin(StaffModelAdmin):
    """Versions of the frameworks that one's people read."""

    model = Framework
    menu_label = _("Frameworks")
    menu_icon = "list-ul"
    base_url_path = "referentiels"
    permission_helper_class = FrameworkPermissions
    button_helper_class = OpenButton
    edit_view_class = FrameworkEditView
    inspect_view_enabled = True
    inspect_view_class = FrameworkInspectView
    inspect_template_name = "skills/desk/framework.html"
    list_display = ["title", "number", "whose", "state", "published_at"]
    list_select_related = ["structure"]
    search_fields = ["title", "code"]
    ordering = ["title", "-number", "pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).readable_by(request.user).select_related("structure")

    @staticmethod
    @display(description=_("for"))
    def whose(obj) -> str:
        return obj.structure.short_name if obj.structure else gettext("Everybody")

    @staticmethod
    @display(description=_("state"))
    def state(obj) -> str:
        return str(obj.standing)
