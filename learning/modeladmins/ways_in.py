"""The ways in as the team sees them: requests to answer, and rules."""

from __future__ import annotations

from django import forms
from django.contrib.admin import display
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail_modeladmin.helpers import ButtonHelper
from wagtail_modeladmin.views import CreateView, DeleteView, EditView, InspectView

from accounts.modeladmins import StaffModelAdmin, StaffPermissionHelper
from accounts.models import User
from accounts.rules.roles import PUBLISHING_ROLES
from learning.actions.write_rule import remove_rule, write_rule
from learning.group_forms import TargetField
from learning.models import EnrolmentRequest, EnrolmentRule


class DecidersOnly(StaffPermissionHelper):
    """Validators and managers decide who comes in."""

    roles = PUBLISHING_ROLES

    def get_all_model_permissions(self):
        return super().get_all_model_permissions().none()


class OpenButton(ButtonHelper):
    def inspect_button(self, pk, classnames_add=None, classnames_exclude=None):
        button = super().inspect_button(pk, classnames_add, classnames_exclude)
        return button | {"label": gettext("Open"), "title": gettext("Open")}


class Desk(StaffModelAdmin):
    """What these lists have in common."""

    permission_helper_class = DecidersOnly
    button_helper_class = OpenButton
    inspect_view_extra_css = ["css/groups_desk.css"]
    list_per_page = 50


# --- Requests ------------------------------------------------------------------------------------------


class RequestInspectView(InspectView):
    def get_page_title(self):
        return self.instance.learner.display_name

    def get_context_data(self, **kwargs):
        asked = self.instance
        waiting = asked.state == EnrolmentRequest.State.ASKED
        own = asked.learner_id == self.request.user.pk
        return super().get_context_data(**kwargs, asked=asked, waiting=waiting, own=own)


class RequestAdmin(Desk):
    """Requests to enter one's modules, those that wait first."""

    model = EnrolmentRequest
    menu_label = _("Requests")
    menu_icon = "help"
    base_url_path = "demandes"
    inspect_view_enabled = True
    inspect_view_class = RequestInspectView
    inspect_template_name = "learning/admin/inspect_request.html"
    list_display = ["person", "module_title", "state", "asked_at", "structure"]
    list_filter = ["state"]
    list_select_related = ["learner", "module", "structure", "decided_by"]
    search_fields = ["learner__display_name", "learner__email", "module__title"]

    def get_queryset(self, request):
        mine = super().get_queryset(request).decided_by_team(request.user)
        mine = mine.order_by(models.F("decided_at").asc(nulls_first=True), "-asked_at")
        return mine.select_related("learner", "module", "structure", "decided_by")

    @staticmethod
    @display(description=_("name"), ordering="learner__display_name")
    def person(obj) -> str:
        return obj.learner.display_name

    @staticmethod
    @display(description=_("module"), ordering="module__title")
    def module_title(obj) -> str:
        return obj.module.title


# --- Rules ---------------------------------------------------------------------------------------------


class RuleForm(WagtailAdminModelForm):
    """Whom a rule is about, and what it enrols them in."""

    target = TargetField(label=_("Enrol them in"))
    profile = forms.ChoiceField(
        label=_("Who says they are"), choices=[("", _("Whoever")), *User.Profile.choices], required=False
    )

    class Meta(WagtailAdminModelForm.Meta):
        model = EnrolmentRule
        fields = ["title", "profile", "email_domain", "is_active"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].aim(self.for_user)
        if self.instance.pk:
            one = self.instance
            self.initial["target"] = f"group:{one.group_id}" if one.group_id else f"module:{one.module_id}"

    def save(self, commit: bool = True) -> EnrolmentRule:
        aimed = self.fields["target"].target(self.cleaned_data["target"])
        for field, value in aimed.items():
            setattr(self.instance, field, value)
        return write_rule(rule=self.instance, actor=self.for_user)

    def _get_validation_exclusions(self):
        # What it leads to is written in `save`: until then nothing can be said of it.
        return super()._get_validation_exclusions() | {"group", "module", "structure"}

    def validate_constraints(self) -> None:
        """The one constraint is kept by `TargetField`."""


RULE_PANELS = ObjectList(
    [FieldPanel(name) for name in ("title", "profile", "email_domain", "target", "is_active")],
    base_form_class=RuleForm,
)


class RuleCreateView(CreateView):
    page_title = _("Add a rule")

    def get_edit_handler(self):
        return RULE_PANELS.bind_to_model(EnrolmentRule)

    def get_success_message(self, instance):
        return gettext("The rule is kept: newcomers at once, those who are there already tonight.")

    def get_success_message_buttons(self, instance):
        return []


class RuleEditView(EditView):
    def get_edit_handler(self):
        return RULE_PANELS.bind_to_model(EnrolmentRule)

    def get_success_message_buttons(self, instance):
        return []


class RuleDeleteView(DeleteView):
    def delete_instance(self):
        remove_rule(rule=self.instance, actor=self.request.user)


class RulePermissions(DecidersOnly):
    may_create = may_edit = may_delete = True


class RuleAdmin(Desk):
    """Rules of enrolment of one's structures."""

    model = EnrolmentRule
    menu_label = _("Rules")
    menu_icon = "cogs"
    base_url_path = "regles-inscription"
    permission_helper_class = RulePermissions
    button_helper_class = ButtonHelper
    create_view_class = RuleCreateView
    edit_view_class = RuleEditView
    delete_view_class = RuleDeleteView
    list_display = ["title", "whom", "leads_to", "applies", "structure"]
    list_select_related = ["group", "module", "structure"]
    search_fields = ["title"]

    def get_queryset(self, request):
        return super().get_queryset(request).managed_by(request.user)

    @staticmethod
    @display(description=_("about"))
    def whom(obj) -> str:
        said = dict(User.Profile.choices).get(obj.profile, "")
        parts = [str(said), f"@{obj.email_domain}" if obj.email_domain else ""]
        return " · ".join(part for part in parts if part) or gettext("Every learner of the house")

    @staticmethod
    @display(description=_("enrols in"))
    def leads_to(obj) -> str:
        return str(obj.group or obj.module)

    @staticmethod
    @display(description=_("active"), ordering="is_active")
    def applies(obj) -> str:
        # In words: the pictures for yes and no are those of an application that we do not install.
        return gettext("yes") if obj.is_active else gettext("no")
