"""What certification shows on the first page of the administration."""

from __future__ import annotations

from django.urls import reverse
from wagtail.admin.ui.components import Component

from accounts.rules.roles import PUBLISHING_ROLES
from certification.models import Credential, Dossier

SHOWN = 5


class DossiersPanel(Component):
    """Dossiers that wait for whoever is signed in, and documents that met a problem. Three queries for validators
    and managers, none for others.
    """

    name = "dossiers"
    template_name = "certification/desk/panel.html"
    order = 150

    class Media:
        css = {"all": ["certification/desk.css"]}

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        waiting = Dossier.objects.staffed_by(user).to_review()
        return {
            "count": waiting.count(),
            "dossiers": waiting.exclude(candidate=user).with_people().order_by("submitted_at", "pk")[:SHOWN],
            "problems": Credential.objects.staffed_by(user).pending().exclude(problem="").count(),
            "queue": reverse("dossiers_modeladmin_index"),
            "attestations": reverse("attestations_modeladmin_index"),
        }

    def render_html(self, parent_context=None) -> str:
        user = parent_context["request"].user
        decides = any(held.role in PUBLISHING_ROLES for held in user.current_memberships)
        return super().render_html(parent_context) if decides else ""
