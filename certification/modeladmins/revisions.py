"""Holders whose certificate rests on a module as it was before a change of substance."""

from __future__ import annotations

from django.contrib.admin import SimpleListFilter, display
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from certification.kinds import CERTIFICATE
from certification.modeladmins.base import CertificationAdmin, PeriodFilter
from certification.models import RevisionMark


class ModuleFilter(SimpleListFilter):
    """By the module that changed, among those that concern one's structures."""

    title = _("module")
    parameter_name = "module"

    def lookups(self, request, model_admin):
        found = model_admin.get_queryset(request).order_by("module_title", "module_code")
        return list(found.values_list("module_code", "module_title").distinct()[:100])

    def queryset(self, request, queryset):
        return queryset.filter(module_code=self.value()) if self.value() else queryset


class StandingFilter(SimpleListFilter):
    """Whether the certificate still rests on what was."""

    title = _("renewal")
    parameter_name = "renewal"

    def lookups(self, request, model_admin):
        return [
            ("open", _("Still concerned")),
            ("renewed", _("Renewed since")),
            ("untold", _("Not told yet")),
        ]

    def queryset(self, request, queryset):
        if self.value() == "untold":
            return queryset.untold()
        if self.value() == "renewed":
            return queryset.exclude(credential__renewed_by=None)
        if self.value() == "open":
            today = timezone.localdate()
            standing = queryset.model._meta.get_field("credential").related_model.objects.standing(today)
            return queryset.filter(credential__in=standing.values("pk"))
        return queryset


class MarkedPeriod(PeriodFilter):
    field = "marked_at"


class RevisionMarkAdmin(CertificationAdmin):
    model = RevisionMark
    base_url_path = "revisions_de_modules"
    menu_label = _("Concerned by a revision")
    menu_icon = "rotate"
    inspect_view_enabled = False
    list_display = ["holder", "certificate", "module_title", "what_changed", "told"]
    list_filter = [StandingFilter, ModuleFilter, MarkedPeriod]
    list_select_related = ["credential", "credential__holder", "change"]
    list_export = ["holder", "address", "number", "module_code", "module_title", "what_changed", "told_at"]
    export_filename = "revisions-de-modules"
    search_fields = ["credential__holder_name", "credential__number", "module_title", "change__sentence"]
    ordering = ["-marked_at", "-pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).staffed_by(request.user).defer("credential__frozen")

    @staticmethod
    @display(description=_("holder"), ordering="credential__holder_name")
    def holder(obj) -> str:
        return obj.credential.holder_name

    @staticmethod
    @display(description=_("e-mail address"))
    def address(obj) -> str:
        return obj.credential.holder.email

    @staticmethod
    @display(description=_("number"))
    def number(obj) -> str:
        return obj.credential.number

    @staticmethod
    @display(description=_("certificate"), ordering="credential__number")
    def certificate(obj) -> str:
        address = reverse(CERTIFICATE.desk_page, kwargs={"instance_pk": obj.credential_id})
        return format_html('<a href="{}">{}</a><br>{}', address, obj.credential.number, obj.credential.title)

    @staticmethod
    @display(description=_("what changed"), ordering="change__at")
    def what_changed(obj) -> str:
        return f"{timezone.localdate(obj.change.at):%d/%m/%Y} · {obj.change.sentence}"

    @staticmethod
    @display(description=_("told"), ordering="told_at")
    def told(obj) -> str:
        if obj.credential.renewed_by_id:
            return gettext("Renewed since")
        return f"{timezone.localdate(obj.told_at):%d/%m/%Y}" if obj.told_at else gettext("Not told yet")
