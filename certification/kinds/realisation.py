"""The certificat de réalisation: an action of training took place, from a day to a day, for so many hours done.

The document of the code du travail (L. 6353-1), on the ministry's model: what whoever pays for the training asks for.
Given by staff, only by a structure that states its activity number and that it is entitled. It is neither the
attestation de suivi, which tells steps and results, nor a certificate.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certification.kinds.base import Kind
from certification.rules.realisation import Done
from certification.rules.wording import french_date, hours
from learning.models import CompletedStep, Enrolment

#: What the action is, in the terms of the ministry's model (code du travail, L. 6313-1).
NATURES = {
    "formation": gettext_lazy("action of training"),
    "bilan": gettext_lazy("assessment of competencies"),
    "vae": gettext_lazy("validation of prior experience"),
    "apprentissage": gettext_lazy("training by apprenticeship"),
}


class Realisation(Kind):
    slug = "realisation"
    mark = "CR"
    width = 5
    label = gettext_lazy("Certificat de réalisation")
    label_plural = gettext_lazy("Certificats de réalisation")
    template = "certification/formats/realisation.html"
    words_template = "certification/words/realisation.html"
    desk_page = "certificats_de_realisation_modeladmin_inspect"
    style = "certification/formats/attestation.css"
    answers = {
        "pending": gettext_lazy("This certificat de réalisation is being made"),
        "issued": gettext_lazy("This certificat de réalisation is valid"),
        "revoked": gettext_lazy("This certificat de réalisation is no longer valid"),
        "replaced": gettext_lazy("This certificat de réalisation was replaced"),
    }
    yours = gettext_lazy("your certificat de réalisation")
    download = gettext_lazy("Download the certificat de réalisation")

    def freeze_own(
        self, *, enrolment: Enrolment, steps: Sequence[CompletedStep], done: Done, nature: str, employer: str
    ) -> dict[str, Any]:
        """`steps` are those of the ledger that `done` sums up."""
        structure = enrolment.structure
        first, last = french_date(done.first_day), french_date(done.last_day)
        words, duration = str(NATURES[nature]), hours(done.minutes)
        undersigned = _(
            "I, the undersigned %(who)s, legal representative of %(house)s, provider of the action contributing to "
            "the development of competencies (activity declaration No. %(number)s), certify that:"
        )
        period = _("which took place from %(first)s to %(last)s, for %(hours)s actually done.")
        return {
            "heading": _("Certificat de réalisation"),
            "title": enrolment.module_title,
            "issued_to": undersigned
            % {
                "who": structure.signatory_name or structure.name,
                "house": structure.name,
                "number": structure.activity_number,
            },
            "sentence": _("employed by %(employer)s, followed the action:") % {"employer": employer}
            if employer
            else _("followed the action:"),
            "nature": nature,
            "employer": employer,
            "activity_number": structure.activity_number,
            "enrolment": enrolment.pk,
            "module": {"code": enrolment.module_code, "key": str(enrolment.module_key)},
            "first_day": done.first_day.isoformat(),
            "last_day": done.last_day.isoformat(),
            "minutes": done.minutes,
            "hours": duration,
            "steps": [
                {
                    "key": str(step.step_key),
                    "title": step.step_title,
                    "minutes": step.minutes_planned,
                    "evidence": step.evidence_type,
                    "revision": step.revision_id,
                    "done_on": timezone.localdate(step.completed_at).isoformat(),
                }
                for step in steps
            ],
            "own_words": {
                "duration": _("Duration actually done"),
                "nature_label": _("Nature of the action"),
                "nature": words,
                "period": period % {"first": first, "last": last, "hours": duration},
                "keeping": _(
                    "Without prejudice to the periods imposed by tax, accounting or commercial rules, I undertake to "
                    "keep all the supporting documents that made it possible to establish this certificate for 3 "
                    "years from the end of the year of the last payment. Where European funds take part, the period "
                    "is extended as their own agreements ask."
                ),
                "counted": _(
                    "Each duration is the one planned for a step, counted once its work is done and its evidence kept."
                ),
                "what_it_is": _("What it is:"),
                "what_it_is_not": _("What it is not:"),
            },
            "facts": [
                [_("Action"), enrolment.module_title],
                [_("Nature of the action"), words],
                [_("Period"), f"{first} – {last}"],
                [_("Duration actually done"), duration],
                [_("Activity declaration"), structure.activity_number],
                *([[_("Employer"), employer]] if employer else []),
            ],
            "proves": [
                _("The action took place on these days, for %(hours)s of work done with its evidence.")
                % {"hours": duration},
            ],
            "does_not_prove": [
                _("It measures no result: the attestation de suivi of the module tells the steps followed."),
                _("It is neither a certificate nor a diploma: nobody reviewed a dossier."),
                _("It is not the Certif’Asso, nor a registered professional certification."),
            ],
        }
