"""Certificates offered and their rules, read only."""

from __future__ import annotations

from django.contrib.admin import display
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.views import InspectView

from certification.modeladmins.base import (
    CertificationAdmin,
    ManagerPermissions,
)
from certification.models import Scheme, SchemeVersion


class SchemeAdmin(CertificationAdmin):
    """The certificates of one's structures: read only, their rules are dated data."""

    model = Scheme
    menu_label = _("Certificates offered")
    menu_icon = "form"
    base_url_path = "certificats-proposes"
    permission_helper_class = ManagerPermissions
    inspect_view_fields = ["title", "code", "structure", "versions"]
    list_display = ["title", "code", "structure"]
    list_select_related = ["structure"]
    search_fields = ["title", "code"]
    ordering = ["title", "pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).managed_by(request.user)


class SchemeVersionInspectView(InspectView):
    def get_page_title(self):
        return self.instance.certificate_title

    def get_page_subtitle(self):
        return self.instance.label

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, version=self.instance, asked=self.instance.read())


class SchemeVersionAdmin(CertificationAdmin):
    """What each certificate asks for, from one day until another: read only, whoever one is."""

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
        return gettext("Yes") if obj.in_force else gettext("No")
