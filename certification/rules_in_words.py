"""What a version asks for, in words: for whoever reads its page before promising it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certification.rules import wording
from certification.rules.requirements import Requirements
from certification.sentences import modality_words


def described(rules: Requirements) -> list[tuple[str, list[str]]]:
    """Each subject with its sentences, but for the groups of modules; what asks for nothing is left out."""
    subjects = [
        (_("Hours"), _hours(rules)),
        (_("Practice in an association"), _practice(rules)),
        (_("People who have a word"), _people(rules)),
        (_("Decision"), _decision(rules)),
        (_("Validity"), _validity(rules)),
        (_("Skills granted"), list(rules.skills)),
    ]
    return [(title, said) for title, said in subjects if said]


def _hours(rules: Requirements) -> list[str]:
    said = [_("Each module is shown by an attestation that stands.")] if rules.attestations else []
    if rules.minutes:
        said.append(_("%(hours)s of training in all.") % {"hours": wording.hours(rules.minutes)})
    for cap in rules.caps:
        ways = " + ".join(modality_words(one) for one in cap.modalities)
        said.append(
            _("%(hours)s at most count in: %(ways)s.") % {"hours": wording.hours(cap.minutes), "ways": ways}
        )
    return said


def _practice(rules: Requirements) -> list[str]:
    if (practice := rules.practice) is None:
        return []
    words = ngettext(
        "%(days)s day confirmed by a tutor, who is somebody else than the candidate.",
        "%(days)s days confirmed by a tutor, who is somebody else than the candidate.",
        practice.days,
    )
    said = [words % {"days": practice.days}]
    if exemption := practice.exemption:
        who = {
            "pedagogical_lead": _("A pedagogical lead may exempt from practice."),
            "validator": _("A validator may exempt from practice."),
        }
        said.append(who[exemption.decided_by])
        if exemption.interview:
            said.append(_("An interview comes first."))
    return said


def _people(rules: Requirements) -> list[str]:
    appraisers = {
        "tutor": _("The tutor writes an appraisal of the practice."),
        "pedagogical_lead": _("A pedagogical lead writes an appraisal of what was followed."),
    }
    said = [appraisers[one] for one in rules.appraisals]
    if rules.countersignature:
        said.append(_("The candidate signs the training record."))
    if rules.guardian_below_age:
        said.append(_("Below the age of %(age)s, a guardian authorises.") % {"age": rules.guardian_below_age})
    return said


def _decision(rules: Requirements) -> list[str]:
    said = []
    if rules.by_jury:
        words = _("A jury decides: %(quorum)s members without a tie at least. It looks at: %(criteria)s.")
        criteria = ", ".join(one.label for one in rules.decision.criteria)
        said.append(words % {"quorum": rules.decision.quorum, "criteria": criteria})
    else:
        said.append(_("One validator decides, who is not the candidate."))
    if rules.issuer:
        words = ngettext(
            "The house must be authorised that day (%(authority)s, %(years)s year at most).",
            "The house must be authorised that day (%(authority)s, %(years)s years at most).",
            rules.issuer.years,
        )
        said.append(words % {"authority": rules.issuer.authority, "years": rules.issuer.years})
    return said


def _validity(rules: Requirements) -> list[str]:
    if rules.validity is None:
        return [_("A certificate has no end.")]
    words = ngettext(
        "A certificate stands %(months)s month; it may be renewed %(renewal)s before its end.",
        "A certificate stands %(months)s months; it may be renewed %(renewal)s before its end.",
        rules.validity.months,
    )
    renewing = {
        "full": _("Renewing it asks for everything again."),
        "delta": _("Renewing it asks for the modules that changed in substance since it was granted."),
        "revalidation": _("Renewing it asks for a decision alone."),
    }
    return [
        words % {"months": rules.validity.months, "renewal": rules.validity.renewal_months},
        renewing[rules.validity.renewal],
        _("Its holder is reminded this many days before its end: %(days)s.")
        % {"days": ", ".join(str(days) for days in rules.validity.reminders)},
    ]
