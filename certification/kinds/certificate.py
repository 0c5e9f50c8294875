"""The certificate: a dossier was reviewed and validated by the structure, against one version of a scheme."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from certification import designs
from certification.actions.move_dossier import move
from certification.kinds.base import Kind
from certification.models import Credential, Dossier, SchemeVersion
from certification.rules.eligibility import Eligibility, as_record
from certification.rules.renewal import FULL
from certification.rules.wording import french_date, hours


def statements(text: str) -> list[str]:
    """One statement a line, as authors write them."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def nature(version: SchemeVersion) -> list[str]:
    """What every certificate says: whatever a scheme says of itself, none of ours is a registered one; nor is it the
    State's, but for what only an issuer that an authority allowed may grant.
    """
    never = _("It is neither a diploma nor a registered professional certification.")
    if version.read().issuer is not None:
        return [never]
    return [_("It is not the Certif’Asso (certificat de formation à la gestion associative)."), never]


def authorised_by(eligibility: Eligibility) -> str:
    """Whose authorisation covered the day of the decision, with its reference; nothing where none was asked for."""
    issuer = eligibility.of("issuer_authorisation")
    return issuer.detail.get("reference", "") if issuer else ""


def not_proved_by(version: SchemeVersion) -> list[str]:
    """What a certificate of this version does not prove, each thing said once."""
    always = nature(version)
    return [*(line for line in statements(version.does_not_prove) if line not in always), *always]


class Certificate(Kind):
    slug = "certificate"
    mark = ""
    achievement_type = "Certificate"
    is_not = gettext_lazy("Neither a diploma nor a registered professional certification")
    width = 4
    label = gettext_lazy("Certificate")
    label_plural = gettext_lazy("Certificates")
    template = "certification/formats/certificate.html"
    words_template = "certification/words/certificate.html"
    desk_page = "certificats_modeladmin_inspect"
    style = designs.style_of(designs.DEFAULT)
    places = {"holder.name": 199, "words.number": 73, "words.code": 73, "modules.*.attestation_words": 61}
    answers = {
        "pending": gettext_lazy("This certificate is being made"),
        "issued": gettext_lazy("This certificate is valid"),
        "revoked": gettext_lazy("This certificate is no longer valid"),
        "replaced": gettext_lazy("This certificate was replaced"),
    }
    yours = gettext_lazy("your certificate")
    download = gettext_lazy("Download the certificate")

    def style_of(self, frozen: Mapping[str, Any]) -> str:
        return designs.style_of(frozen.get("design", ""))

    def freeze_own(self, *, dossier: Dossier, eligibility: Eligibility) -> dict[str, Any]:
        version, count = dossier.version, len(eligibility.evidence)
        before, fresh = dossier.renews, {fact.code for fact in eligibility.evidence}
        # What a partial renewal does not ask for again stays proved by the certificate that it renews.
        partial = before is not None and dossier.renewal["mode"] != FULL
        carried = [one for one in before.frozen["modules"] if one["code"] not in fresh] if partial else []
        modules = ngettext("%(n)s module followed to its end", "%(n)s modules followed to their end", count)
        rules = _("%(scheme)s, version %(version)s") % {
            "scheme": version.scheme.title,
            "version": version.label,
        }
        authorised = authorised_by(eligibility)
        under = (
            [_("Issued under the authorisation %(reference)s.") % {"reference": authorised}]
            if authorised
            else []
        )
        rests_on = modules % {"n": count}
        summary = _("Planned work: %(hours)s. Rules: %(rules)s.")
        if before:
            renews = _("certificate No. %(number)s of %(day)s") % {
                "number": before.number,
                "day": before.frozen["granted_on_words"],
            }
            summary = _("It renews certificate No. %(number)s. Rules: %(rules)s.")
        if partial:
            rests_on = f"{renews}, {rests_on}" if count else renews
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
            "design": version.design,
            "dossier": dossier.pk,
            "record": as_record(eligibility),
            "modules": [
                *carried,
                *(
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
                ),
            ],
            **({"renews": {"number": before.number, "mode": dossier.renewal["mode"]}} if before else {}),
            "minutes": eligibility.minutes,
            "hours": hours(eligibility.minutes),
            "own_words": {
                "kind": _("Certificate"),
                "summary": summary
                % {
                    "hours": hours(eligibility.minutes),
                    "rules": rules,
                    "number": before.number if before else "",
                },
                "nature": " ".join([*under, *nature(version)]),
            },
            "facts": [
                [_("Certificate"), version.certificate_title],
                *([[_("Renews"), renews]] if before else []),
                [_("What it rests on"), rests_on],
                *([] if partial else [[_("Duration"), hours(eligibility.minutes)]]),
                [_("Rules"), rules],
                *([[_("Authorisation of the issuer"), authorised]] if authorised else []),
            ],
            "proves": [
                *statements(version.proves),
                _("A team of the structure reviewed the dossier before granting it."),
            ],
            "does_not_prove": not_proved_by(version),
        }

    def after_revocation(self, frozen: Mapping[str, Any], actor: User) -> None:
        """The dossier is closed too, so that the person may send another one day; what it renewed no longer is."""
        granted = f"dossier:{frozen['dossier']}"
        Credential.objects.filter(renewed_by__subject=granted).update(renewed_by=None)
        move(dossier=Dossier.objects.locked().get(pk=frozen["dossier"]), event="revoke", actor=actor)
