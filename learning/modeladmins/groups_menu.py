"""Groups and the ways in, together in the menu."""

from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.options import ModelAdminGroup

from learning.modeladmins.groups import GroupAdmin
from learning.modeladmins.invitations import InvitationAdmin, ListAdmin
from learning.modeladmins.ways_in import RequestAdmin, RuleAdmin


class GroupsMenu(ModelAdminGroup):
    menu_label = _("Groups")
    menu_icon = "group"
    menu_order = 205
    items = (GroupAdmin, RequestAdmin, InvitationAdmin, RuleAdmin, ListAdmin)
