"""Lists of the administration, one file a subject."""

from learning.modeladmins.banks import BanksMenu
from learning.modeladmins.groups_menu import GroupsMenu
from learning.modeladmins.marking import MarkingAdmin
from learning.modeladmins.people import EnrolmentAdmin, LearnerAdmin
from learning.modeladmins.threads import ThreadAdmin
from learning.modeladmins.waivers import WaiverAdmin
from learning.modeladmins.work import DeclarationAdmin, SubmissionAdmin

__all__ = [
    "BanksMenu",
    "DeclarationAdmin",
    "EnrolmentAdmin",
    "GroupsMenu",
    "LearnerAdmin",
    "MarkingAdmin",
    "SubmissionAdmin",
    "ThreadAdmin",
    "WaiverAdmin",
]
