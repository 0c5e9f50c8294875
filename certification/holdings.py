"""What one person has: documents, candidatures. Four queries in all, whatever the rows, once a request."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from accounts.models import Structure, User
from certification.evidence import (
    finished_enrolments,
    finished_modules,
    latest_by_subject,
    path_subject_of,
    subject_of,
)
from certification.kinds.certificate import not_proved_by
from certification.models import Credential, Dossier, SchemeVersion
from certification.older import OlderVersion, older_versions
from certification.rules import dossier_states
from certification.rules.eligibility import Eligibility, Record, weigh
from cms.freshness import remember
from learning.models import Enrolment


@dataclass(frozen=True)
class Candidature:
    """Where somebody stands with one certificate."""

    version: SchemeVersion
    eligibility: Eligibility
    dossier: Dossier | None
    certificate: Credential | None

    @property
    def is_open(self) -> bool:
        return self.dossier is not None and self.dossier.state in dossier_states.OPEN

    @property
    def may_apply(self) -> bool:
        return bool(self.eligibility) and not self.is_open

    @property
    def does_not_prove(self) -> list[str]:
        return not_proved_by(self.version)

    @property
    def template(self) -> str:
        """What says where the dossier stands: one template a state."""
        return f"certification/dossier_states/{self.dossier.state if self.dossier else 'none'}.html"


class Holdings:
    """What a person has, gathered as it is asked for and kept for the request."""

    def __init__(self, person: User) -> None:
        self.person = person

    @classmethod
    def of(cls, request) -> Holdings:
        """Those of whoever makes the request, shared by all that shows them."""
        if not hasattr(request, "_holdings"):
            request._holdings = cls(request.user)
        return request._holdings

    @cached_property
    def credentials(self) -> list[Credential]:
        if not self.person.is_authenticated:
            return []
        return list(Credential.objects.held_by(self.person).without_wording().order_by("-granted_at", "-pk"))

    @cached_property
    def latest(self) -> dict[str, Credential]:
        return latest_by_subject(self.credentials)

    @property
    def documents(self) -> list[Credential]:
        """Everything but what was replaced, the last granted first."""
        return [one for one in self.credentials if one.status != Credential.Status.REPLACED]

    @cached_property
    def finished(self) -> list[Enrolment]:
        """The modules that the person finished, through whatever structure, with their minutes."""
        return list(finished_enrolments(None, [self.person]))

    @cached_property
    def older(self) -> dict[int, OlderVersion]:
        """Which of the documents are of an older version of their module, by their pk. Costs one query at most."""
        return older_versions(self.credentials, lambda: self.finished)

    def attestation_of(self, enrolment_id: int) -> Credential | None:
        return self.latest.get(subject_of(enrolment_id))

    def path_attestation_of(self, path_enrolment_id: int) -> Credential | None:
        return self.latest.get(path_subject_of(path_enrolment_id))

    def candidatures(self, structure: Structure, *, code: str = "") -> list[Candidature]:
        """Where the person stands with each certificate of the structure in force, or with one. Costs two
        queries beside the documents, one more when the schemes changed.
        """
        today = timezone.localdate()
        in_force = remember(
            ("versions in force", structure.pk, today),
            lambda: list(SchemeVersion.objects.offered_by(structure, today)),
        )
        versions = [version for version in in_force if code in ("", version.scheme.code)]
        if not versions:
            return []
        dossiers: dict[int, Dossier] = {}
        for dossier in Dossier.objects.by(self.person).filter(version__in=versions).order_by("pk"):
            dossiers[dossier.version_id] = dossier
        here = [enrolment for enrolment in self.finished if enrolment.structure_id == structure.pk]
        facts = finished_modules(here, self.credentials)
        return [
            Candidature(
                version=version,
                eligibility=weigh(
                    version.read(), Record(on=today, modules=tuple(facts.get(self.person.pk, ())))
                ),
                dossier=(dossier := dossiers.get(version.pk)),
                certificate=self.latest.get(f"dossier:{dossier.pk}") if dossier else None,
            )
            for version in versions
        ]
