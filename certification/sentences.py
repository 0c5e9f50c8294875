"""What is missing, said to the candidate: one kind sentence for each thing asked for that is not there.

A sentence says what would do, never what is wrong with the person; what the house still owes is said as such, so that
nobody waits for themselves. Staff read the same facts in fewer words (`certification.review`).
"""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certification.rules import wording
from certification.rules.eligibility import Eligibility, RequirementVerdict
from certification.rules.requirements import MODALITIES


def modality_words(modality: str) -> str:
    """How one learns in this modality."""
    return {
        "self_paced": _("at your own pace, at distance"),
        "live_remote": _("live, at distance"),
        "onsite": _("on site"),
    }[modality]


def _group(one: RequirementVerdict) -> str:
    given = {"label": one.detail["label"], "still": one.still}
    if one.detail["free_choice"]:
        words = ngettext(
            "“%(label)s”: you still need %(still)s module of your choice among:",
            "“%(label)s”: you still need %(still)s modules of your choice among:",
            one.still,
        )
    else:
        words = ngettext(
            "“%(label)s”: you still need %(still)s module:",
            "“%(label)s”: you still need %(still)s modules:",
            one.still,
        )
    return f"{words % given} {' · '.join(one.detail['would_do'])}"


def _group_hours(one: RequirementVerdict) -> str:
    return _("“%(label)s”: you still need %(hours)s.") % {
        "label": one.detail["label"],
        "hours": wording.hours(one.still),
    }


def _hours(one: RequirementVerdict) -> str:
    said = [_("You still need %(hours)s of training in all.") % {"hours": wording.hours(one.still)}]
    if over := one.detail.get("over_cap"):
        said.append(
            _("%(hours)s are over what may count in their way of learning.") % {"hours": wording.hours(over)}
        )
    if outside := one.detail.get("outside_caps_still"):
        capped = {modality for cap in one.detail["caps"] for modality in cap["modalities"]}
        ways = [modality_words(modality) for modality in MODALITIES if modality not in capped]
        said.append(
            _("At least %(hours)s of them: %(ways)s.")
            % {"hours": wording.hours(outside), "ways": ", ".join(ways)}
        )
    return " ".join(said)


def _practice(one: RequirementVerdict) -> str:
    if one.reason == "exemption_requested":
        return _("Your request to be exempted from practice is being read: nothing to do for now.")
    if one.reason == "own_tutor":
        return _("Practice: your tutor must be somebody else than you. Name another person.")
    words = ngettext(
        "You still need %(still)s day of practice confirmed by a tutor.",
        "You still need %(still)s days of practice confirmed by a tutor.",
        one.still,
    )
    said = [words % {"still": one.still}]
    if waiting := one.detail.get("waiting"):
        words = ngettext(
            "%(days)s declared day waits for your tutor’s word.",
            "%(days)s declared days wait for your tutor’s word.",
            waiting,
        )
        said.append(words % {"days": waiting})
    elif one.detail.get("exemption_possible"):
        said.append(_("With long experience, you may ask to be exempted."))
    return " ".join(said)


def _appraisal_tutor(one: RequirementVerdict) -> str:
    return _("Your tutor’s appraisal is still to come: they write it when they confirm your practice.")


def _appraisal_lead(one: RequirementVerdict) -> str:
    return _("The house still has to write its appraisal: nothing to do on your side.")


def _guardian(one: RequirementVerdict) -> str:
    if one.reason == "birth_date_unknown":
        return _("Write your date of birth: this certificate asks for it.")
    words = _(
        "You are under %(age)s: your guardian’s signed authorisation is still to be shown to the house."
    )
    return words % {"age": one.detail["age"]}


def _countersignature(one: RequirementVerdict) -> str:
    return _("Read your training record again and sign it, once the rest is there.")


def _issuer(one: RequirementVerdict) -> str:
    words = _(
        "The house waits for its authorisation (%(authority)s): you lose nothing, and have nothing to do."
    )
    return words % {"authority": one.detail["authority"]}


def _renewed(one: RequirementVerdict) -> str:
    words = _("The certificate to renew (No. %(number)s) was withdrawn: it can no longer be renewed.")
    return words % {"number": one.detail["number"]}


SAID = {
    "renewed": _renewed,
    "group": _group,
    "group_hours": _group_hours,
    "hours": _hours,
    "practice": _practice,
    "appraisal_tutor": _appraisal_tutor,
    "appraisal_lead": _appraisal_lead,
    "guardian": _guardian,
    "countersignature": _countersignature,
    "issuer_authorisation": _issuer,
}


def sentence(one: RequirementVerdict) -> str:
    """What is missing of this, and what would do; nothing once it is met."""
    return "" if one.met else SAID[one.kind](one)


def sentences(eligibility: Eligibility) -> list[str]:
    """Everything that is missing, in the order of the scheme."""
    return [sentence(one) for one in eligibility.missing]
