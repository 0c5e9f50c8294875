"""What a dossier is reviewed by: each thing asked for, in words, with the evidence that stands beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from certification.rules import wording
from certification.rules.eligibility import Eligibility, GroupVerdict, PracticePeriod, RequirementVerdict
from certification.rules.requirements import Requirements

TITLES = {
    "renewed": gettext_lazy("Certificate to renew"),
    "group_hours": gettext_lazy("Hours of “%(label)s”"),
    "hours": gettext_lazy("Hours in all"),
    "practice": gettext_lazy("Practice in an association"),
    "appraisal_tutor": gettext_lazy("Tutor’s appraisal"),
    "appraisal_lead": gettext_lazy("Pedagogical lead’s appraisal"),
    "guardian": gettext_lazy("Guardian’s authorisation"),
    "countersignature": gettext_lazy("Training record signed by the candidate"),
    "issuer_authorisation": gettext_lazy("Authorisation of the house"),
}

#: Why something is met or not, where figures do not say it: by kind and reason.
WHY = {
    ("hours", "over_cap"): gettext_lazy("Some hours are over what may be counted in their modality."),
    ("practice", "exempted"): gettext_lazy("Exempted from practice."),
    ("practice", "exemption_requested"): gettext_lazy("An exemption is requested: it waits for a decision."),
    ("practice", "own_tutor"): gettext_lazy(
        "The tutor’s address is the candidate’s: those days do not count."
    ),
    ("practice", "waiting"): gettext_lazy("Some declared days wait for the tutor’s word."),
    ("appraisal_tutor", "exempted"): gettext_lazy("Exempted from practice."),
    ("guardian", "birth_date_unknown"): gettext_lazy("The date of birth is not known."),
    ("guardian", "of_age"): gettext_lazy("Of age: no authorisation is needed."),
    ("guardian", "minor"): gettext_lazy("A minor whose signed authorisation was not seen yet."),
    ("guardian", "authorised"): gettext_lazy("A minor whose signed authorisation was seen."),
    ("issuer_authorisation", "none"): gettext_lazy("No authorisation is recorded for this certificate."),
    ("issuer_authorisation", "not_yet"): gettext_lazy("The authorisation recorded has not begun yet."),
    ("issuer_authorisation", "expired"): gettext_lazy("The authorisation recorded has expired."),
}


def title_of(requirement: RequirementVerdict) -> str:
    """What is asked for, in a few words."""
    if requirement.kind == "group":
        return requirement.detail["label"]
    return str(TITLES[requirement.kind]) % {"label": requirement.detail.get("label", "")}


def figures_of(requirement: RequirementVerdict) -> str:
    """What there is of what it takes; nothing where that is a yes or a no."""
    if requirement.unit == "minutes":
        have, need = wording.hours(requirement.have), wording.hours(requirement.need)
        return _("%(have)s of %(need)s") % {"have": have, "need": need}
    if requirement.unit == "days":
        words = ngettext("%(have)s of %(need)s day", "%(have)s of %(need)s days", requirement.need)
        return words % {"have": requirement.have, "need": requirement.need}
    if requirement.unit == "modules":
        words = ngettext("%(have)s of %(need)s module", "%(have)s of %(need)s modules", requirement.need)
        return words % {"have": requirement.have, "need": requirement.need}
    return ""


def asked_for(item: str, requirements: Requirements) -> str:
    """One thing asked for in a complement: the title of a requirement, or the words of staff as they are."""
    kind, _colon, code = item.partition(":")
    labels = {group.code: group.label for group in requirements.groups}
    if kind == "group" and code in labels:
        return labels[code]
    if kind == "group_hours" and code in labels:
        return str(TITLES["group_hours"]) % {"label": labels[code]}
    kind = {"appraisal:tutor": "appraisal_tutor", "appraisal:pedagogical_lead": "appraisal_lead"}.get(
        item, item
    )
    return str(TITLES[kind]) if kind in TITLES and kind != "group_hours" else item


@dataclass(frozen=True)
class Line:
    """One thing asked for, as the page of a dossier shows it. `group` where it asks for modules."""

    requirement: RequirementVerdict
    group: GroupVerdict | None = None
    practices: tuple[PracticePeriod, ...] = ()

    @property
    def slug(self) -> str:
        return self.requirement.slug

    @property
    def met(self) -> bool:
        return self.requirement.met

    @property
    def title(self) -> str:
        return title_of(self.requirement)

    @property
    def figures(self) -> str:
        return figures_of(self.requirement)

    @property
    def why(self) -> str:
        if self.requirement.reason == "kept":
            return _("Kept from a partial validation by the jury.")
        return str(WHY.get((self.requirement.kind, self.requirement.reason), ""))

    @property
    def template(self) -> str:
        """What shows its evidence: one template a kind."""
        return f"certification/desk/requirements/{self.requirement.kind}.html"

    @property
    def by_modality(self) -> list[tuple[str, str]]:
        """Minutes by modality, in words, where it counts hours."""
        labels = {
            "self_paced": _("at one’s own pace"),
            "live_remote": _("live, at distance"),
            "onsite": _("on site"),
        }
        minutes = self.requirement.detail.get("by_modality", {})
        return [(labels[slug], wording.hours(minutes[slug])) for slug in labels if minutes.get(slug)]


def lines_of(eligibility: Eligibility) -> list[Line]:
    """Everything asked for, in the order of the scheme, each with its evidence. Costs no query."""
    groups = {f"group:{group.code}": group for group in eligibility.groups}
    return [
        Line(one, groups.get(one.slug), eligibility.practices if one.kind == "practice" else ())
        for one in eligibility.requirements
    ]


def missing_in_words(requirements: Iterable[RequirementVerdict]) -> str:
    """What is missing, one after the other, with figures: a line of the queue, or why an action refused."""
    found = []
    for one in requirements:
        figures = figures_of(one)
        found.append(f"{title_of(one)} ({figures})" if figures else title_of(one))
    return ", ".join(found)
