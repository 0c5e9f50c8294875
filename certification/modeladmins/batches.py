"""Batches of certificates: the list, and the page where one is watched."""

from __future__ import annotations

from django.contrib.admin import display
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.views import InspectView

from certification.batch_desk import progress_of
from certification.modeladmins.base import CertificationAdmin, history_of
from certification.models import Batch


class BatchInspectView(InspectView):
    """One batch: how far it is, what failed and why, its files."""

    def get_page_title(self):
        return self.instance.title

    def get_meta_title(self):
        return self.instance.title

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **kwargs, history=history_of(self.instance), **progress_of(self.instance)
        )


class BatchAdmin(CertificationAdmin):
    model = Batch
    menu_label = _("Batches")
    menu_icon = "list-ul"
    base_url_path = "lots"
    header_link = (_("New batch"), "certification_new_batch")
    inspect_view_class = BatchInspectView
    inspect_template_name = "certification/desk/batch.html"
    inspect_view_fields = ["title"]
    list_display = ["title", "structure", "standing", "made", "failed", "started_at", "person"]
    list_filter = ["state"]
    list_select_related = ["structure", "started_by"]
    search_fields = ["title"]
    ordering = ["-started_at", "-pk"]

    def get_queryset(self, request):
        found = super().get_queryset(request).staffed_by(request.user).with_counts()
        return found.select_related("structure", "started_by")

    @staticmethod
    @display(description=_("state"), ordering="state")
    def standing(obj) -> str:
        return obj.where

    @staticmethod
    @display(description=_("issued"))
    def made(obj) -> str:
        return f"{obj.issued_count} / {obj.item_count}"

    @staticmethod
    @display(description=_("not done"))
    def failed(obj) -> int:
        return obj.refused_count

    @staticmethod
    @display(description=_("started by"))
    def person(obj) -> str:
        return obj.started_by.display_name
