"""The directory of associations, kept by managers. What people added for themselves is not in it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.views import CreateView, EditView

from accounts.modeladmins import StaffModelAdmin, StaffPermissionHelper
from accounts.rules.roles import MANAGER
from skills.desk_forms import ASSOCIATION_PANELS
from skills.models import Association
from skills.refusals import Refused


class AssociationPermissions(StaffPermissionHelper):
    roles = (MANAGER,)
    may_create = may_edit = True


class AssociationPanels:
    """Shows why the action refused, above the form."""

    def get_edit_handler(self):
        return ASSOCIATION_PANELS.bind_to_model(Association)

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except Refused as refusal:
            form.add_error("rna", str(refusal))
            return self.form_invalid(form)

    def get_success_message_buttons(self, instance):
        return []


class AssociationCreateView(AssociationPanels, CreateView):
    page_title = _("Add an association")


class AssociationEditView(AssociationPanels, EditView):
    pass


class AssociationAdmin(StaffModelAdmin):
    """Associations that anybody finds by their name or their number."""

    model = Association
    menu_label = _("Directory of associations")
    menu_icon = "group"
    base_url_path = "associations"
    permission_helper_class = AssociationPermissions
    create_view_class = AssociationCreateView
    edit_view_class = AssociationEditView
    list_display = ["name", "rna", "city"]
    search_fields = ["name", "rna", "city"]
    ordering = ["name", "pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(listed=True)
