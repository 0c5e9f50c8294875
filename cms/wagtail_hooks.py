"""How the administration looks and what it opens with. Registration only; its menu shows each role what it uses."""

from __future__ import annotations

from django.http import JsonResponse
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext
from wagtail import hooks

from accounts.rules.roles import PUBLISHING_ROLES
from cms.choosing import OwnDocuments, OwnImages, pages_to_choose
from cms.welcome import WelcomePanel

# Menu entries that only somebody who publishes has a use for.
FOR_PUBLISHERS = {"reports"}


@hooks.register("insert_global_admin_css")
def brand() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("construct_homepage_panels")
def welcome(request, panels: list) -> None:
    panels.insert(0, WelcomePanel())


@hooks.register("construct_homepage_summary_items", order=1000)  # After those that Wagtail adds.
def no_counts(request, items: list) -> None:
    """Counts of pages and pictures say nothing to a trainer; the welcome panel leads where the work is."""
    items.clear()


@hooks.register("construct_main_menu", order=1000)
def shorten_menu(request, items: list) -> None:
    """Help leads to another site and its editor's guide is in English; a trainer has no use for reports."""
    hidden = {"help"}
    publishes = any(held.role in PUBLISHING_ROLES for held in request.user.current_memberships)
    if not (request.user.is_superuser or publishes):
        hidden |= FOR_PUBLISHERS
    items[:] = [item for item in items if item.name not in hidden]


@hooks.register("before_edit_page")
def decide_once(request, page) -> JsonResponse | None:
    """The editor keeps a draft by itself, and sends along the decision that its reader is just sending: two at once, of
    which the later makes a draft again of the page that the first published (Wagtail 8.0). What it sends by itself
    decides nothing.
    """
    by_itself = request.method == "POST" and not request.accepts("text/html")
    if by_itself and "action-workflow-action" in request.POST:
        said = {"error_code": "deciding", "error_message": gettext("Your decision is being sent.")}
        return JsonResponse({"success": False} | said, status=400)
    return None


hooks.register("construct_page_chooser_queryset", pages_to_choose)


@hooks.register("construct_admin_api", order=1000)  # In place of Wagtail's own, which know no collections.
def own_files(router) -> None:
    router.register_endpoint("documents", OwnDocuments)
    router.register_endpoint("images", OwnImages)
