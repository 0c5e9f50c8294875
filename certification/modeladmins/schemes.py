"""Certificates offered and their rules: read here, written as drafts (`certification.scheme_desk`)."""

from __future__ import annotations

from django.contrib.admin import display
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.views import InspectView

from certification.modeladmins.base import (
    CertificationAdmin,
    CertificationIndexView,
    ManagerPermissions,
    history_of,
)
from certification.models import Scheme, SchemeVersion
from certification.rules_in_words import described
from certification.scheme_forms import LeadsForm


class SchemeIndexView(CertificationIndexView):
    """The list, with the way to write another certificate."""

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, new_url=reverse("certification_new_scheme"))


class SchemeInspectView(InspectView):
    """One certificate: its versions, who leads, what authorises the house."""

    def get_page_title(self):
        return self.instance.title

    def get_meta_title(self):
        return self.instance.title

    def get_page_subtitle(self):
        return self.instance.structure.name

    def get_context_data(self, **kwargs):
        scheme = self.instance
        versions = list(scheme.versions.order_by("-effective_from", "-pk"))
        return super().get_context_data(
            **kwargs,
            scheme=scheme,
            versions=versions,
            latest=next((one for one in versions if not one.draft), versions[0] if versions else None),
            authorisations=scheme.authorisations.order_by("-valid_from", "-pk"),
            leads_form=LeadsForm(scheme=scheme),
            history=history_of(scheme),
        )


class SchemeAdmin(CertificationAdmin):
    """The certificates of one's structures."""

    model = Scheme
    menu_label = _("Certificates offered")
    menu_icon = "form"
    base_url_path = "certificats-proposes"
    permission_helper_class = ManagerPermissions
    index_view_class = SchemeIndexView
    index_template_name = "certification/desk/schemes.html"
    inspect_view_class = SchemeInspectView
    inspect_template_name = "certification/desk/scheme.html"
    inspect_view_fields = ["title"]
    list_display = ["title", "code", "structure"]
    list_select_related = ["structure"]
    search_fields = ["title", "code"]
    ordering = ["title", "pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).managed_by(request.user).select_related("structure")


class SchemeVersionInspectView(InspectView):
    def get_page_title(self):
        return self.instance.certificate_title

    def get_meta_title(self):
        return f"{self.instance.certificate_title} ({self.instance.label})"

    def get_page_subtitle(self):
        return self.instance.label

    def get_context_data(self, **kwargs):
        asked = self.instance.read()
        return super().get_context_data(
            **kwargs,
            version=self.instance,
            asked=asked,
            described=described(asked),
            history=history_of(self.instance),
        )


class SchemeVersionAdmin(CertificationAdmin):
    """What each certificate asks for, from one day until another: drafts are written, the rest is read only."""

    model = SchemeVersion
    menu_label = _("Rules in force")
    menu_icon = "list-ol"
    base_url_path = "regles"
    permission_helper_class = ManagerPermissions
    inspect_view_class = SchemeVersionInspectView
    inspect_template_name = "certification/desk/version.html"
    inspect_view_fields = ["label"]
    list_display = ["certificate_title", "label", "effective_from", "effective_until", "applies"]
    list_select_related = ["scheme__structure"]
    search_fields = ["certificate_title", "label", "scheme__code"]
    ordering = ["certificate_title", "-effective_from", "pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).managed_by(request.user)

    @staticmethod
    @display(description=_("in force"))
    def applies(obj) -> str:
        return obj.standing
