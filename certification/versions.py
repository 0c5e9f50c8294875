"""What would change for a candidate under the version in force, beside the one they entered under."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certification.evidence import evidence_of, record_of, with_record
from certification.models import Dossier, SchemeVersion
from certification.review import figures_of, title_of
from certification.rules.eligibility import Eligibility, RequirementVerdict, weigh
from certification.rules.requirements import Requirements
from certification.rules.versions import may_move


def newest(versions: Iterable[SchemeVersion]) -> SchemeVersion | None:
    """Of versions in force, the one that began last."""
    return max(versions, key=lambda one: (one.effective_from, one.pk), default=None)


def could_move(dossier: Dossier, target: SchemeVersion | None) -> bool:
    """Whether its candidate may move it to this version in force. Costs no query."""
    return may_move(
        state=dossier.state,
        submitted=dossier.submitted_at is not None,
        entered_under=dossier.version.effective_from,
        in_force_since=target.effective_from if target else None,
    )


def target_of(dossier: Dossier) -> SchemeVersion | None:
    """The version that this dossier may move to today; None where there is none. Costs one query."""
    in_force = SchemeVersion.objects.in_force(timezone.localdate()).filter(scheme=dossier.version.scheme_id)
    target = newest(in_force.select_related("scheme__structure"))
    return target if could_move(dossier, target) else None


@dataclass(frozen=True)
class Side:
    """One thing asked for, under one version: figures, what it is made of, whether it is met."""

    verdict: RequirementVerdict
    modules: tuple[str, ...] = ()

    @property
    def met(self) -> bool:
        return self.verdict.met

    @property
    def figures(self) -> str:
        return figures_of(self.verdict)

    def asks_as(self, other: Side) -> bool:
        """Whether both ask the same, whatever there is of it."""
        mine, theirs = self.verdict, other.verdict
        return (mine.need, mine.unit, title_of(mine), self.modules) == (
            theirs.need,
            theirs.unit,
            title_of(theirs),
            other.modules,
        )


@dataclass(frozen=True)
class Row:
    """The same thing under both versions; one side is None where that version does not ask for it."""

    now: Side | None
    then: Side | None

    @property
    def title(self) -> str:
        return title_of((self.then or self.now).verdict)

    @property
    def change(self) -> str:
        """What the change is, in words; nothing where both ask the same."""
        if self.now is None:
            return _("new")
        if self.then is None:
            return _("no longer asked for")
        return "" if self.now.asks_as(self.then) else _("changed")


@dataclass(frozen=True)
class Comparison:
    """One dossier under the version it is under (`now`), and under the one in force (`then`)."""

    dossier: Dossier
    target: SchemeVersion
    now: Eligibility
    then: Eligibility

    @property
    def rows(self) -> list[Row]:
        """Everything that either asks for, in the order of the one in force; what it drops comes last."""
        now, then = _sides(self.now), _sides(self.then)
        kept = [Row(now.get(slug), side) for slug, side in then.items()]
        return [*kept, *(Row(side, None) for slug, side in now.items() if slug not in then)]

    @property
    def terms(self) -> list[tuple[str, str, str]]:
        """What else differs: label, under the one, under the other."""
        mine, theirs = _terms(self.dossier.version), _terms(self.target)
        return [(label, words, theirs[label]) for label, words in mine.items() if words != theirs[label]]

    @property
    def signs_again(self) -> bool:
        """Whether the candidate's signature, given under the old rules, would have to be given again."""
        return self.dossier.countersigned_at is not None and self.target.read().countersignature


def _sides(eligibility: Eligibility) -> dict[str, Side]:
    modules = {
        f"group:{group.code}": tuple(one.title for one in group.modules) for group in eligibility.groups
    }
    return {one.slug: Side(one, modules.get(one.slug, ())) for one in eligibility.requirements}


def _terms(version: SchemeVersion) -> dict[str, str]:
    asked: Requirements = version.read()
    months = asked.validity.months if asked.validity else 0
    lasts = ngettext("%(months)s month", "%(months)s months", months) % {"months": months}
    return {
        _("Title on the certificate"): version.certificate_title,
        _("Who decides"): _("a jury") if asked.by_jury else _("a validator of the house"),
        _("How long the certificate stands"): lasts if months else _("without an end"),
    }


def comparison_of(dossier: Dossier, target: SchemeVersion) -> Comparison:
    """Both verdicts on the same facts, today. Costs five queries."""
    dossier = with_record(Dossier.objects.filter(pk=dossier.pk)).get()
    facts = evidence_of([dossier.candidate_id], dossier.version.scheme.structure)
    record = record_of(dossier, facts.get(dossier.candidate_id, []))
    now, then = (weigh(one.read(), record) for one in (dossier.version, target))
    return Comparison(dossier, target, now, then)
