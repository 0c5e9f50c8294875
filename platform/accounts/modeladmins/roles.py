"""Who holds which role."""

from __future__ import annotations

from django import forms
from django.contrib.admin import SimpleListFilter
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail_modeladmin.helpers import ButtonHelper
from wagtail_modeladmin.views import CreateView, EditView

from accounts.actions.end_role import end_role
from accounts.actions.grant_role import grant_role
from accounts.modeladmins.staff import RefusableView, StaffModelAdmin, StaffPermissionHelper
from accounts.models import Membership, Structure, User
from accounts.rules.roles import MANAGER


class GrantRoleForm(WagtailAdminModelForm):
    """Who gets which role, found by the exact address of an account."""

    email = forms.EmailField(
        label=_("E-mail address of the person"),
        help_text=_("That of their account: ask them to sign up first."),
    )

    field_order = ["email", "role", "until", "structure"]

    class Meta(WagtailAdminModelForm.Meta):
        model = Membership
        fields = ["structure", "role", "until"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        structures = Structure.objects.managed_by(self.for_user)
        self.fields["structure"].queryset = structures
        self.initial["structure"] = structures.first()

    def clean_email(self) -> str:
        address = self.cleaned_data["email"].strip().lower()
        self.person = User.objects.filter(email=address).first()
        if self.person is None:
            raise forms.ValidationError(_("No account has this address. Ask the person to sign up first."))
        return address

    def save(self, commit: bool = True) -> Membership:
        return grant_role(
            user=self.person,
            structure=self.cleaned_data["structure"],
            role=self.cleaned_data["role"],
            until=self.cleaned_data["until"],
            actor=self.for_user,
        )


class EndRoleForm(WagtailAdminModelForm):
    """The last day of a role, or at once."""

    class Meta(WagtailAdminModelForm.Meta):
        model = Membership
        fields = ["until"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].label = _("Last day")
        self.fields["until"].help_text = _("Included. Left empty, the role ends at once.")

    def save(self, commit: bool = True) -> Membership:
        self.instance.refresh_from_db()
        end_role(membership=self.instance, actor=self.for_user, last_day=self.cleaned_data["until"])
        return self.instance


class GrantRoleView(RefusableView, CreateView):
    page_title = _("Give a role")

    def get_edit_handler(self):
        panels = [FieldPanel("email"), FieldPanel("role"), FieldPanel("until"), FieldPanel("structure")]
        return ObjectList(panels, base_form_class=GrantRoleForm).bind_to_model(Membership)

    def get_success_message(self, instance):
        return gettext("The role is given.")


class EndRoleView(RefusableView, EditView):
    page_title = _("End a role")

    def get_edit_handler(self):
        return ObjectList([FieldPanel("until")], base_form_class=EndRoleForm).bind_to_model(Membership)

    def get_success_message(self, instance):
        return gettext("The role is ended, or will be after its last day.")


class RolePermissions(StaffPermissionHelper):
    roles = (MANAGER,)
    may_create = may_edit = True


class RoleButtons(ButtonHelper):
    def add_button(self, classnames_add=None, classnames_exclude=None):
        return super().add_button(classnames_add, classnames_exclude) | {"label": gettext("Give a role")}

    def edit_button(self, pk, classnames_add=None, classnames_exclude=None):
        button = super().edit_button(pk, classnames_add, classnames_exclude)
        return button | {"label": gettext("End"), "title": gettext("End this role")}


class HeldFilter(SimpleListFilter):
    """Roles held today, which is what one looks for, or those of the past."""

    title = _("state")
    parameter_name = "held"

    def lookups(self, request, model_admin):
        return [("today", _("Held today")), ("past", _("Ended"))]

    def queryset(self, request, queryset):
        if self.value() == "today":
            return queryset.current()
        return queryset.exclude(pk__in=Membership.objects.current()) if self.value() == "past" else queryset


class RoleAdmin(StaffModelAdmin):
    """Who holds which role in one's structures."""

    model = Membership
    menu_label = _("Roles")
    menu_icon = "group"
    menu_order = 810
    base_url_path = "roles"
    permission_helper_class = RolePermissions
    button_helper_class = RoleButtons
    create_view_class = GrantRoleView
    edit_view_class = EndRoleView
    list_display = ["person", "address", "role", "since", "until", "structure"]
    list_export = ["person", "address", "role", "since", "until", "structure"]
    list_filter = [HeldFilter, "role"]
    list_select_related = ["user", "structure"]
    search_fields = ["user__display_name", "user__email"]
    ordering = ["user__display_name", "pk"]
    export_filename = "roles"

    def get_queryset(self, request):
        return super().get_queryset(request).managed_by(request.user)

    def person(self, obj) -> str:
        return obj.user.display_name

    def address(self, obj) -> str:
        return obj.user.email

    person.short_description, person.admin_order_field = _("person"), "user__display_name"
    address.short_description, address.admin_order_field = _("e-mail address"), "user__email"
