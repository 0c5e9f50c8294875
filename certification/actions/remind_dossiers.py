"""Remind candidates of what runs out, settle what has run out, forget tutors' addresses in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import LogEntry
from certification import letters
from certification.models import Dossier, Practice, TutorLink

#: Days before a last day when its candidate is reminded, once.
BEFORE_DAYS = 7
#: How long a tutor's address is kept after their word, or after the last letter to them.
ADDRESS_KEPT = timedelta(days=365)


@dataclass(frozen=True)
class Reminded:
    """How many candidates were reminded of a complement and of a silent tutor; refusals that can no longer be appealed;
    tutors' addresses forgotten."""

    complements: int
    tutors: int
    settled: int
    forgotten: int


def remind_dossiers() -> Reminded:
    """What was done now. Safe to repeat and twice at once: each letter is written once, with its mark."""
    return Reminded(_complements(), _silent_tutors(), _settled(), _forgotten())


def _complements() -> int:
    today = timezone.localdate()
    due = Dossier.objects.filter(
        state=Dossier.State.MORE_INFO,
        reminded_at=None,
        due_on__gte=today,
        due_on__lte=today + timedelta(days=BEFORE_DAYS),
    )
    return sum(_remind(pk) for pk in due.values_list("pk", flat=True))


@transaction.atomic
def _remind(pk: int) -> bool:
    claimed = Dossier.objects.filter(pk=pk, state=Dossier.State.MORE_INFO, reminded_at=None)
    if not claimed.update(reminded_at=timezone.now()):
        return False
    dossier = Dossier.objects.with_people().get(pk=pk)
    letters.send("dossier_due", to=dossier.candidate, structure=dossier.structure, dossier=dossier)
    return True


def _silent_tutors() -> int:
    now = timezone.now()
    open_still = TutorLink.objects.filter(
        used_at=None,
        revoked_at=None,
        reminded_at=None,
        expires_at__gt=now,
        expires_at__lte=now + timedelta(days=BEFORE_DAYS),
        practice__state=Practice.State.ASKED,
    )
    return sum(_tell_of_silence(pk) for pk in open_still.values_list("pk", flat=True))


@transaction.atomic
def _tell_of_silence(pk: int) -> bool:
    """Write to the candidate: the tutor's own letter cannot be sent again, since only its secret's hash is kept."""
    if not TutorLink.objects.filter(pk=pk, reminded_at=None).update(reminded_at=timezone.now()):
        return False
    link = TutorLink.objects.select_related(
        "practice__dossier__candidate", "practice__dossier__structure", "practice__dossier__version__scheme"
    ).get(pk=pk)
    dossier = link.practice.dossier
    letters.send(
        "tutor_silent",
        to=dossier.candidate,
        structure=dossier.structure,
        dossier=dossier,
        practice=link.practice,
        link=link,
    )
    return True


def _settled() -> int:
    over = Dossier.objects.filter(state=Dossier.State.REFUSED, due_on__lt=timezone.localdate())
    return sum(_settle(dossier) for dossier in over.select_related("structure"))


@transaction.atomic
def _settle(dossier: Dossier) -> bool:
    """Nothing is awaited of this refusal any more."""
    ran_out = Dossier.objects.filter(pk=dossier.pk, state=Dossier.State.REFUSED, due_on=dossier.due_on)
    if not ran_out.update(due_on=None):
        return False
    LogEntry.objects.append(
        actor=None,
        verb="dossier.settled",
        subject=dossier,
        structure=dossier.structure,
        payload={"until": dossier.due_on.isoformat()},
    )
    return True


@transaction.atomic
def _forgotten() -> int:
    long_ago = timezone.now() - ADDRESS_KEPT
    links = TutorLink.objects.filter(sent_at__lt=long_ago).exclude(email="")
    # One written to again since is still asked.
    silent = Practice.objects.filter(links__sent_at__lt=long_ago).exclude(links__sent_at__gte=long_ago)
    practices = Practice.objects.filter(Q(appraised_at__lt=long_ago) | Q(pk__in=silent.values("pk")))
    forgotten = practices.exclude(tutor_email="").update(tutor_email="")
    links.update(email="")
    return forgotten
