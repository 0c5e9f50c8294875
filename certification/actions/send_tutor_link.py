"""Ask a tutor for their word."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import LogEntry, User
from certification import letters
from certification.actions.declare_practice import Period, check_period, own_dossier
from certification.actions.revoke_tutor_link import close_links
from certification.models import Practice, TutorLink
from certification.practice_refusals import PracticeRefused
from certification.rules.practice import LINKS_WITHIN, problem_with_asking


@transaction.atomic
def send_tutor_link(*, practice: Practice, actor: User) -> TutorLink:
    """The link, sent to the tutor; the one sent before serves no more. Only its hash is kept.

    Who the tutor is is weighed again: the candidate's addresses may have changed. Raises NotYours or PracticeRefused.
    """
    dossier = own_dossier(practice.dossier, actor)
    practice = Practice.objects.select_for_update(no_key=True).get(pk=practice.pk)
    now = timezone.now()
    problem = problem_with_asking(
        state=practice.state,
        tutor_email=practice.tutor_email,
        ends_on=practice.ends_on,
        today=timezone.localdate(),
        sent_lately=practice.links.filter(sent_at__gt=now - LINKS_WITHIN).count(),
    )
    if problem:
        raise PracticeRefused(problem)
    check_period(Period(**{name: getattr(practice, name) for name in Period.__dataclass_fields__}), actor)

    close_links(practice)
    secret = secrets.token_urlsafe(32)
    link = TutorLink.objects.create(
        practice=practice,
        secret_hash=TutorLink.hash_of(secret),
        email=practice.tutor_email,
        sent_at=now,
        expires_at=now + timedelta(days=dossier.version.read().deadlines.tutor),
    )
    practice.state = Practice.State.ASKED
    practice.save(update_fields=["state"])
    LogEntry.objects.append(
        actor=actor,
        verb="practice.asked",
        subject=practice,
        structure=dossier.structure,
        # Neither the secret nor the address: whoever reads the log would answer in the tutor's place.
        payload={"dossier": dossier.pk, "link": link.pk, "until": link.expires_at.isoformat()},
    )
    letters.send(
        "tutor_asked",
        to=letters.Correspondent(practice.tutor_email, practice.tutor_name),
        structure=dossier.structure,
        practice=practice,
        dossier=dossier,
        link=link,
        path=reverse("certification:tutor", args=[secret]),
    )
    return link
