"""The last screen of the interview: what one's words call to mind, then everything else."""

from __future__ import annotations

from dataclasses import dataclass

from django.forms import BoundField

from skills.forms import CompetenciesForm
from skills.models import Claim, Framework, Mission
from skills.rules.frameworks import Competency
from skills.rules.matching import suggest


@dataclass(frozen=True)
class Question:
    """One competency, its field, and the person's words that called it to mind."""

    competency: Competency
    field: BoundField
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choice:
    """The screen: its form, what is put first, and the rest by domain (title, questions, how many are chosen)."""

    form: CompetenciesForm
    first: list[Question]
    rest: list[tuple[str, list[Question], int]]


def choice_for(mission: Mission, framework: Framework | None, data=None) -> Choice:
    """What to ask about this mission. What is already said of it is put first too. Costs one query."""
    claims = {claim.code: claim for claim in Claim.objects.of(mission.volunteer).filter(missions=mission)}
    competencies = framework.reading.competencies if framework else ()
    known = {one.code: one for one in competencies}
    for claim in claims.values():
        known.setdefault(claim.code, Competency(claim.code, claim.title))
    form = CompetenciesForm(
        data,
        titles={code: one.title for code, one in known.items()},
        levels={code: claim.level for code, claim in claims.items()},
    )
    suggested = {one.code: one.words for one in suggest(mission.words, competencies)}
    first = [*suggested, *(code for code in claims if code not in suggested)]
    domains = framework.reading.domains if framework else ()
    rest = [
        (
            domain.title,
            [Question(one, form[one.code]) for one in domain.competencies if one.code not in first],
        )
        for domain in domains
    ]
    return Choice(
        form=form,
        first=[Question(known[code], form[code], suggested.get(code, ())) for code in first],
        rest=[(title, questions, _chosen(form, questions)) for title, questions in rest if questions],
    )


def _chosen(form: CompetenciesForm, questions: list[Question]) -> int:
    """How many of these have an answer: what was sent and is shown again stays open."""
    return sum(bool(one.field.value()) for one in questions)
