"""What skills adds to the administration. Registration only."""

from django.urls import path
from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from skills import desk
from skills.modeladmins import SkillsGroup

modeladmin_register(SkillsGroup)


@hooks.register("register_admin_urls")
def addresses():
    return [
        path("referentiels/<int:pk>/brouillon/", desk.draft, name="skills_draft"),
        path("referentiels/<int:pk>/mise-en-vigueur/", desk.publish, name="skills_publish"),
    ]
