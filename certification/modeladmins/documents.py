"""Attestations and certificates: lists, and the page of one document."""

from __future__ import annotations

from django.contrib.admin import SimpleListFilter, display
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.views import InspectView

from certification.actions.revoke import may_act_on
from certification.kinds import ATTESTATION, CERTIFICATE, PATH_ATTESTATION, REALISATION
from certification.modeladmins.base import (
    CertificationAdmin,
    CertificationIndexView,
    PeriodFilter,
    history_of,
)
from certification.models import Credential
from certification.refusals import OBSTACLES
from certification.verdicts import verdict_on


class TitleFilter(SimpleListFilter):
    """By what the document is about, among those of one's structures."""

    title = _("title")
    parameter_name = "about"

    def lookups(self, request, model_admin):
        titles = (
            model_admin.get_queryset(request).order_by("title").values_list("title", flat=True).distinct()
        )
        return [(title, title) for title in titles[:100]]

    def queryset(self, request, queryset):
        return queryset.filter(title=self.value()) if self.value() else queryset


class ProblemFilter(SimpleListFilter):
    title = _("problem")
    parameter_name = "trouble"

    def lookups(self, request, model_admin):
        return [("yes", _("Met a problem"))]

    def queryset(self, request, queryset):
        return queryset.exclude(problem="") if self.value() == "yes" else queryset


class CredentialIndexView(CertificationIndexView):
    def get_page_title(self):
        return self.model_admin.kind.label_plural


class CredentialInspectView(InspectView):
    """One document: what it says, what happened to it, what may be done with it."""

    def get_page_title(self):
        return self.instance.number

    def get_page_subtitle(self):
        return self.instance.holder_name

    def get_context_data(self, **kwargs):
        answer = may_act_on(self.instance, self.request.user)
        return super().get_context_data(
            **kwargs,
            credential=self.instance,
            verdict=verdict_on(self.instance),
            history=history_of(self.instance),
            may_act=answer,
            corrections=Credential.Correction.choices,
            obstacles=[OBSTACLES[obstacle] for obstacle in answer.obstacles],
        )


class CredentialAdmin(CertificationAdmin):
    """Documents of one kind. Subclasses say which."""

    model = Credential
    index_view_class = CredentialIndexView
    inspect_view_class = CredentialInspectView
    inspect_template_name = "certification/desk/credential.html"
    inspect_view_fields = ["number"]
    list_display = ["number", "holder_name", "title", "granted", "state"]
    list_export = [
        *("number", "holder_name", "address", "title", "granted_at", "issued_at", "status"),
        *("revoked_at", "revoked_reason", "problem", "sha256"),
    ]
    list_filter = ["status", PeriodFilter, TitleFilter, ProblemFilter]
    list_select_related = ["holder"]
    search_fields = ["number", "holder_name", "title"]
    ordering = ["-granted_at", "-pk"]
    kind = ATTESTATION

    def get_queryset(self, request):
        found = super().get_queryset(request).staffed_by(request.user).of_kind(self.kind.slug)
        # A page of one document needs its wording; a list of them must not load it.
        return found.without_wording()

    def get_menu_label(self):
        return self.kind.label_plural

    @staticmethod
    @display(description=_("granted on"), ordering="granted_at")
    def granted(obj):
        return obj.granted_at.date()

    @staticmethod
    @display(description=_("e-mail address"))
    def address(obj) -> str:
        return obj.holder.email

    @staticmethod
    @display(description=_("status"), ordering="status")
    def state(obj):
        if obj.problem:
            return format_html("<strong>{}</strong><br>{}", gettext("Problem"), obj.problem)
        return obj.get_status_display()


class AttestationAdmin(CredentialAdmin):
    kind = ATTESTATION
    base_url_path = "attestations"
    export_filename = "attestations"
    menu_icon = "doc-full-inverse"


class PathAttestationAdmin(CredentialAdmin):
    kind = PATH_ATTESTATION
    base_url_path = "attestations_de_parcours"
    export_filename = "attestations-de-parcours"
    menu_icon = "doc-full"


class CertificateAdmin(CredentialAdmin):
    kind = CERTIFICATE
    base_url_path = "certificats"
    export_filename = "certificats"
    menu_icon = "tick-inverse"
    header_link = (_("Register and yearly figures"), "certification_bilan")


class RealisationAdmin(CredentialAdmin):
    kind = REALISATION
    base_url_path = "certificats_de_realisation"
    export_filename = "certificats-de-realisation"
    menu_icon = "doc-full"
    header_link = (_("Give a certificat de réalisation"), "certification_realisations")
