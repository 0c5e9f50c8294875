"""What the administration opens with: the few things that one's role is for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page, TaskState

from accounts.models import Structure, User
from accounts.rules.roles import MANAGER, PUBLISHING_ROLES, STAFF_ROLES


class WelcomePanel(Component):
    """One card a thing to do, for the structures in which this person works."""

    name = "welcome"
    template_name = "cms/welcome.html"
    order = 50

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        return {"cards": cards_for(user)}


def cards_for(user: User) -> list[dict[str, str]]:
    """The cards of this person, the daily work first. Costs about two queries a structure."""
    cards = []
    structures = (
        Structure.objects.all()
        if user.is_superuser
        else Structure.objects.staffed_by(user, roles=STAFF_ROLES)
    )
    for structure in structures.filter(site__isnull=False).select_related("site__root_page"):
        home = structure.site.root_page
        # By name, since what is studied stands above this app.
        catalogue = Page.objects.descendant_of(home).filter(content_type__model="cataloguepage").first()
        if catalogue is not None:
            cards.append(
                {
                    "title": _("Write a module"),
                    "text": _("In the catalogue of %(house)s.") % {"house": structure.short_name},
                    "url": reverse("wagtailadmin_pages:add", args=["learning", "modulepage", catalogue.pk]),
                    "icon": "edit",
                }
            )
        cards.append(
            {
                "title": _("Go through the pages"),
                "text": _("All those of %(house)s: modules, news, help.") % {"house": structure.short_name},
                "url": reverse("wagtailadmin_explore", args=[home.pk]),
                "icon": "folder-open-inverse",
            }
        )
    roles = {held.role for held in user.current_memberships}
    if user.is_superuser or roles & set(PUBLISHING_ROLES):
        waiting = TaskState.objects.reviewable_by(user).count()
        cards.append(
            {
                "title": _("Read again before publishing"),
                "text": _("Waiting for a reader: %(n)s.") % {"n": waiting},
                "url": f"{reverse('wagtailadmin_reports:workflow_tasks')}?status=in_progress",
                "icon": "clipboard-list",
            }
        )
    if user.is_superuser or MANAGER in roles:
        cards.append(
            {
                "title": _("Give a role"),
                "text": _("To a trainer, a validator, a manager."),
                "url": reverse("roles_modeladmin_create"),
                "icon": "group",
            }
        )
    return cards
