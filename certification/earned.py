"""What somebody earned, in plain values: what records above certification may show and rest on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.db.models.fields.json import KT
from django.utils import timezone
from django.utils.functional import Promise

from accounts.models import User
from certification.kinds import BY_SLUG
from certification.models import Credential


@dataclass(frozen=True)
class Earned:
    """One document that stands: an attestation or a certificate."""

    public_id: str
    kind: Promise
    title: str
    number: str
    granted_on: date
    url: str
    #: Codes of the modules that it rests on.
    modules: frozenset[str]


def earned_by(person: User) -> list[Earned]:
    """The documents of this person that stand today, the last granted first. Costs one query."""
    rows = (
        Credential.objects.held_by(person)
        .issued()
        .filter(Q(expires_on=None) | Q(expires_on__gte=timezone.localdate()))
        .without_wording()
        .annotate(one_module=KT("frozen__module__code"), several=KT("frozen__modules"))
        .order_by("-granted_at", "-pk")
    )
    return [_earned(row) for row in rows]


def _earned(row: Credential) -> Earned:
    several = json.loads(row.several) if row.several else []
    return Earned(
        public_id=row.public_id,
        kind=BY_SLUG[row.kind].label,
        title=row.title,
        number=row.number,
        granted_on=timezone.localdate(row.granted_at),
        url=row.get_absolute_url(),
        modules=frozenset([row.one_module] if row.one_module else [one["code"] for one in several]),
    )
