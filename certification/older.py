"""Which documents are of an older version of what they attest. Said beside them, never in them: they are frozen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from certification.kinds import ATTESTATION
from certification.models import Credential
from learning.models import ContentChange, Enrolment
from learning.rules.changes import is_older


@dataclass(frozen=True)
class OlderVersion:
    """What changed in a module since somebody finished it: the day they did, and what its authors said."""

    day: str
    sentences: tuple[str, ...]

    @property
    def words(self) -> str:
        return _("Granted on the version of %(day)s; the module has changed since: %(changes)s") % {
            "day": self.day,
            "changes": " ".join(self.sentences),
        }


def older_versions(
    credentials: Iterable[Credential], finished: Callable[[], Iterable[Enrolment]] | None = None
) -> dict[int, OlderVersion]:
    """Those of these attestations that are of an older version, by their pk.

    Costs nothing where no module ever changed in substance; else one query, or what ``finished`` costs: it gives the
    finished enrolments of the same people where the caller has them. ``credentials`` are all those of the same people,
    so that what replaced a document is found to attest what the first one did.
    """
    attestations = {one.pk: one for one in credentials if one.kind == ATTESTATION.slug}
    if not attestations or not ContentChange.objects.by_module():
        return {}
    of = {one.pk: _enrolment_of(one, attestations) for one in attestations.values()}
    wanted = {pk: enrolment for pk, enrolment in of.items() if enrolment}
    return _older(wanted, {one.pk: one for one in finished()} if finished else None)


def older_version(credential: Credential) -> OlderVersion | None:
    """The same of one document with its wording, by whoever holds it. Costs one query at most."""
    if credential.kind != ATTESTATION.slug or not ContentChange.objects.by_module():
        return None
    return _older({credential.pk: credential.frozen["enrolment"]}).get(credential.pk)


def _enrolment_of(credential: Credential, known: dict[int, Credential]) -> int | None:
    """The enrolment that a document attests, itself or through what it replaces."""
    what, _colon, pk = credential.subject.partition(":")
    while what == "replaces" and int(pk) in known:
        what, _colon, pk = known[int(pk)].subject.partition(":")
    return int(pk) if what == "enrolment" else None


def _older(enrolments: dict[int, int], found: dict[int, Enrolment] | None = None) -> dict[int, OlderVersion]:
    if found is None:
        found = Enrolment.objects.completed().in_bulk(set(enrolments.values()))
    marks = {}
    for pk, enrolment_id in enrolments.items():
        if (enrolment := found.get(enrolment_id)) is None:
            continue
        finished = enrolment.completed_at
        sentences = tuple(
            change.sentence
            for change in ContentChange.objects.of_module(enrolment.module_key)
            if is_older(finished_at=finished, changed_at=change.at)
        )
        if sentences:
            day = date_format(timezone.localdate(finished), "j F Y")
            marks[pk] = OlderVersion(day=day, sentences=sentences[::-1])
    return marks
