"""How a house presents itself."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail_modeladmin.views import EditView

from accounts.actions.describe_structure import PRESENTATION, describe_structure
from accounts.modeladmins.staff import RefusableView, StaffModelAdmin, StaffPermissionHelper
from accounts.models import Structure
from accounts.rules.roles import MANAGER


class StructureForm(WagtailAdminModelForm):
    """How a structure presents itself; what documents rely on for ever is not here."""

    class Meta(WagtailAdminModelForm.Meta):
        model = Structure
        fields = PRESENTATION

    def save(self, commit: bool = True) -> Structure:
        return describe_structure(structure=self.instance, words=self.cleaned_data, actor=self.for_user)


class StructureView(RefusableView, EditView):
    page_title = _("Present the house")

    def get_edit_handler(self):
        panels = [FieldPanel(field) for field in PRESENTATION]
        return ObjectList(panels, base_form_class=StructureForm).bind_to_model(Structure)

    def get_success_message(self, instance):
        return gettext("It is changed. Documents already issued keep the words they carry.")


class StructurePermissions(StaffPermissionHelper):
    roles = (MANAGER,)
    may_edit = True


class StructureAdmin(StaffModelAdmin):
    """The houses that one manages: name, address, who signs. One is opened by a command, with its site."""

    model = Structure
    menu_label = _("The house")
    menu_icon = "home"
    menu_order = 800
    base_url_path = "structures"
    permission_helper_class = StructurePermissions
    edit_view_class = StructureView
    list_display = ["name", "city", "number_prefix", "signatory_name"]
    search_fields = ["name", "city"]

    def get_queryset(self, request):
        return super().get_queryset(request).managed_by(request.user)
