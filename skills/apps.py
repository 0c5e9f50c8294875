"""What is set up when the platform starts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from accounts.verbs import describe

VERBS = {
    "framework.drafted": _("Next version of a framework of competencies drafted"),
    "framework.written": _("Draft of a framework of competencies written"),
    "framework.published": _("Framework of competencies put in force"),
    "association.listed": _("Association written in the directory"),
    "mission.begun": _("Mission begun by a volunteer"),
    "mission.changed": _("Mission changed by its volunteer"),
    "mission.competencies": _("Competencies of a mission chosen by its volunteer"),
    "mission.removed": _("Mission removed by its volunteer"),
    "evidence.added": _("Evidence added by a volunteer"),
    "evidence.removed": _("Evidence removed by a volunteer"),
    "claim.declared": _("Level declared by a volunteer"),
}


class SkillsConfig(AppConfig):
    name = "skills"
    verbose_name = _("Volunteers’ skills")

    def ready(self) -> None:
        from accounts.privacy import register
        from skills import signal_handlers
        from skills.privacy import SKILLS

        signal_handlers.connect(self)
        register(SKILLS)
        describe(VERBS)
