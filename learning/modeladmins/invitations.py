"""What the team hands out and hands in: invitations, and lists of people."""

from __future__ import annotations

from django.contrib.admin import display
from django.http import HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList
from wagtail_modeladmin.views import CreateView, InspectView

from accounts.modeladmins import StaffPermissionHelper
from accounts.models import User
from learning.actions.check_list import check_list
from learning.actions.make_invitation import make_invitation
from learning.group_forms import InvitationForm, ListForm, TargetField
from learning.modeladmins.ways_in import DecidersOnly, Desk
from learning.models import EnrolmentList, Invitation
from learning.people_lists import COLUMN_NAMES, OUTCOMES, what_to_do
from learning.rules.keys import shown_key

# --- Invitations ---------------------------------------------------------------------------------------


class InvitationCreateForm(InvitationForm):
    """An invitation to a group or a module."""

    target = TargetField(label=_("It opens"))
    field_order = ["target", "kind", "until", "most_uses"]

    def __init__(self, *args, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].aim(user)


class PlainCreateView(CreateView):
    """A page with one of our forms: what is kept comes of an action, not of the form's own fields."""

    def get_form(self, form_class=None):
        data = (
            {"data": self.request.POST, "files": self.request.FILES} if self.request.method == "POST" else {}
        )
        chosen = {"target": self.request.GET.get("cible", "")}
        return self.own_form(user=self.request.user, initial=chosen, **data)

    def get_edit_handler(self):
        return ObjectList([]).bind_to_model(self.model)

    def get_context_data(self, form=None, **kwargs):
        return {"view": self, "form": form or self.get_form(), **self.words}

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form))


class InvitationCreateView(PlainCreateView):
    page_title = _("Make an invitation")
    own_form = InvitationCreateForm
    words = {"button": _("Make the invitation")}

    def form_valid(self, form):
        aimed = form.fields["target"].target(form.cleaned_data["target"])
        make_invitation(
            kind=form.cleaned_data["kind"],
            most_uses=form.cleaned_data["most_uses"],
            expires_at=form.expires_at,
            actor=self.request.user,
            **aimed,
        )
        return HttpResponseRedirect(self.index_url)


class InvitationInspectView(InspectView):
    def get_page_title(self):
        return str(self.instance)

    def get_context_data(self, **kwargs):
        uses = self.instance.used_by.select_related("person").order_by("at")
        return super().get_context_data(**kwargs, one=self.instance, uses=uses)


class InvitationPermissions(DecidersOnly):
    may_create = True


class InvitationAdmin(Desk):
    """Links and keys that one's structures handed out."""

    model = Invitation
    menu_label = _("Invitations")
    menu_icon = "mail"
    base_url_path = "invitations"
    permission_helper_class = InvitationPermissions
    create_view_class = InvitationCreateView
    create_template_name = "learning/admin/plain_form.html"
    inspect_view_enabled = True
    inspect_view_class = InvitationInspectView
    inspect_template_name = "learning/admin/inspect_invitation.html"
    list_display = ["opens", "kind", "key", "used", "expires_at", "revoked_at", "structure"]
    list_select_related = ["group", "module", "structure"]
    ordering = ["-made_at"]

    def get_queryset(self, request):
        mine = super().get_queryset(request).handed_out_by(request.user)
        return mine.select_related("group", "module", "structure__site", "made_by")

    @staticmethod
    @display(description=_("it opens"))
    def opens(obj) -> str:
        return str(obj)

    @staticmethod
    @display(description=_("key"))
    def key(obj) -> str:
        return shown_key(obj.token) if obj.kind == Invitation.Kind.KEY else ""

    @staticmethod
    @display(description=_("people who used it"), ordering="uses")
    def used(obj) -> str:
        return f"{obj.uses} / {obj.most_uses}" if obj.most_uses else str(obj.uses)


# --- Lists of people -----------------------------------------------------------------------------------


class ListCreateView(PlainCreateView):
    page_title = _("Enrol people from a list")
    own_form = ListForm
    words = {
        "button": _("Check the list"),
        "lead": _("The list is only checked at first: nobody is enrolled or written to before you say so."),
    }

    def form_valid(self, form):
        file = form.cleaned_data["file"]
        people = check_list(content=file.read(), filename=file.name, actor=self.request.user, **form.aimed_at)
        return HttpResponseRedirect(self.url_helper.get_action_url("inspect", people.pk))


class ListInspectView(InspectView):
    """What was read in a list, and what became of it."""

    def get_page_title(self):
        return self.instance.filename

    def get_context_data(self, **kwargs):
        people = self.instance
        problems = [
            (one["number"], COLUMN_NAMES[one["column"]], what_to_do(one["problem"], one["value"]))
            for one in people.problems
        ]
        outcomes = [
            (line, OUTCOMES.get(people.outcomes.get(str(line["number"])), "")) for line in people.lines
        ]
        reached = list(people.outcomes.values())
        return super().get_context_data(
            **kwargs,
            people=people,
            problems=problems,
            outcomes=outcomes,
            counts=[(OUTCOMES[slug], reached.count(slug)) for slug in OUTCOMES if slug in reached],
            new_count=sum(line.get("is_new", False) for line in people.lines),
            is_checked=people.state == EnrolmentList.State.CHECKED,
            is_queued=people.state == EnrolmentList.State.QUEUED,
        )


class ListPermissions(StaffPermissionHelper):
    """Whoever follows a group may fill it from a list; which groups is the form's matter."""

    may_create = True

    def get_all_model_permissions(self):
        return super().get_all_model_permissions().none()


class ListAdmin(Desk):
    """Lists of people that were read, the last first."""

    model = EnrolmentList
    menu_label = _("Lists")
    menu_icon = "doc-full"
    base_url_path = "listes"
    permission_helper_class = ListPermissions
    create_view_class = ListCreateView
    create_template_name = "learning/admin/plain_form.html"
    inspect_view_enabled = True
    inspect_view_class = ListInspectView
    inspect_template_name = "learning/admin/inspect_list.html"
    list_display = ["filename", "leads_to", "state", "good", "bad", "made_at", "structure"]
    list_select_related = ["group", "module", "structure"]
    ordering = ["-made_at"]

    def get_queryset(self, request):
        mine = super().get_queryset(request).seen_by(request.user)
        return mine.select_related("group", "module", "structure")

    @staticmethod
    @display(description=_("enrols in"))
    def leads_to(obj) -> str:
        return str(obj.group or obj.module)

    @staticmethod
    @display(description=_("good lines"))
    def good(obj) -> str:
        return str(len(obj.lines))

    @staticmethod
    @display(description=_("bad lines"))
    def bad(obj) -> str:
        return str(len(obj.problems))
