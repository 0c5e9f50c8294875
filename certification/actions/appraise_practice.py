"""Take a tutor's word on a period of practice."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry, User
from certification import letters
from certification.actions.advance_dossier import advance
from certification.models import Dossier, Practice, TutorLink
from certification.practice_refusals import LinkRefused, PracticeRefused
from certification.refusals import MayNotDecide
from certification.rules.practice import Link, Problem, problem_with_word, span_days
from certification.rules.separation import MayDecide, Obstacle, mailbox


@dataclass(frozen=True)
class Word:
    """What a tutor answers: whether they confirm, for how many days, in which words, under which name.

    `skills` has one of `Practice.Seen` for each skill of the version, in its order; none where it grants none.
    """

    confirms: bool
    days: int | None
    appraisal: str
    signed_as: str
    skills: tuple[str, ...] = field(default=())


def is_candidates_own(practice: Practice, viewer: User | None) -> bool:
    """Whether who looks is the candidate, or reads the candidate's mail."""
    candidate = practice.dossier.candidate
    return viewer is not None and (
        viewer.pk == candidate.pk or mailbox(viewer.email) == mailbox(candidate.email)
    )


@transaction.atomic
def appraise_practice(*, secret: str, word: Word, actor: User | None) -> Practice:
    """The period as the tutor appraised it, or did not confirm it, with what was on their screen. Once a link.

    A tutor needs no account: `actor` is who happens to be signed in, whom nothing is kept of. Raises LinkRefused,
    MayNotDecide (the candidate themselves) or PracticeRefused.
    """
    link = TutorLink.objects.select_for_update(no_key=True, of=("self",)).by_secret(secret)
    if link is None:
        raise LinkRefused(Link.UNKNOWN)
    # In this order everywhere: the dossier, then what is in it.
    dossier = Dossier.objects.locked().get(pk=link.practice.dossier_id)
    practice = Practice.objects.select_for_update(no_key=True).get(pk=link.practice_id)
    practice.dossier = link.practice.dossier = dossier
    if (worth := link.worth(timezone.now())) != Link.OPEN:
        raise LinkRefused(worth)
    if is_candidates_own(practice, actor):
        raise MayNotDecide(MayDecide((Obstacle.OWN_DOSSIER,)))
    requirements = dossier.version.read()
    problem = problem_with_word(
        confirms=word.confirms,
        days=word.days,
        longest=span_days(practice.starts_on, practice.ends_on),
        appraisal=word.appraisal,
        signed_as=word.signed_as,
        appraisal_asked="tutor" in requirements.appraisals,
    )
    answered = len(word.skills) == len(requirements.skills) and set(word.skills) <= set(Practice.Seen.values)
    if problem is None and word.confirms and not answered:
        problem = Problem.NO_SUCH_ANSWER
    if problem:
        raise PracticeRefused(problem)

    now = timezone.now()
    link.used_at = now
    link.save(update_fields=["used_at"])
    practice.state = Practice.State.APPRAISED if word.confirms else Practice.State.DECLINED
    practice.appraised_at = now
    practice.confirmed_days = word.days if word.confirms else 0
    practice.appraisal = word.appraisal.strip()[:3000]
    practice.signed_as = " ".join(word.signed_as.split())[:150]
    practice.shown = as_shown(practice) | {
        "skills": [
            {"skill": skill, "seen": seen}
            for skill, seen in zip(requirements.skills, word.skills, strict=False)
            if word.confirms
        ]
    }
    practice.save()
    LogEntry.objects.append(
        actor=None,
        verb=f"practice.{practice.state}",
        subject=practice,
        structure=dossier.structure,
        payload={"dossier": dossier.pk, "link": link.pk, "days": practice.confirmed_days},
    )
    letters.send(
        "practice_answered",
        to=dossier.candidate,
        structure=dossier.structure,
        practice=practice,
        dossier=dossier,
    )
    advance(dossier=dossier)
    return practice


def as_shown(practice: Practice) -> dict[str, Any]:
    """What a tutor's page says of the period, to keep with their answer."""
    return {
        "candidate": practice.dossier.candidate.display_name,
        "certificate": practice.dossier.version.certificate_title,
        "association": practice.association_name,
        "missions": practice.missions,
        "starts_on": practice.starts_on.isoformat(),
        "ends_on": practice.ends_on.isoformat(),
        "days": practice.days,
        "tutor": practice.tutor_name,
        "role": practice.tutor_role,
    }
