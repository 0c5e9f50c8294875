"""What accounts adds to the administration."""

from wagtail.admin.views.account import NameEmailSettingsPanel
from wagtail_modeladmin.options import modeladmin_register

from accounts.modeladmins import LogAdmin, RoleAdmin, StructureAdmin

modeladmin_register(StructureAdmin)
modeladmin_register(RoleAdmin)
modeladmin_register(LogAdmin)

# Name and address are changed under /compte/, by our own action, with its log line; Wagtail has no setting for it.
NameEmailSettingsPanel.is_active = lambda panel: False
