"""What is set up when the platform starts."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
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
    "attestation.asked": _("Association’s word on a mission asked for"),
    "attestation.withdrawn": _("Request for the association’s word taken back"),
    "attestation.reminded": _("Officer of an association reminded"),
    "attestation.code_sent": _("Code sent to an officer of an association"),
    "attestation.opened": _("Code of an officer of an association checked"),
    "attestation.attested": _("Mission attested by the association"),
    "attestation.refused": _("Mission not confirmed by the association"),
    "attestation.expired": _("Request for the association’s word closed without an answer"),
    "claim.declared": _("Level declared by a volunteer"),
}


class SkillsConfig(AppConfig):
    name = "skills"
    verbose_name = _("Volunteers’ skills")

    def ready(self) -> None:
        from accounts.privacy import register
        from skills import signal_handlers
        from skills.privacy import SKILLS
        from skills.schedules import ensure_schedules

        signal_handlers.connect(self)
        register(SKILLS)
        describe(VERBS)
        post_migrate.connect(ensure_schedules, sender=self, dispatch_uid="skills.schedules")
