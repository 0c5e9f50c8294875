"""The certificate: a dossier was reviewed and validated by the structure, against one version of a scheme."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from certification.actions.move_dossier import move
from certification.kinds.base import Kind
from certification.models import Dossier, SchemeVersion
from certification.rules.eligibility import Eligibility, as_record
from certification.rules.wording import french_date, hours


def statements(text: str) -> list[str]:
    """One statement a line, as authors write them."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def nature() -> list[str]:
    """What every certificate says: whatever a scheme says of itself, none of ours is the State's certificate nor a
    registered one.
    """
    return [
        _("It is not the Certif’Asso (certificat de formation à la gestion associative)."),
        _("It is neither a diploma nor a registered professional certification."),
    ]


def not_proved_by(version: SchemeVersion) -> list[str]:
    """What a certificate of this version does not prove, each thing said once."""
    always = nature()
    return [*(line for line in statements(version.does_not_prove) if line not in always), *always]


class Certificate(Kind):
    slug = "certificate"
    mark = ""
    achievement_type = "Certificate"
    width = 4
    label = gettext_lazy("Certificate")
    label_plural = gettext_lazy("Certificates")
    template = "certification/formats/certificate.html"
    words_template = "certification/words/certificate.html"
    desk_page = "certificats_modeladmin_inspect"
    style = "certification/formats/certificate.css"
    answers = {
        "pending": gettext_lazy("This certificate is being made"),
        "issued": gettext_lazy("This certificate is valid"),
        "revoked": gettext_lazy("This certificate is no longer valid"),
        "replaced": gettext_lazy("This certificate was replaced"),
    }
    yours = gettext_lazy("your certificate")
    download = gettext_lazy("Download the certificate")

    def freeze_own(self, *, dossier: Dossier, eligibility: Eligibility) -> dict[str, Any]:
        version, count = dossier.version, len(eligibility.evidence)
        modules = ngettext("%(n)s module followed to its end", "%(n)s modules followed to their end", count)
        rules = _("%(scheme)s, version %(version)s") % {
            "scheme": version.scheme.title,
            "version": version.label,
        }
        return {
            "heading": version.certificate_title,
            "title": version.certificate_title,
            "issued_to": _("issued to"),
            "sentence": version.certificate_text,
            "scheme": {
                "code": version.scheme.code,
                "title": version.scheme.title,
                "version": version.label,
                "version_id": version.pk,
                "effective_from": version.effective_from.isoformat(),
                "requirements": version.requirements,
            },
            "dossier": dossier.pk,
            "record": as_record(eligibility),
            "modules": [
                {
                    "code": fact.code,
                    "title": fact.title,
                    "hours": hours(fact.minutes),
                    "finished_on": fact.finished_on.isoformat(),
                    "finished_on_words": french_date(fact.finished_on),
                    "attestation": fact.attestation,
                    "attestation_words": _("attestation %(number)s") % {"number": fact.attestation}
                    if fact.attestation
                    else "",
                }
                for fact in eligibility.evidence
            ],
            "minutes": eligibility.minutes,
            "hours": hours(eligibility.minutes),
            "own_words": {
                "kind": _("Certificate"),
                "summary": _("Planned work: %(hours)s. Rules: %(rules)s.")
                % {"hours": hours(eligibility.minutes), "rules": rules},
                "nature": " ".join(nature()),
            },
            "facts": [
                [_("Certificate"), version.certificate_title],
                [_("What it rests on"), modules % {"n": count}],
                [_("Duration"), hours(eligibility.minutes)],
                [_("Rules"), rules],
            ],
            "proves": [
                *statements(version.proves),
                _("A team of the structure reviewed the dossier before granting it."),
            ],
            "does_not_prove": not_proved_by(version),
        }

    def after_revocation(self, frozen: Mapping[str, Any], actor: User) -> None:
        """The dossier is closed too, so that the person may send another one day."""
        move(dossier=Dossier.objects.locked().get(pk=frozen["dossier"]), event="revoke", actor=actor)
