"""Lists of the administration: frameworks of competencies, the directory of associations, words to verify.

Of a record, only what its volunteer submitted.
"""
"""Lists of the administration: frameworks of competencies, the directory of associations; no record of anybody.

Beside them, the way to the figures of volunteers.
"""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail_modeladmin.options import ModelAdminGroup

from accounts.rules.roles import MANAGER
from skills.modeladmins.associations import AssociationAdmin
from skills.modeladmins.frameworks import FrameworkAdmin
from skills.modeladmins.verifications import VerificationAdmin


class FiguresItem(MenuItem):
    """Shown to managers. Costs no query after the first."""

    def is_shown(self, request) -> bool:
        user = request.user
        return user.is_superuser or any(held.role == MANAGER for held in user.current_memberships)


class SkillsGroup(ModelAdminGroup):
    menu_label = _("Competencies")
    menu_icon = "list-ul"
    menu_order = 310
    items = (VerificationAdmin, FrameworkAdmin, AssociationAdmin)
    items = (FrameworkAdmin, AssociationAdmin)

    def get_submenu_items(self):
        figures = FiguresItem(
            _("Figures of volunteers"), reverse_lazy("skills_figures"), icon_name="order", order=900
        )
        return [*super().get_submenu_items(), figures]
