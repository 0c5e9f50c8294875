"""Lists of the administration: frameworks of competencies, the directory of associations; no record of anybody."""

from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.options import ModelAdminGroup

from skills.modeladmins.associations import AssociationAdmin
from skills.modeladmins.frameworks import FrameworkAdmin


class SkillsGroup(ModelAdminGroup):
    menu_label = _("Competencies")
    menu_icon = "list-ul"
    menu_order = 310
    items = (FrameworkAdmin, AssociationAdmin)
