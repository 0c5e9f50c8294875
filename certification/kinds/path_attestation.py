"""The attestation de suivi of a path: its modules were followed. Given by itself when the last one asked for is
finished; each module keeps its own attestation.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certification.kinds.base import Kind
from certification.rules.wording import french_date, hours
from learning.models import PathEnrolment


class PathAttestation(Kind):
    slug = "path_attestation"
    mark = "AP"
    width = 5
    label = gettext_lazy("Attestation of a path")
    label_plural = gettext_lazy("Attestations of paths")
    template = "certification/formats/path_attestation.html"
    words_template = "certification/words/path_attestation.html"
    style = "certification/formats/attestation.css"
    desk_page = "attestations_de_parcours_modeladmin_inspect"
    answers = {
        "pending": gettext_lazy("This attestation is being made"),
        "issued": gettext_lazy("This attestation is valid"),
        "revoked": gettext_lazy("This attestation is no longer valid"),
        "replaced": gettext_lazy("This attestation was replaced"),
    }
    yours = gettext_lazy("your attestation")
    download = gettext_lazy("Download the attestation")

    def freeze_own(self, *, path_enrolment: PathEnrolment) -> dict[str, Any]:
        """From what finished the path, as it stood that day: asks nothing of the database."""
        modules = path_enrolment.modules
        minutes = sum(module["minutes"] for module in modules)
        last = french_date(timezone.localdate(path_enrolment.completed_at or timezone.now()))
        return {
            "heading": _("Attestation of completion of a path"),
            "title": path_enrolment.path_title,
            "issued_to": _("granted to"),
            "sentence": _("who followed the modules that this path asks for."),
            "path": {"key": str(path_enrolment.path_key), "title": path_enrolment.path_title},
            "path_enrolment": path_enrolment.pk,
            "modules": [
                module
                | {
                    "on_words": french_date(date.fromisoformat(module["on"])),
                    "how": _("recognised as equivalent: not followed here")
                    if module["equivalence"]
                    else hours(module["minutes"]),
                }
                for module in modules
            ],
            "minutes": minutes,
            "hours": hours(minutes),
            "own_words": {
                "modules": _("Modules of the path"),
                "duration": _("Duration"),
                "followed": _("Finished on %(day)s.") % {"day": last},
                "estimated": _("Durations are those planned for each step, counted once its work is done."),
                "what_it_is": _("What it is:"),
                "what_it_is_not": _("What it is not:"),
            },
            "facts": [
                [_("Path"), path_enrolment.path_title],
                [_("Modules"), ", ".join(module["title"] for module in modules)],
                [_("Duration"), hours(minutes)],
                [_("Finished on"), last],
            ],
            "proves": [
                _("The person finished the modules that the path asks for, worth %(hours)s of planned work.")
                % {"hours": hours(minutes)},
                _("Each module followed here has an attestation of its own, with its evidence."),
            ],
            "does_not_prove": [
                _("It is neither a certificate nor a diploma: nobody reviewed a dossier."),
                _("It is not the Certif’Asso, nor a registered professional certification."),
            ],
        }
