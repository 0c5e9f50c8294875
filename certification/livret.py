"""The livret de formation: everything that counts for one certificate, with its evidence, as it stands now."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from certification.holdings import Candidature, Holdings
from certification.models import Appraisal, Exemption, Practice, SupportingDocument
from certification.rules import wording
from certification.rules.eligibility import GroupVerdict, minutes_by_modality
from certification.rules.requirements import MODALITIES
from certification.sentences import modality_words, sentence


@dataclass(frozen=True)
class Hours:
    """Planned minutes in one row, in all and by modality in the order of `MODALITIES`, in words."""

    title: str
    total: str
    cells: tuple[str, ...]
    finished_on: object = None
    attestation: str = ""
    document: str = ""


def _hours(title: str, by_modality: dict[str, int], **also) -> Hours:
    cells = tuple(
        wording.hours(by_modality[modality]) if by_modality.get(modality) else "–" for modality in MODALITIES
    )
    return Hours(title, wording.hours(sum(by_modality.values())), cells, **also)


@dataclass(frozen=True)
class GroupHours:
    """One group of the livret: a row for each module that counts, and their sum."""

    verdict: GroupVerdict

    @property
    def rows(self) -> list[Hours]:
        return [
            _hours(
                fact.title,
                minutes_by_modality([fact]),
                finished_on=fact.finished_on,
                attestation=fact.attestation,
                document=fact.document,
            )
            for module in self.verdict.modules
            for fact in module.facts
        ]

    @property
    def total(self) -> Hours:
        facts = [fact for module in self.verdict.modules for fact in module.facts]
        return _hours(self.verdict.label, minutes_by_modality(facts))


@dataclass(frozen=True)
class Livret:
    """One person's livret for one certificate. Costs five queries beside those of `Holdings`."""

    candidature: Candidature

    @property
    def dossier(self):
        """The dossier that it is of; None before one is opened, and once it is closed."""
        return self.candidature.dossier if self.candidature.is_open else None

    @property
    def groups(self) -> list[GroupHours]:
        return [GroupHours(group) for group in self.candidature.eligibility.groups]

    @property
    def modalities(self) -> list[str]:
        return [modality_words(modality) for modality in MODALITIES]

    @property
    def total(self) -> Hours:
        return _hours("", minutes_by_modality(self.candidature.eligibility.evidence))

    @property
    def counted(self) -> str:
        """Hours that count, caps applied."""
        return wording.hours(self.candidature.eligibility.minutes)

    @property
    def candidates_part(self) -> list[str]:
        """What the candidate still brings."""
        return [sentence(one) for one in self.candidature.eligibility.missing if one.whose == "candidate"]

    @property
    def houses_part(self) -> list[str]:
        """What the house still brings."""
        return [sentence(one) for one in self.candidature.eligibility.missing if one.whose != "candidate"]

    @cached_property
    def practices(self) -> list[Practice]:
        if self.dossier is None:
            return []
        return list(self.dossier.practices.kept().prefetch_related("links"))

    @cached_property
    def exemptions(self) -> list[Exemption]:
        return list(self.dossier.exemptions.select_related("decided_by")) if self.dossier else []

    @cached_property
    def appraisals(self) -> list[Appraisal]:
        return list(self.dossier.appraisals.select_related("written_by")) if self.dossier else []

    @cached_property
    def documents(self) -> list[SupportingDocument]:
        return list(self.dossier.documents.all()) if self.dossier else []


def livret_of(holdings: Holdings, structure, code: str) -> Livret | None:
    """This person's livret for the certificate with this code; None where the house offers none."""
    found = holdings.candidatures(structure, code=code)
    return Livret(found[0]) if found else None
