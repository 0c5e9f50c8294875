"""Candidatures: the queue, and the page where one is decided."""

from __future__ import annotations

from django.contrib.admin import SimpleListFilter, display
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.views import InspectView

from certification.actions.decide_dossier import may_decide_on
from certification.evidence import eligibilities_of, eligibility_of_dossier, with_record
from certification.kinds import CERTIFICATE
from certification.modeladmins.base import (
    CertificationAdmin,
    CertificationIndexView,
    PeriodFilter,
    history_of,
)
from certification.models import Credential, Dossier
from certification.refusals import OBSTACLES
from certification.rules.eligibility import from_record


class SentFilter(PeriodFilter):
    field = "submitted_at"


class SchemeFilter(SimpleListFilter):
    """By certificate, among those of one's structures."""

    title = _("certificate")
    parameter_name = "scheme"

    def lookups(self, request, model_admin):
        found = model_admin.get_queryset(request).order_by("version__scheme__title")
        return list(found.values_list("version__scheme_id", "version__scheme__title").distinct()[:100])

    def queryset(self, request, queryset):
        offered = {str(pk) for pk, _title in self.lookup_choices}
        return queryset.filter(version__scheme=self.value()) if self.value() in offered else queryset


class DossierIndexView(CertificationIndexView):
    """The queue, each dossier with where it stands: two queries for a whole page of them."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        waiting = [dossier for dossier in context["object_list"] if not dossier.record]
        found = eligibilities_of(waiting)
        for dossier in context["object_list"]:
            dossier.eligibility = from_record(dossier.record) if dossier.record else found[dossier.pk]
        return context


class DossierInspectView(InspectView):
    """One dossier: what is asked for, what shows it, what was done, and the decision to make."""

    def get_page_title(self):
        return self.dossier.version.scheme.title

    def get_meta_title(self):
        return f"{self.dossier.version.scheme.title} · {self.dossier.candidate}"

    def get_page_subtitle(self):
        return self.dossier.candidate.display_name

    @cached_property
    def dossier(self) -> Dossier:
        return Dossier.objects.with_people().get(pk=self.instance.pk)

    def get_context_data(self, **kwargs):
        dossier = self.dossier
        decided = bool(dossier.record)
        answer = may_decide_on(dossier, self.request.user)
        certificate = (
            Credential.objects.of_kind(CERTIFICATE.slug)
            .about(f"dossier:{dossier.pk}")
            .without_wording()
            .first()
        )
        return super().get_context_data(
            **kwargs,
            dossier=dossier,
            decided=decided,
            eligibility=from_record(dossier.record) if decided else eligibility_of_dossier(dossier),
            waiting=dossier.state == Dossier.State.SUBMITTED,
            may_decide=answer,
            obstacles=[OBSTACLES[obstacle] for obstacle in answer.obstacles],
            certificate=certificate,
            history=history_of(dossier, *([certificate] if certificate else [])),
        )


class DossierAdmin(CertificationAdmin):
    """Candidatures to the certificates of one's structures, those that wait first."""

    model = Dossier
    menu_label = _("Dossiers")
    menu_icon = "folder-open-inverse"
    base_url_path = "dossiers"
    index_view_class = DossierIndexView
    inspect_view_class = DossierInspectView
    inspect_template_name = "certification/desk/dossier.html"
    inspect_view_fields = ["state"]
    list_display = ["person", "certificate", "completeness", "state", "sent", "decided"]
    list_export = [
        *("person", "address", "certificate", "version_label", "state", "submitted_at", "decided_at"),
        *("decider", "reason"),
    ]
    list_filter = ["state", SchemeFilter, SentFilter]
    list_select_related = ["candidate", "structure", "version__scheme", "decided_by"]
    search_fields = ["candidate__display_name", "candidate__email", "version__scheme__title"]
    ordering = ["-submitted_at", "-pk"]
    export_filename = "dossiers"
    header_link = (_("Issue together"), "certification_new_batch")

    def get_queryset(self, request):
        return with_record(super().get_queryset(request).staffed_by(request.user))

    @staticmethod
    @display(description=_("candidate"), ordering="candidate__display_name")
    def person(obj) -> str:
        return obj.candidate.display_name

    @staticmethod
    @display(description=_("e-mail address"))
    def address(obj) -> str:
        return obj.candidate.email

    @staticmethod
    @display(description=_("certificate"), ordering="version__scheme__title")
    def certificate(obj) -> str:
        return obj.version.scheme.title

    @staticmethod
    @display(description=_("version"))
    def version_label(obj) -> str:
        return obj.version.label

    @staticmethod
    @display(description=_("what is met"))
    def completeness(obj) -> str:
        done, asked = obj.eligibility.done, obj.eligibility.asked
        if obj.eligibility:
            return gettext("Complete: %(done)s of %(asked)s") % {"done": done, "asked": asked}
        return f"{done} / {asked}"

    @staticmethod
    @display(description=_("sent on"), ordering="submitted_at")
    def sent(obj):
        return obj.submitted_at.date()

    @staticmethod
    @display(description=_("decided on"), ordering="decided_at")
    def decided(obj):
        return obj.decided_at.date() if obj.decided_at else None

    @staticmethod
    @display(description=_("decided by"))
    def decider(obj) -> str:
        return obj.decided_by.display_name if obj.decided_by else ""
