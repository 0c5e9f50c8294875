"""Write the pedagogical lead's appraisal in a candidate's training record."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry, User
from certification.actions.decide_dossier import may_decide_on
from certification.models import Appraisal, Dossier
from certification.refusals import MayNotDecide, NotAsked, TooLate, WordsMissing
from certification.rules.dossier_states import UNDECIDED
from certification.rules.separation import MayDecide, may_lead


def may_lead_on(dossier: Dossier, actor: User) -> MayDecide:
    """Whether this person may act as pedagogical lead on this dossier, today. Costs two queries."""
    is_lead = dossier.version.scheme.leads.filter(pk=actor.pk).exists()
    return may_lead(may_decide_on(dossier, actor), is_lead=is_lead)


@transaction.atomic
def appraise_theory(*, dossier: Dossier, actor: User, text: str) -> Appraisal:
    """The appraisal; a second one replaces the first, which the log keeps.

    Raises MayNotDecide, NotAsked, TooLate (decided) or WordsMissing.
    """
    dossier = Dossier.objects.locked().get(pk=dossier.pk)
    if not (answer := may_lead_on(dossier, actor)):
        raise MayNotDecide(answer)
    if "pedagogical_lead" not in dossier.read().appraisals:
        raise NotAsked
    if dossier.state not in UNDECIDED:
        raise TooLate(dossier)
    text = text.strip()[:3000]
    if not text:
        raise WordsMissing
    author = Appraisal.Author.PEDAGOGICAL_LEAD
    before = Appraisal.objects.filter(dossier=dossier, author=author).first()
    appraisal, _made = Appraisal.objects.update_or_create(
        dossier=dossier,
        author=author,
        defaults={"text": text, "written_by": actor, "written_at": timezone.now()},
    )
    LogEntry.objects.append(
        actor=actor,
        verb="dossier.appraised",
        subject=dossier,
        structure=dossier.structure,
        payload={"replaces": before.text} if before else {},
    )
    return appraisal
