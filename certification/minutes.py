"""The words of a jury's minutes, frozen once: who sat, who did not speak of whom, what was said and decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certification.hearings import Hearing, choices_for
from certification.jury_refusals import TIES
from certification.kinds.base import LANGUAGE, identity
from certification.models import JuryMember, JurySession, Opinion
from certification.rules.eligibility import RequirementVerdict
from certification.rules.wording import french_date

#: The shape of what is frozen: raise it when a key changes its meaning, never otherwise.
SHAPE = 1

PARTS: dict[str, Promise] = {
    "group": gettext_lazy("Modules: %(label)s"),
    "group_hours": gettext_lazy("Hours: %(label)s"),
    "hours": gettext_lazy("Hours in all"),
    "practice": gettext_lazy("Practice in an association"),
    "appraisal_tutor": gettext_lazy("Appraisal by the tutor"),
    "appraisal_lead": gettext_lazy("Appraisal by the pedagogical lead"),
    "guardian": gettext_lazy("Guardian’s authorisation"),
    "countersignature": gettext_lazy("Countersignature"),
    "issuer_authorisation": gettext_lazy("Authorisation of the issuer"),
}


@dataclass(frozen=True)
class Register:
    """What numbers minutes: VAL-PV-2026-0001, without a gap by structure and year."""

    slug: str = "minutes"
    mark: str = "PV"
    width: int = 4


MINUTES = Register()


def part_in_words(part: RequirementVerdict) -> str:
    """A requirement as a jury keeps it."""
    return str(PARTS[part.kind]) % part.detail


def kept_in_words(hearing: Hearing) -> list[str]:
    """What a partial validation keeps. Costs five queries where it keeps something."""
    if not (kept := hearing.case.kept_parts):
        return []
    found = choices_for(hearing.case).eligibility.requirements
    return [part_in_words(one) for one in found if one.slug in kept]


def freeze(number: str, session: JurySession, hearings: Iterable[Hearing]) -> dict[str, Any]:
    """Every word of the minutes of this closed session."""
    with translation.override(LANGUAGE):
        closed = timezone.localtime(session.closed_at)
        return {
            "shape": SHAPE,
            "kind": MINUTES.slug,
            "language": LANGUAGE,
            "number": number,
            "structure": identity(session.structure),
            "heading": _("Minutes of a jury"),
            "title": session.title,
            "scheme": session.scheme.title,
            "held_on_words": french_date(session.held_on),
            "place": session.place,
            "quorum": session.quorum,
            "closed_on": closed.date().isoformat(),
            "closed_words": _("%(day)s at %(time)s")
            % {"day": french_date(closed.date()), "time": f"{closed:%H:%M}"},
            "members": [_member(one) for one in session.members.select_related("person")],
            "cases": [_case(one) for one in hearings],
        }


def _member(member: JuryMember) -> dict[str, Any]:
    about = [member.quality, member.association_name]
    return {
        "name": member.person.display_name,
        "presides": member.presides,
        "about": ", ".join(one for one in about if one),
    }


def _case(hearing: Hearing) -> dict[str, Any]:
    case = hearing.case
    criteria = {one.code: one.label for one in case.dossier.version.read().decision.criteria}
    return {
        "dossier": case.dossier_id,
        "candidate": case.dossier.candidate.display_name,
        "version": case.dossier.version.label,
        "speaking": [one.person.display_name for one in hearing.speaking],
        "led_by": hearing.leader.person.display_name if hearing.leader else "",
        "excluded": [
            {"name": member.person.display_name, "tie": str(TIES[tie])} for member, tie in hearing.excluded
        ],
        "opinions": [_opinion(one, criteria) for one in hearing.counted],
        "decision": case.decision,
        "decision_words": str(case.get_decision_display()),
        "kept": kept_in_words(hearing),
        "grounds": case.grounds,
        "decided_on_words": french_date(timezone.localdate(case.decided_at)),
    }


def _opinion(opinion: Opinion, criteria: dict[str, str]) -> dict[str, Any]:
    views = dict(Opinion.View.choices)
    return {
        "name": opinion.member.person.display_name,
        "view": opinion.view,
        "view_words": str(opinion.get_view_display()),
        "criteria": [
            {"label": label, "view_words": str(views[given["view"]]), "note": given["note"]}
            for code, label in criteria.items()
            if (given := opinion.criteria.get(code))
        ],
        "text": opinion.text,
        "seal": opinion.seal,
    }
