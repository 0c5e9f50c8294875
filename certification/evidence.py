"""What shows that people finished modules: the facts that eligibility is decided on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db import models
from django.db.models import CharField, Exists, OuterRef, Q, Subquery, Sum, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone

from accounts.models import Structure, User
from certification.kinds import ATTESTATION
from certification.models import Appraisal, Credential, Dossier, Exemption, Practice, Scheme, SchemeVersion
from certification.querysets import CredentialQuerySet
from certification.rules.eligibility import (
    Authorisation,
    Eligibility,
    FinishedModule,
    PracticePeriod,
    Record,
    Renewed,
    weigh,
)
from certification.rules.renewal import counting
from certification.rules.requirements import MODALITIES
from certification.rules.separation import mailbox
from learning.models import Enrolment


def subject_of(enrolment_id: int) -> str:
    """What an attestation is about, in the terms of `Credential.subject`."""
    return f"enrolment:{enrolment_id}"


def path_subject_of(path_enrolment_id: int) -> str:
    """What a path's attestation is about, in the terms of `Credential.subject`."""
    return f"path:{path_enrolment_id}"


def latest_by_subject(credentials: Iterable[Credential]) -> dict[str, Credential]:
    """The document that stands for each subject today: what replaced it, where it was replaced.

    `credentials` are all those of the same people. Costs no query.
    """
    by_pk = {credential.pk: credential for credential in credentials}
    latest = {}
    for credential in by_pk.values():
        last = credential
        while last.replaced_by_id in by_pk:
            last = by_pk[last.replaced_by_id]
        latest[credential.subject] = last
    return latest


def finished_modules(
    enrolments: Iterable[Enrolment], credentials: Iterable[Credential]
) -> dict[int, list[FinishedModule]]:
    """Each person's finished modules with the attestation that shows them. Costs no query.

    `enrolments` are those of `finished_enrolments`; `credentials`, those of `attestations_of`.
    """
    latest = latest_by_subject(credentials)
    facts: dict[int, list[FinishedModule]] = defaultdict(list)
    for enrolment in enrolments:
        attestation = latest.get(subject_of(enrolment.pk))
        facts[enrolment.learner_id].append(
            FinishedModule(
                code=enrolment.module_code,
                title=enrolment.module_title,
                finished_on=timezone.localdate(enrolment.completed_at),
                minutes=enrolment.minutes,
                by_modality=tuple(
                    (modality, minutes)
                    for modality in MODALITIES
                    if (minutes := getattr(enrolment, f"minutes_{modality}"))
                ),
                slots=_slots(enrolment, attestation),
                attestation=attestation.number if attestation else "",
                document=attestation.public_id if attestation else "",
                stands=attestation is None or attestation.status != Credential.Status.REVOKED,
            )
        )
    return facts


def _slots(enrolment: Enrolment, attestation: Credential | None) -> tuple[str, ...]:
    """The place in a curriculum that the module held: as its attestation froze it, else as the page says today."""
    frozen = getattr(attestation, "frozen_slot", None)
    live = enrolment.module.slot.code if enrolment.module and enrolment.module.slot else ""
    return (frozen or live,) if frozen or live else ()


# What is read of a finished enrolment: sums group by every column that is fetched, and a page has sixty.
EVIDENCE = (
    "learner",
    "structure",
    "module_key",
    "module_code",
    "module_title",
    "completed_at",
    "module__slot",
)


def finished_enrolments(structure: Structure | None, people: Collection[User | int]):
    """What these people finished through this structure (None: any), with its minutes, in all and by modality."""
    planned = "completed_steps__minutes_planned"
    enrolments = Enrolment.objects.of(structure) if structure else Enrolment.objects.all()
    return (
        enrolments.completed()
        .filter(learner__in=people)
        .annotate(
            minutes=Coalesce(Sum(planned), 0),
            **{
                f"minutes_{modality}": Coalesce(Sum(planned, filter=Q(completed_steps__modality=modality)), 0)
                for modality in MODALITIES
            },
        )
        .select_related("module__slot")
        .only(*EVIDENCE, "module__slot__code")
        .order_by("pk")
    )


def without_attestation(*, after: datetime, before: datetime):
    """Enrolments finished between these moments that no attestation was ever granted for."""
    granted = Credential.objects.of_kind(ATTESTATION.slug).filter(
        subject=Concat(Value("enrolment:"), Cast(OuterRef("pk"), CharField()))
    )
    return (
        Enrolment.objects.filter(completed_at__gt=after, completed_at__lt=before)
        .exclude(Exists(granted))
        .select_related("structure")
        .order_by("pk")
    )


def attestations_of(people: Collection[User | int]) -> CredentialQuerySet:
    """The attestations of these people, without their wording but with the place in a curriculum that it froze."""
    return (
        Credential.objects.of_kind(ATTESTATION.slug)
        .filter(holder__in=people)
        .without_wording()
        .annotate(frozen_slot=KeyTextTransform("slot", "frozen"))
        .order_by("pk")
    )


def evidence_of(people: Collection[User | int], structure: Structure) -> dict[int, list[FinishedModule]]:
    """The finished modules of these people, through this structure. Costs two queries however many they are."""
    attestations = attestations_of(people).of(structure)
    return finished_modules(finished_enrolments(structure, people), attestations)


OPEN_EXEMPTIONS = (Exemption.State.REQUESTED, Exemption.State.INTERVIEW)


#: What `record_of` reads beside the row of a dossier.
BESIDE = ("practices", "version__scheme__authorisations")


def with_record(dossiers: models.QuerySet) -> models.QuerySet:
    """These dossiers with all that `record_of` reads of each. Costs two queries more, however many they are."""
    return in_one_row(dossiers).prefetch_related(*BESIDE)


def in_one_row(dossiers: models.QuerySet) -> models.QuerySet:
    """These dossiers with what `record_of` reads of the row of each: all but what is `BESIDE`."""
    exemptions = Exemption.objects.filter(dossier=OuterRef("pk"))
    appraisals = Appraisal.objects.filter(dossier=OuterRef("pk"), author=Appraisal.Author.PEDAGOGICAL_LEAD)
    granted = exemptions.filter(state=Exemption.State.GRANTED)
    return (
        dossiers.select_related("version__scheme__structure", "candidate", "renews__replaced_by")
        .defer("renews__frozen", "renews__replaced_by__frozen")
        .annotate(
            exempted_at=Subquery(granted.values("decided_at")[:1]),
            exemption_requested=Exists(exemptions.filter(state__in=OPEN_EXEMPTIONS)),
            lead_appraised_at=Subquery(appraisals.values("written_at")[:1]),
        )
    )


def record_of(dossier: Dossier, modules: Iterable[FinishedModule], *, on: date | None = None) -> Record:
    """Everything known of a dossier of `with_record`, with its candidate's finished modules. Costs no query."""
    return Record(
        on=on or timezone.localdate(),
        modules=counting(modules, dossier.renewal),
        practices=tuple(
            _period(practice, dossier.candidate)
            for practice in dossier.practices.all()
            if practice.state not in (Practice.State.CANCELLED, Practice.State.DECLINED)
        ),
        exempted_on=_day(dossier.exempted_at),
        exemption_requested=dossier.exemption_requested,
        lead_appraised_on=_day(dossier.lead_appraised_at),
        birth_date=dossier.birth_date,
        guardian_authorised_on=dossier.guardian_authorised_on if dossier.guardian_seen_by_id else None,
        countersigned_on=_day(dossier.countersigned_at),
        authorisations=authorisations_of(dossier.version.scheme),
        kept=frozenset(dossier.kept_parts),
        renews=_renews(dossier),
    )


def _renews(dossier: Dossier) -> Renewed | None:
    """What became of the certificate that a dossier renews: of what replaced it, where it was replaced."""
    if (last := dossier.renews) is None:
        return None
    while last.replaced_by_id:
        last = last.replaced_by
    return Renewed(last.number, last.expires_on, last.status == Credential.Status.ISSUED)


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def authorisations_of(scheme: Scheme) -> tuple[Authorisation, ...]:
    """What authorities allow the structure to grant of this scheme. Costs a query, unless they were prefetched."""
    return tuple(
        Authorisation(f"{one.authority} {one.reference}", one.valid_from, one.valid_until)
        for one in scheme.authorisations.all()
    )


def _period(practice: Practice, candidate: User) -> PracticePeriod:
    confirmed = practice.state == Practice.State.APPRAISED
    days = practice.days if practice.confirmed_days is None else practice.confirmed_days
    return PracticePeriod(
        association=practice.association_name,
        starts_on=practice.starts_on,
        ends_on=practice.ends_on,
        days=days if confirmed else practice.days,
        confirmed=confirmed,
        tutor=practice.tutor_name,
        appraisal=practice.appraisal,
        tutor_is_candidate=bool(practice.tutor_email)
        and mailbox(practice.tutor_email) == mailbox(candidate.email),
    )


def eligibilities_of(dossiers: Iterable[Dossier]) -> dict[int, Eligibility]:
    """The verdict on each of these dossiers of `with_record`, today, by its pk. Costs two queries a structure."""
    by_structure: dict[Structure, list[Dossier]] = defaultdict(list)
    for dossier in dossiers:
        by_structure[dossier.version.scheme.structure].append(dossier)
    found = {}
    for structure, these in by_structure.items():
        facts = evidence_of({one.candidate_id for one in these}, structure)
        for dossier in these:
            record = record_of(dossier, facts.get(dossier.candidate_id, []))
            found[dossier.pk] = weigh(dossier.read(), record)
    return found


def eligibility_of_dossier(dossier: Dossier) -> Eligibility:
    """The verdict on this dossier, today. Costs five queries."""
    dossier = with_record(Dossier.objects.filter(pk=dossier.pk)).get()
    return eligibilities_of([dossier])[dossier.pk]


def eligibility_of(candidate: User, version: SchemeVersion) -> Eligibility:
    """The verdict on this person who has no dossier yet, today, against this version. Costs three queries."""
    facts = evidence_of([candidate], version.scheme.structure)
    record = Record(
        on=timezone.localdate(),
        modules=tuple(facts.get(candidate.pk, [])),
        authorisations=authorisations_of(version.scheme),
    )
    return weigh(version.read(), record)
