"""Candidatures: the queue, and the page where one is decided."""

from __future__ import annotations

from django.contrib.admin import SimpleListFilter, display
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.views import InspectView

from certification.actions.answer_appeal import may_answer_on
from certification.actions.appraise_theory import may_lead_on
from certification.actions.decide_dossier import may_decide_on
from certification.actions.decide_exemption import may_exempt, rule_of
from certification.dossier_desk import next_of
from certification.evidence import eligibilities_of, eligibility_of_dossier, with_record
from certification.kinds import CERTIFICATE
from certification.modeladmins.base import (
    CertificationAdmin,
    CertificationIndexView,
    PeriodFilter,
    history_of,
)
from certification.models import Credential, Dossier
from certification.refusals import OBSTACLES
from certification.review import lines_of, missing_in_words
from certification.rules import due_times
from certification.rules.dossier_states import UNDECIDED
from certification.rules.eligibility import from_record
from certification.supporting import by_kind, with_files


class SentFilter(PeriodFilter):
    field = "submitted_at"


class SchemeFilter(SimpleListFilter):
    """By certificate, among those of one's structures."""

    title = _("certificate")
    parameter_name = "scheme"

    def lookups(self, request, model_admin):
        found = model_admin.get_queryset(request).order_by("version__scheme__title")
        return list(found.values_list("version__scheme_id", "version__scheme__title").distinct()[:100])

    def queryset(self, request, queryset):
        offered = {str(pk) for pk, _title in self.lookup_choices}
        return queryset.filter(version__scheme=self.value()) if self.value() in offered else queryset


class CompleteFilter(SimpleListFilter):
    """Of the dossiers to review, those that have everything, or those that do not. Weighs each of them."""

    title = _("completeness")
    parameter_name = "complete"

    def lookups(self, request, model_admin):
        return [("yes", _("To review, complete")), ("no", _("To review, something is missing"))]

    def queryset(self, request, queryset):
        if self.value() not in ("yes", "no"):
            return queryset
        found = eligibilities_of(queryset.to_review())
        return queryset.filter(
            pk__in=[pk for pk, one in found.items() if bool(one) == (self.value() == "yes")]
        )


class TurnFilter(SimpleListFilter):
    """Whose turn it is, and whether the time has gone by."""

    title = _("turn")
    parameter_name = "turn"

    def lookups(self, request, model_admin):
        return [("mine", _("Waits for me")), ("late", _("Overdue"))]

    def queryset(self, request, queryset):
        if self.value() == "late":
            return queryset.filter(state__in=UNDECIDED, due_on__lt=timezone.localdate())
        if self.value() == "mine":
            leads = Q(state="exemption_requested", version__scheme__leads=request.user)
            mine = queryset.filter(Q(state__in=("submitted", "appealed")) | leads)
            return mine.exclude(candidate=request.user)
        return queryset


class DossierIndexView(CertificationIndexView):
    """The queue, each dossier with where it stands: two queries for a whole page of them."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        waiting = [dossier for dossier in context["object_list"] if not dossier.record]
        found = eligibilities_of(waiting)
        for dossier in context["object_list"]:
            dossier.eligibility = from_record(dossier.record) if dossier.record else found[dossier.pk]
        return context


class DossierInspectView(InspectView):
    """One dossier: what is asked for, what shows it, what was done, and the decision to make."""

    def get_page_title(self):
        return self.dossier.version.scheme.title

    def get_meta_title(self):
        return f"{self.dossier.version.scheme.title} · {self.dossier.candidate}"

    def get_page_subtitle(self):
        return self.dossier.candidate.display_name

    @cached_property
    def dossier(self) -> Dossier:
        return Dossier.objects.with_people().get(pk=self.instance.pk)

    def get_context_data(self, **kwargs):
        dossier, user = self.dossier, self.request.user
        decided = bool(dossier.record)
        certificate = (
            Credential.objects.of_kind(CERTIFICATE.slug)
            .about(f"dossier:{dossier.pk}")
            .without_wording()
            .first()
        )
        eligibility = from_record(dossier.record) if decided else eligibility_of_dossier(dossier)
        answer = self.who_may()
        history = history_of(dossier, *([certificate] if certificate else []))
        return super().get_context_data(
            **kwargs,
            **self.evidence(),
            dossier=dossier,
            decided=decided,
            eligibility=eligibility,
            lines=lines_of(eligibility),
            met=sum(one.met for one in eligibility.requirements),
            may_change=dossier.state in UNDECIDED and bool(may_decide_on(dossier, user)),
            by_jury=dossier.version.read().by_jury,
            waits_for=f"certification/desk/waiting/{self.waits_for}.html" if self.waits_for else "",
            late=due_times.is_late(dossier.due_on, timezone.localdate()),
            may_decide=answer,
            obstacles=[OBSTACLES[obstacle] for obstacle in answer.obstacles],
            certificate=certificate,
            history=history,
            moved=[line for line in history if line.verb == "dossier.version_changed"],
            before=next_of(user, dossier, back=True),
            following=next_of(user, dossier),
        )

    @property
    def waits_for(self) -> str:
        """What staff have to do with it now: one template each; nothing where it is not their turn."""
        return {
            Dossier.State.SUBMITTED: "decision",
            Dossier.State.EXEMPTION_REQUESTED: "exemption",
            Dossier.State.APPEALED: "appeal",
        }.get(self.dossier.state, "")

    @cached_property
    def appeal(self):
        return self.dossier.appeals.select_related("refused_by", "dossier__candidate").first()

    def who_may(self):
        """Whether whoever looks may do what the dossier waits for."""
        if self.waits_for == "exemption":
            return may_exempt(self.dossier, self.request.user)
        if self.waits_for == "appeal" and self.appeal:
            return may_answer_on(self.appeal, self.request.user)
        return may_decide_on(self.dossier, self.request.user)

    def evidence(self) -> dict:
        """What stands beside the requirements. Costs a query a table."""
        dossier, documents = self.dossier, list(self.dossier.documents.all())
        asked = dossier.read()
        lead = "pedagogical_lead" in asked.appraisals and dossier.state in UNDECIDED
        return {
            "practices": dossier.practices.all() if asked.practice else [],
            "exemptions": dossier.exemptions.select_related("decided_by") if asked.practice else [],
            "exemption_rule": rule_of(dossier),
            "appraisals": dossier.appraisals.select_related("written_by") if asked.appraisals else [],
            "may_lead": lead and bool(may_lead_on(dossier, self.request.user)),
            "complements": with_files(dossier.complements.select_related("asked_by"), documents),
            "documents": documents,
            "proofs": by_kind(documents),
            "appeal": self.appeal,
        }


class DossierAdmin(CertificationAdmin):
    """Candidatures to the certificates of one's structures, those that wait first."""

    model = Dossier
    menu_label = _("Dossiers")
    menu_icon = "folder-open-inverse"
    base_url_path = "dossiers"
    index_view_class = DossierIndexView
    index_template_name = "certification/desk/queue.html"
    index_view_extra_css = ["certification/desk.css"]
    index_view_extra_js = ["certification/queue.js"]
    inspect_view_class = DossierInspectView
    inspect_template_name = "certification/desk/dossier.html"
    inspect_view_fields = ["state"]
    list_display = ["tick", "person", "certificate", "completeness", "state", "due", "sent"]
    list_display_add_buttons = "person"
    list_export = [
        *("person", "address", "certificate", "version_label", "state", "submitted_at", "decided_at"),
        *("decider", "reason"),
    ]
    list_filter = ["state", CompleteFilter, TurnFilter, SchemeFilter, SentFilter]
    list_select_related = ["candidate", "structure", "version__scheme", "decided_by"]
    search_fields = ["candidate__display_name", "candidate__email", "version__scheme__title"]
    ordering = ["-submitted_at", "-pk"]
    export_filename = "dossiers"
    header_link = (_("Issue together"), "certification_new_batch")

    def get_queryset(self, request):
        return with_record(super().get_queryset(request).staffed_by(request.user))

    @staticmethod
    @display(description=_("tick"))
    def tick(obj) -> str:
        if obj.state != Dossier.State.SUBMITTED:
            return ""
        words = gettext("Tick the dossier of %(name)s") % {"name": obj.candidate.display_name}
        return format_html(
            '<input type="checkbox" name="dossier" value="{}" form="several" aria-label="{}">', obj.pk, words
        )

    @staticmethod
    @display(description=_("candidate"), ordering="candidate__display_name")
    def person(obj) -> str:
        return obj.candidate.display_name

    @staticmethod
    @display(description=_("e-mail address"))
    def address(obj) -> str:
        return obj.candidate.email

    @staticmethod
    @display(description=_("certificate"), ordering="version__scheme__title")
    def certificate(obj) -> str:
        return obj.version.scheme.title

    @staticmethod
    @display(description=_("version"))
    def version_label(obj) -> str:
        return obj.version.label

    @staticmethod
    @display(description=_("what is met"))
    def completeness(obj) -> str:
        asked = len(obj.eligibility.requirements)
        met = asked - len(obj.eligibility.missing)
        if obj.eligibility:
            return gettext("Complete: %(done)s of %(asked)s") % {"done": met, "asked": asked}
        return format_html("{} / {}<br>{}", met, asked, missing_in_words(obj.eligibility.missing))

    @staticmethod
    @display(description=_("due on"), ordering="due_on")
    def due(obj):
        if obj.state in UNDECIDED and due_times.is_late(obj.due_on, timezone.localdate()):
            return format_html(
                "<strong>{}</strong>", gettext("Overdue since %(day)s") % {"day": f"{obj.due_on:%d/%m/%Y}"}
            )
        return obj.due_on

    @staticmethod
    @display(description=_("sent on"), ordering="submitted_at")
    def sent(obj):
        return obj.submitted_at.date() if obj.submitted_at else None

    @staticmethod
    @display(description=_("decided by"))
    def decider(obj) -> str:
        return obj.decided_by.display_name if obj.decided_by else ""
