"""What learning adds to the administration. Registration only."""

from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from learning.choosers import bank_chooser
from learning.modeladmins import (
    BanksMenu,
    DeclarationAdmin,
    EnrolmentAdmin,
    GroupsMenu,
    LearnerAdmin,
    MarkingAdmin,
    SubmissionAdmin,
    ThreadAdmin,
    WaiverAdmin,
)
from learning.urls import activities, banks, groups, marking, talk, waivers

modeladmin_register(GroupsMenu)
modeladmin_register(BanksMenu)
modeladmin_register(LearnerAdmin)
modeladmin_register(EnrolmentAdmin)
modeladmin_register(WaiverAdmin)
modeladmin_register(ThreadAdmin)
modeladmin_register(MarkingAdmin)
modeladmin_register(SubmissionAdmin)
modeladmin_register(DeclarationAdmin)


@hooks.register("register_admin_urls")
def group_addresses():
    return groups.admin_urlpatterns


@hooks.register("register_admin_urls")
def waiver_addresses():
    return waivers.admin_urlpatterns


@hooks.register("register_admin_urls")
def marking_addresses():
    return marking.admin_urlpatterns


@hooks.register("register_admin_urls")
def activity_addresses():
    return activities.admin_urlpatterns


@hooks.register("register_admin_viewset")
def choosers():
    return [bank_chooser]


@hooks.register("register_admin_urls")
def bank_addresses():
    return banks.admin_urlpatterns


@hooks.register("register_admin_urls")
def talk_addresses():
    return talk.admin_urlpatterns
