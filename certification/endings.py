"""Where one's certificates stand as to their end, and what changed since in the modules they rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from certification.kinds import CERTIFICATE
from certification.models import Credential, RevisionMark
from certification.rules.validity import months_before


@dataclass(frozen=True)
class Ending:
    """One certificate that stands, or has come to its end without being withdrawn.

    ``opens_on`` is the first day when it may be renewed for its end; ``marks``, what changed since, the first first.
    """

    credential: Credential
    today: date
    opens_on: date | None = None
    marks: tuple[RevisionMark, ...] = ()

    @property
    def is_over(self) -> bool:
        return self.credential.expires_on is not None and self.today > self.credential.expires_on

    @property
    def is_near(self) -> bool:
        """Whether its end comes soon, as its version sees it."""
        return not self.is_over and self.opens_on is not None and self.today >= self.opens_on

    @property
    def days_left(self) -> int:
        """Until its last day, which is included."""
        return (self.credential.expires_on - self.today).days

    @property
    def to_tell(self) -> bool:
        """Whether there is anything to say beside it."""
        return self.is_over or self.is_near or bool(self.marks)


def endings_of(credentials: Iterable[Credential]) -> dict[int, Ending]:
    """The same for each certificate among these documents, by its pk.

    Where they come with the version they were granted under, costs one query; none without a certificate, nor where
    they come `with_marks` and none is marked.
    """
    standing = [
        one
        for one in credentials
        if one.kind == CERTIFICATE.slug
        and one.status == Credential.Status.ISSUED
        and one.renewed_by_id is None
    ]
    if not standing:
        return {}
    marks = _marks_of([one for one in standing if getattr(one, "is_marked", True)])
    today = timezone.localdate()
    return {
        one.pk: Ending(
            credential=one,
            today=today,
            opens_on=_opens_on(one),
            marks=tuple(marks[one.pk]),
        )
        for one in standing
    }


def _marks_of(credentials: list[Credential]) -> dict[int, list[RevisionMark]]:
    """What was marked on each, the first first. Costs one query, none for no certificate."""
    marks = defaultdict(list)
    if credentials:
        found = RevisionMark.objects.filter(credential__in=credentials).select_related("change")
        for mark in found.order_by("change__at", "pk"):
            marks[mark.credential_id].append(mark)
    return marks


def _opens_on(credential: Credential) -> date | None:
    if credential.expires_on is None or (rule := credential.scheme_version.read().validity) is None:
        return None
    return months_before(credential.expires_on, rule.renewal_months)
