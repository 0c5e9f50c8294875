"""What one person has: documents, candidatures. Six queries in all, whatever the rows, once a request."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import prefetch_related_objects
from django.utils import timezone

from accounts.models import Structure, User
from certification.endings import Ending, endings_of
from certification.evidence import (
    BESIDE,
    finished_enrolments,
    finished_modules,
    in_one_row,
    latest_by_subject,
    path_subject_of,
    record_of,
    subject_of,
)
from certification.kinds.certificate import not_proved_by
from certification.models import Credential, Dossier, Scheme, SchemeVersion
from certification.older import OlderVersion, older_versions
from certification.rules import details, dossier_states
from certification.rules.eligibility import CANDIDATE, Eligibility, Record, weigh
from certification.rules.requirements import Requirements
from certification.versions import could_move, newest
from cms.freshness import remember
from learning.models import Enrolment

#: What says where a dossier stands: one template a state, but for those that ask the same of their candidate.
LOOKS = dict.fromkeys(("candidature", *dossier_states.PREPARATION, "exemption_requested"), "preparing")


@dataclass(frozen=True)
class Candidature:
    """Where somebody stands with one certificate."""

    version: SchemeVersion
    eligibility: Eligibility
    dossier: Dossier | None
    certificate: Credential | None
    #: Whether a version is in force: without one, dossiers are finished and none is begun.
    offered: bool = True
    #: The version in force that their dossier may move to, if they wish.
    newer: SchemeVersion | None = None

    @property
    def is_open(self) -> bool:
        return self.dossier is not None and self.dossier.state in dossier_states.OPEN

    @property
    def requirements(self) -> Requirements:
        """What is asked for: of the open dossier, else of the version."""
        return self.dossier.read() if self.is_open else self.version.read()

    @property
    def may_apply(self) -> bool:
        """Whether all that is theirs to bring is there, and nothing sent yet."""
        return self.offered and self.eligibility.ready_to_send and not self.is_open

    @property
    def may_open(self) -> bool:
        """Whether a dossier comes first: the scheme asks for more than what is studied here."""
        return self.offered and self.version.read().asks_the_candidate and not self.is_open

    @property
    def asks_practice(self) -> bool:
        return self.requirements.practice is not None

    @property
    def asks_details(self) -> bool:
        return bool(details.asked(self.requirements))

    @property
    def may_exempt(self) -> bool:
        """Whether the version may exempt from practice."""
        practice = self.requirements.practice
        return practice is not None and practice.exemption is not None

    @property
    def may_sign(self) -> bool:
        """Whether nothing of theirs is missing but their signature."""
        theirs = [one.kind for one in self.eligibility.missing if one.whose == CANDIDATE]
        return self.is_open and theirs == ["countersignature"]

    @property
    def may_appeal(self) -> bool:
        one = self.dossier
        return one is not None and details.may_appeal(
            state=one.state, due_on=one.due_on, today=timezone.localdate()
        )

    @property
    def may_send(self) -> bool:
        return self.is_open and self.eligibility.ready_to_send

    @property
    def does_not_prove(self) -> list[str]:
        return not_proved_by(self.version)

    @property
    def template(self) -> str:
        """What says where the dossier stands."""
        state = self.dossier.state if self.dossier else "none"
        return f"certification/dossier_states/{LOOKS.get(state, state)}.html"


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
        mine = Credential.objects.held_by(self.person).without_wording().with_marks()
        return list(mine.select_related("scheme_version").order_by("-granted_at", "-pk"))

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

    @cached_property
    def endings(self) -> dict[int, Ending]:
        """Where each certificate stands as to its end, by its pk. Costs one query where there is one."""
        return endings_of(self.documents)

    def attestation_of(self, enrolment_id: int) -> Credential | None:
        return self.latest.get(subject_of(enrolment_id))

    def path_attestation_of(self, path_enrolment_id: int) -> Credential | None:
        return self.latest.get(path_subject_of(path_enrolment_id))

    def candidatures(self, structure: Structure, *, code: str = "") -> list[Candidature]:
        """Where the person stands with each certificate of the structure in force, or with one; and with those that no
        version in force offers any more, as long as their dossier is open, or asked for by code. Costs two queries
        beside the documents, one more where a dossier is open, two more when the schemes changed.
        """
        today = timezone.localdate()
        in_force = remember(
            ("versions in force", structure.pk, today),
            lambda: list(SchemeVersion.objects.offered_by(structure, today)),
        )
        dossiers = self._dossiers(structure, code)
        versions = [(version, True) for version in in_force if code in ("", version.scheme.code)]
        offered = {version.scheme_id for version, _offered in versions}
        versions += [
            (one.version, False)
            for scheme, one in dossiers.items()
            if scheme not in offered and (code or one.state in dossier_states.OPEN)
        ]
        if not versions:
            return []
        self._complete(dossiers.values(), {version.scheme_id: version.scheme for version in in_force})
        here = [enrolment for enrolment in self.finished if enrolment.structure_id == structure.pk]
        facts = finished_modules(here, self.credentials)
        found = []
        for version, is_offered in versions:
            dossier = dossiers.get(version.scheme_id)
            record, newer = Record(on=today, modules=tuple(facts.get(self.person.pk, ()))), None
            requirements = version.read()
            if dossier is not None and dossier.state in dossier_states.OPEN:
                # Candidates keep the version they entered under.
                latest = newest(one for one in in_force if one.scheme_id == version.scheme_id)
                version = dossier.version
                newer = latest if could_move(dossier, latest) else None
                record, requirements = record_of(dossier, record.modules), dossier.read()
            found.append(
                Candidature(
                    version=version,
                    eligibility=weigh(requirements, record),
                    dossier=dossier,
                    certificate=self.latest.get(f"dossier:{dossier.pk}") if dossier else None,
                    offered=is_offered,
                    newer=newer,
                )
            )
        return found

    @staticmethod
    def _complete(dossiers: Iterable[Dossier], known: dict[int, Scheme]) -> None:
        """Give the open ones what their record is made of, with the schemes that are known with their authorisations.
        Costs one query where one is open, one more for those of unknown schemes."""
        going = [one for one in dossiers if one.state in dossier_states.OPEN]
        for one in going:
            one.version.scheme = known.get(one.version.scheme_id, one.version.scheme)
        prefetch_related_objects(going, *BESIDE)

    def _dossiers(self, structure: Structure, code: str) -> dict[int, Dossier]:
        """The dossier to speak of for each scheme of the structure, or for one: the one that is open, else the last.
        Costs a query."""
        mine = Dossier.objects.by(self.person).filter(version__scheme__structure=structure)
        if code:
            mine = mine.filter(version__scheme__code=code)
        # Those that are open last, so that they stay.
        rows = sorted(in_one_row(mine), key=lambda one: (one.state in dossier_states.OPEN, one.pk))
        return {one.version.scheme_id: one for one in rows}
