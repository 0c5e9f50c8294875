"""Lists of the administration: frameworks of competencies, the directory of associations, words to verify.

Of a record, only what its volunteer submitted.
"""

from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.options import ModelAdminGroup

from skills.modeladmins.associations import AssociationAdmin
from skills.modeladmins.frameworks import FrameworkAdmin
from skills.modeladmins.verifications import VerificationAdmin


class SkillsGroup(ModelAdminGroup):
    menu_label = _("Competencies")
    menu_icon = "list-ul"
    menu_order = 310
    items = (VerificationAdmin, FrameworkAdmin, AssociationAdmin)
