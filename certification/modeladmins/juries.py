"""Juries: the sessions of one's structures, and the page where one is prepared and followed."""

from __future__ import annotations

from django.contrib.admin import display
from django.db.models import Count
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.views import InspectView

from certification.actions.seat_member import SEATING
from certification.hearings import hearings_of
from certification.jury_desk import waiting_for
from certification.jury_forms import DossierForm, SeatForm
from certification.modeladmins.base import CertificationAdmin, CertificationIndexView, history_of
from certification.models import JurySession


class JuryIndexView(CertificationIndexView):
    """The list, with the way to convene another."""

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, convene_url=reverse("jury_convene"))


class JuryInspectView(InspectView):
    """One session: members, dossiers, who has signed; never what somebody wrote before all have."""

    def get_page_title(self):
        return self.session.title

    def get_meta_title(self):
        return self.session.title

    def get_page_subtitle(self):
        return self.session.scheme.title

    @cached_property
    def session(self) -> JurySession:
        return JurySession.objects.select_related("structure", "scheme", "minutes").get(pk=self.instance.pk)

    def get_context_data(self, **kwargs):
        session = self.session
        seating = session.state in SEATING
        waiting = waiting_for(session, self.request.user) if seating else None
        return super().get_context_data(
            **kwargs,
            session=session,
            members=session.members.select_related("person"),
            hearings=hearings_of(session),
            seating=seating,
            planned=session.state == JurySession.State.PLANNED,
            seat_form=SeatForm(auto_id="seat_%s"),
            dossier_form=DossierForm(waiting=waiting) if seating else None,
            history=history_of(session),
        )


class JuryAdmin(CertificationAdmin):
    """Sessions of juries of one's structures, the last first."""

    model = JurySession
    menu_label = _("Juries")
    menu_icon = "group"
    base_url_path = "jurys"
    index_view_class = JuryIndexView
    inspect_view_class = JuryInspectView
    index_template_name = "certification/desk/juries.html"
    inspect_template_name = "certification/desk/jury.html"
    inspect_view_fields = ["state"]
    list_display = ["title", "certificate", "held_on", "state", "seats", "dossiers"]
    list_filter = ["state"]
    list_select_related = ["structure", "scheme"]
    search_fields = ["title", "scheme__title"]
    ordering = ["-held_on", "-pk"]

    def get_queryset(self, request):
        found = super().get_queryset(request).staffed_by(request.user)
        return found.annotate(
            seat_count=Count("members", distinct=True), case_count=Count("cases", distinct=True)
        )

    @staticmethod
    @display(description=_("certificate"), ordering="scheme__title")
    def certificate(obj) -> str:
        return obj.scheme.title

    @staticmethod
    @display(description=_("members"))
    def seats(obj) -> int:
        return obj.seat_count

    @staticmethod
    @display(description=_("dossiers"))
    def dossiers(obj) -> int:
        return obj.case_count
