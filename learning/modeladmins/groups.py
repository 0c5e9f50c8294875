"""Groups as the team sees them: the list, the form, and the board of who is where."""

from __future__ import annotations

from django import forms
from django.contrib.admin import display
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail_modeladmin.helpers import ButtonHelper
from wagtail_modeladmin.views import CreateView, EditView, InspectView

from accounts.modeladmins import StaffModelAdmin, StaffPermissionHelper
from accounts.models import Membership, Structure, User
from accounts.rules.roles import PUBLISHING_ROLES, STAFF_ROLES
from learning.actions.write_group import write_group
from learning.board import ORDERS, Board
from learning.models import Group, ModulePage, PathPage
from learning.querysets.groups import managed_structures


class GroupForm(WagtailAdminModelForm):
    """What a group is; offered are the modules, paths and people of one's structures."""

    class Meta(WagtailAdminModelForm.Meta):
        model = Group
        fields = [
            "structure", "title", "welcome", "path_page", "modules", "referent", "starts_on", "ends_on",
            "capacity", "relaunch_after_days", "remind_days_before",
        ]  # fmt: skip

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        mine = managed_structures(self.for_user)
        if self.instance.pk:
            mine = Structure.objects.filter(pk=self.instance.structure_id)
        team = Membership.objects.current().with_role(*STAFF_ROLES).filter(structure__in=mine)
        self.fields["structure"].queryset = mine
        self.fields["structure"].initial = mine.first()
        self.fields["referent"].queryset = User.objects.filter(pk__in=team.values("user_id"))
        self.fields["modules"].queryset = (
            ModulePage.objects.live().filter(structure__in=mine).order_by("path")
        )
        self.fields["path_page"].queryset = (
            PathPage.objects.live().filter(structure__in=mine).order_by("path")
        )

    def clean(self):
        cleaned = super().clean()
        structure, ends, starts = cleaned.get("structure"), cleaned.get("ends_on"), cleaned.get("starts_on")
        if ends and starts and ends < starts:
            self.add_error("ends_on", _("The last day is before the first."))
        if structure and any(one.structure_id != structure.pk for one in cleaned.get("modules", [])):
            self.add_error("modules", _("Choose modules of the group’s own structure."))
        if not cleaned.get("modules") and not cleaned.get("path_page"):
            self.add_error("modules", _("Choose at least one module, or a path."))
        return cleaned

    def save(self, commit: bool = True) -> Group:
        return write_group(group=self.instance, modules=self.cleaned_data["modules"], actor=self.for_user)


HANDLER = ObjectList(
    [
        FieldPanel("title"),
        FieldPanel("welcome", widget=forms.Textarea(attrs={"rows": 4})),
        MultiFieldPanel(
            [
                FieldPanel("path_page", widget=forms.Select),
                FieldPanel("modules", widget=forms.CheckboxSelectMultiple),
            ],
            heading=_("What it studies"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("referent"),
                FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on"), FieldPanel("capacity")]),
            ],
            heading=_("Who and when"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("relaunch_after_days"), FieldPanel("remind_days_before")])],
            heading=_("Reminders"),
        ),
        FieldPanel("structure", widget=forms.Select),
    ],
    base_form_class=GroupForm,
)


class GroupCreateView(CreateView):
    page_title = _("Open a group")

    def get_edit_handler(self):
        return HANDLER.bind_to_model(Group)

    def get_success_message(self, instance):
        return gettext("The group is open: add its people, its deadlines, or an invitation.")

    def get_success_message_buttons(self, instance):
        return []

    def get_success_url(self):
        return self.url_helper.get_action_url("inspect", self.instance.pk)


class GroupEditView(EditView):
    def get_edit_handler(self):
        return HANDLER.bind_to_model(Group)

    def get_success_message(self, instance):
        return gettext("The group is kept.")

    def get_success_message_buttons(self, instance):
        return []

    def get_success_url(self):
        return self.url_helper.get_action_url("inspect", self.instance.pk)


class BoardView(InspectView):
    """Who is where: the people of the group before its modules."""

    def get_page_title(self):
        return self.instance.title

    def get_meta_title(self):
        return self.instance.title

    def get_context_data(self, **kwargs):
        board = Board(self.instance, request=self.request, order=self.request.GET.get("tri", ""))
        orders = zip(ORDERS, [_("Name"), _("Progress"), _("Last activity"), _("Late first")], strict=True)
        return super().get_context_data(
            **kwargs, group=self.instance, board=board, orders=list(orders), here="board"
        )


class GroupPermissions(StaffPermissionHelper):
    """The team follows groups; validators and managers open them; a trainer edits those whose referent they are."""

    may_edit = True

    def user_can_create(self, user) -> bool:
        return user.is_superuser or any(held.role in PUBLISHING_ROLES for held in user.current_memberships)

    def get_all_model_permissions(self):
        # Nothing to tick for groups: what one may see follows one's roles.
        return super().get_all_model_permissions().none()


class GroupButtons(ButtonHelper):
    def add_button(self, classnames_add=None, classnames_exclude=None):
        return super().add_button(classnames_add, classnames_exclude) | {"label": gettext("Open a group")}

    def inspect_button(self, pk, classnames_add=None, classnames_exclude=None):
        button = super().inspect_button(pk, classnames_add, classnames_exclude)
        return button | {"label": gettext("Who is where"), "title": gettext("Who is where")}


class GroupAdmin(StaffModelAdmin):
    """Groups of one's structures; for a trainer, those whose referent they are."""

    model = Group
    menu_label = _("Groups")
    menu_icon = "group"
    menu_order = 205
    base_url_path = "groupes"
    permission_helper_class = GroupPermissions
    button_helper_class = GroupButtons
    create_view_class = GroupCreateView
    edit_view_class = GroupEditView
    inspect_view_enabled = True
    inspect_view_class = BoardView
    inspect_template_name = "learning/admin/group_board.html"
    inspect_view_extra_css = ["css/groups_desk.css"]
    list_display = ["title", "referent_name", "starts_on", "ends_on", "people", "state", "structure"]
    list_select_related = ["referent", "structure"]
    search_fields = ["title"]
    ordering = ["-starts_on", "title"]

    def get_queryset(self, request):
        return super().get_queryset(request).followed_by(request.user).with_counts()

    @staticmethod
    @display(description=_("referent trainer"), ordering="referent__display_name")
    def referent_name(obj) -> str:
        return obj.referent.display_name if obj.referent else ""

    @staticmethod
    @display(description=_("people"), ordering="member_count")
    def people(obj) -> str:
        count = obj.member_count or 0
        return f"{count} / {obj.capacity}" if obj.capacity else str(count)

    @staticmethod
    @display(description=_("state"), ordering="closed_at")
    def state(obj) -> str:
        return gettext("Closed") if obj.closed_at else gettext("Open")
