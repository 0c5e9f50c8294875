"""Words of associations that volunteers submitted: the queue, and the page where one is decided."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.admin import SimpleListFilter, display
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.views import InspectView

from accounts.modeladmins import StaffModelAdmin, StaffPermissionHelper
from accounts.models import LogEntry
from accounts.rules.roles import PUBLISHING_ROLES
from skills.actions.decide_verification import decide_verification, obstacles_to
from skills.desk_forms import FindingsForm
from skills.modeladmins.frameworks import OpenButton
from skills.models import Verification
from skills.refusals import OBSTACLES, Refused
from skills.shown import mission_in
from skills.templatetags.skills import hours_read


class VerificationPermissions(StaffPermissionHelper):
    """Read and decided by validators and managers."""

    roles = PUBLISHING_ROLES


class StateFilter(SimpleListFilter):
    """What waits, unless something else is asked for."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        State = Verification.State
        return [(one.value, one.label) for one in (State.VERIFIED, State.NOT_VERIFIED)] + [("all", _("All"))]

    def choices(self, changelist):
        """The first one, which is what no choice means, says what it shows."""
        first, *others = super().choices(changelist)
        return [first | {"display": Verification.State.SUBMITTED.label}, *others]

    def queryset(self, request, queryset):
        if self.value() == "all":
            return queryset
        return queryset.filter(state=self.value() or Verification.State.SUBMITTED)


class HouseFilter(SimpleListFilter):
    """By structure, for who has several."""

    title = _("structure")
    parameter_name = "house"

    def lookups(self, request, model_admin):
        found = model_admin.get_queryset(request).order_by("structure__name")
        houses = list(found.values_list("structure_id", "structure__name").distinct()[:100])
        return houses if len(houses) > 1 else []

    def queryset(self, request, queryset):
        offered = {str(pk) for pk, _name in self.lookup_choices}
        return queryset.filter(structure=self.value()) if self.value() in offered else queryset


class VerificationInspectView(InspectView):
    """One word as it was submitted, what the officer read, and the decision to make."""

    def get_page_title(self):
        return gettext("Verify a word")

    def get_page_subtitle(self):
        return self.verification.attestation.shown["volunteer"]

    @cached_property
    def verification(self) -> Verification:
        return Verification.objects.for_queue().get(pk=self.instance.pk)

    def post(self, request, *args, **kwargs):
        """Decide; what was typed stays where something of it is wrong."""
        form = FindingsForm(request.POST)
        if form.is_valid():
            try:
                decide_verification(
                    verification=self.verification, actor=request.user, findings=form.findings
                )
            except Refused as reason:
                messages.error(request, str(reason))
            else:
                messages.success(request, gettext("The decision is kept. The volunteer gets an e-mail."))
            return redirect(self.index_url)
        return self.render_to_response(self.get_context_data(form=form), status=400)

    def get_context_data(self, **kwargs):
        found = self.verification
        word = found.attestation
        waits = found.state == Verification.State.SUBMITTED
        obstacles = obstacles_to(found, self.request.user) if waits else ()
        return super().get_context_data(
            **{"form": FindingsForm()} | kwargs,
            verification=found,
            word=word,
            shown=word.shown,
            mission=mission_in(word.shown),
            hours=hours_read(word.shown),
            waits=waits,
            obstacles=[OBSTACLES[one] for one in obstacles],
            history=LogEntry.objects.about(found).select_related("actor").order_by("pk"),
        )


class VerificationAdmin(StaffModelAdmin):
    """Words that volunteers submitted to one's structures, the first submitted first."""

    model = Verification
    menu_label = _("Words to verify")
    menu_icon = "tick-inverse"
    base_url_path = "verifications"
    permission_helper_class = VerificationPermissions
    button_helper_class = OpenButton
    inspect_view_enabled = True
    inspect_view_class = VerificationInspectView
    inspect_template_name = "skills/desk/verification.html"
    inspect_view_fields = ["state"]
    list_display = ["volunteer", "role", "association", "officer", "state", "submitted", "structure"]
    list_filter = [StateFilter, HouseFilter]
    search_fields = ["attestation__signed_as", "attestation__mission__volunteer__display_name"]
    ordering = ["submitted_at", "pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).staffed_by(request.user).for_queue()

    @staticmethod
    @display(description=_("volunteer"))
    def volunteer(obj) -> str:
        return obj.attestation.shown["volunteer"]

    @staticmethod
    @display(description=_("mission"))
    def role(obj) -> str:
        return obj.attestation.shown["facts"]["role"]

    @staticmethod
    @display(description=_("association"))
    def association(obj) -> str:
        return obj.attestation.shown["association"]

    @staticmethod
    @display(description=_("attested by"))
    def officer(obj) -> str:
        return f"{obj.attestation.signed_as}, {obj.attestation.signed_office}"

    @staticmethod
    @display(description=_("submitted on"), ordering="submitted_at")
    def submitted(obj):
        return obj.submitted_at.date()
