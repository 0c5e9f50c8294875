"""What is set up when the platform starts."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from accounts.verbs import describe

VERBS = {
    "attestations.batch": _("Attestations granted together"),
    "batch.started": _("Batch of certificates started"),
    "batch.paused": _("Batch of certificates paused"),
    "batch.resumed": _("Batch of certificates resumed"),
    "batch.retried": _("Failures of a batch of certificates tried again"),
    "batch.done": _("Batch of certificates done"),
    "batch.files": _("Files of a batch of certificates made"),
    "batch.files_removed": _("Files of a batch of certificates removed, after their time"),
    "batch.files_asked": _("Files of a batch of certificates asked for again"),
    "credential.granted": _("Document granted"),
    "credential.issued": _("File of a document made"),
    "credential.badge": _("Badge of a document made"),
    "credential.problem": _("File of a document could not be made"),
    "credential.made_again": _("File of a document asked for again"),
    "credential.told": _("Holder of a document told"),
    "credential.revoked": _("Document revoked"),
    "credential.replaced": _("Document replaced"),
    "realisation.stated": _("Certificat de réalisation asked for by the structure"),
    "certificates.concerned": _("Certificates concerned by a change of substance marked"),
    "credential.duplicate": _("Duplicate of a document given"),
    "credential.duplicate_sent": _("Duplicate of a document sent to its holder"),
    "credential.holder_shown": _("Name shown to those who verify changed"),
    "dossier.candidature": _("Dossier opened"),
    "dossier.registered": _("Candidate registered"),
    "dossier.theory": _("Dossier: theory in progress"),
    "dossier.theory_done": _("Dossier: theory attested"),
    "dossier.practice": _("Dossier: practice in progress"),
    "dossier.practice_done": _("Dossier: practice attested"),
    "dossier.exemption_requested": _("Exemption of practice requested"),
    "dossier.exempted": _("Candidate exempted from practice"),
    "dossier.complete": _("Dossier complete"),
    "dossier.details": _("Candidate’s details given"),
    "dossier.document_added": _("Supporting document added"),
    "dossier.document_taken_out": _("Supporting document removed"),
    "dossier.version_changed": _("Dossier moved to the rules in force by its candidate"),
    "dossier.countersigned": _("Training record signed by the candidate"),
    "dossier.settled": _("Time to appeal gone by"),
    "practice.declared": _("Period of practice declared"),
    "practice.changed": _("Period of practice changed"),
    "practice.cancelled": _("Period of practice removed"),
    "practice.asked": _("Tutor written to"),
    "practice.link_withdrawn": _("Tutor’s link withdrawn"),
    "practice.appraised": _("Period of practice appraised by its tutor"),
    "practice.declined": _("Period of practice not confirmed by its tutor"),
    "scheme.leads": _("Pedagogical leads of a certificate named"),
    "scheme.authorised": _("Authorisation to issue a certificate recorded"),
    "signing_key.made": _("Signing key made"),
    "signing_key.rotated": _("Signing key rotated"),
    "signing_key.imported": _("Signing key imported"),
    "dossier.submitted": _("Dossier sent"),
    "dossier.more_info": _("Complement to a dossier requested"),
    "dossier.jury": _("Dossier sent to the jury"),
    "dossier.adjourned": _("Dossier adjourned"),
    "dossier.partial": _("Dossier partly validated"),
    "dossier.issued": _("Certificate of a dossier issued"),
    "dossier.appealed": _("Refusal appealed"),
    "dossier.revoked": _("Certificate of a dossier revoked"),
    "dossier.withdrawn": _("Dossier withdrawn"),
    "dossier.validated": _("Dossier validated"),
    "dossier.guardian_seen": _("Guardian’s authorisation seen"),
    "dossier.appraised": _("Theory appraised by the pedagogical lead"),
    "dossier.refused": _("Dossier refused"),
    "jury.convened": _("Jury convened"),
    "jury.member_seated": _("Member of a jury seated"),
    "jury.member_unseated": _("Seat in a jury taken back"),
    "jury.president_named": _("President of a jury named"),
    "jury.case_added": _("Dossier before a session of the jury"),
    "jury.case_not_heard": _("Dossier sent back by a jury without being heard"),
    "jury.opened": _("Session of the jury opened"),
    "jury.conflict_declared": _("Tie with a candidate declared"),
    "jury.opinion_given": _("Opinion written"),
    "jury.opinion_signed": _("Opinion signed"),
    "jury.deliberating": _("Deliberation opened"),
    "jury.case_decided": _("Decision of the jury written"),
    "jury.cancelled": _("Session of the jury cancelled"),
    "jury.closed": _("Session of the jury closed"),
    "scheme.drafted": _("Draft of a certificate’s rules written"),
    "scheme.draft_changed": _("Draft of a certificate’s rules changed"),
    "scheme.draft_dropped": _("Draft of a certificate’s rules dropped"),
    "scheme.in_force": _("Rules of a certificate put in force"),
    "minutes.written": _("Minutes of a jury numbered"),
    "minutes.made": _("File of the minutes made"),
}


class CertificationConfig(AppConfig):
    name = "certification"
    verbose_name = _("Certification")

    def ready(self) -> None:
        from accounts.privacy import register
        from certification import signal_handlers
        from certification.privacy import CERTIFICATION
        from certification.schedules import ensure_schedules

        signal_handlers.connect()
        register(CERTIFICATION)
        describe(VERBS)
        post_migrate.connect(ensure_schedules, sender=self, dispatch_uid="certification.schedules")
