"""Lists of the administration. `staff` is what those of every app stand on; the others are this app's own."""

from accounts.modeladmins.log import LogAdmin
from accounts.modeladmins.roles import RoleAdmin
from accounts.modeladmins.staff import RefusableView, StaffIndexView, StaffModelAdmin, StaffPermissionHelper
from accounts.modeladmins.structures import StructureAdmin

__all__ = [
    "LogAdmin",
    "RefusableView",
    "RoleAdmin",
    "StaffIndexView",
    "StaffModelAdmin",
    "StaffPermissionHelper",
    "StructureAdmin",
]
