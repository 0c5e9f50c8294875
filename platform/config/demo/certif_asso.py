"""Certif'Asso in the demo: its rules in force, the modules that the six leave to be followed, each with a workshop at
the house, and three candidates: one whose dossier waits for a decision, one who was granted it, one partway.

The authorisation to issue it is made up, and says so.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

import certification
from accounts.actions.grant_role import grant_role
from accounts.models import Structure, User
from certification.actions.appraise_practice import Word, appraise_practice
from certification.actions.appraise_theory import appraise_theory
from certification.actions.countersign import countersign
from certification.actions.decide_dossier import decide_dossier
from certification.actions.declare_practice import Period, declare_practice
from certification.actions.give_details import give_details
from certification.actions.make_file import make_file
from certification.actions.name_leads import name_leads
from certification.actions.open_dossier import open_dossier
from certification.actions.record_authorisation import record_authorisation
from certification.actions.send_tutor_link import send_tutor_link
from certification.actions.submit_dossier import submit_dossier
from certification.models import Credential, Dossier, Scheme, SchemeVersion, TutorLink
from certification.rules.authorisations import last_day
from config.demo.house import child
from config.demo.modules import lesson_block
from config.demo.people import person
from config.demo.story import Studies
from config.demo.words import words
from learning.actions.confirm_declaration import confirm_declaration
from learning.actions.declare_activity import declare_activity
from learning.models import (
    CataloguePage,
    CurriculumSlot,
    Declaration,
    ExternalActivityPage,
    ModulePage,
    SequencePage,
    Theme,
)
from learning.models.enrolment import EvidenceType

RULES = Path(certification.__file__).parent / "data" / "certif_asso_2025.json"
#: With the six: the five of the core, and two additional ones with their workshops.
READ = ("DROIT", "GOUV", "COMPTA", "COM", "NUM")
ATTENDED = ("MOBIL", "PROJET", "COM-AT", "NUM-AT")


def build_modules(catalogue: CataloguePage, structure: Structure) -> None:
    """Idempotent: a module that is there already stays as it is."""
    for content in words("certif_asso")["modules"]:
        module, made = child(
            catalogue,
            ModulePage,
            content["slug"],
            theme=Theme.objects.get(slug=content["theme"]),
            slot=CurriculumSlot.objects.get(code=content["slot"]),
            objectives=[{"type": "objective", "value": one} for one in content["objectives"]],
            structure=structure,
            **{name: content[name] for name in ("code", "title", "subtitle", "summary", "audience")},
        )
        if made:
            _build_steps(module, content)


def _build_steps(module: ModulePage, content: dict[str, Any]) -> None:
    for lesson in content["lessons"]:
        body = [lesson_block(one) for one in lesson["body"]]
        child(
            module,
            SequencePage,
            lesson["slug"],
            **{name: lesson[name] for name in ("title", "lead", "minutes")},
            body=body,
        )
    workshop = content["workshop"]
    child(
        module,
        ExternalActivityPage,
        workshop["slug"],
        activity_modality=ModulePage.Modality.ONSITE,
        evidence=EvidenceType.EMARGEMENT,
        **{name: workshop[name] for name in ("title", "lead", "minutes", "body")},
    )


def build_certif_asso(
    structure: Structure, catalogue: CataloguePage, people: dict[str, User], password: str
) -> dict[str, str]:
    """The scheme in force, its candidates, and the addresses to look at. Idempotent: who has a dossier keeps it as it
    is. Whoever is partway gets the password: they are the demo's candidate, `people["candidate"]`."""
    place = Place(structure, catalogue, people, build_scheme(structure, people["manager"]))
    certified = place.dossier_of("certified", decided=True)
    waiting = place.dossier_of("review")
    partway = place.dossier_of("partway")
    people["candidate"] = person(*words("certif_asso")["partway"]["person"], password)

    # Made here, so that the printed addresses answer before any worker runs.
    holders = [one.candidate for one in (certified, waiting, partway)]
    for credential in Credential.objects.pending().filter(holder__in=holders).order_by("pk"):
        make_file(credential=credential)
    certificate = Credential.objects.get(kind="certificate", subject=f"dossier:{certified.pk}")
    code = place.version.scheme.code
    return {
        "certif_asso": reverse("certification:candidature", args=[code]),
        "livret": reverse("certification:livret", args=[code]),
        "certif_asso_dossier": reverse("dossiers_modeladmin_inspect", args=[waiting.pk]),
        "certif_asso_certificate": certificate.get_absolute_url(),
    }


def build_scheme(structure: Structure, manager: User) -> SchemeVersion:
    """The version in force, as the decree has it; who leads; and an authorisation that says it is made up."""
    facts = json.loads(RULES.read_text(encoding="utf-8"))
    scheme, _made = Scheme.objects.get_or_create(
        structure=structure, code=facts["code"], defaults={"title": facts["title"]}
    )
    version, _made = SchemeVersion.objects.get_or_create(
        scheme=scheme,
        label=facts["label"],
        defaults={
            "effective_from": facts["effective_from"],
            "certificate_title": facts["certificate_title"],
            "certificate_text": facts["certificate_text"],
            "proves": "\n".join(facts["proves"]),
            "does_not_prove": "\n".join(facts["does_not_prove"]),
            "requirements": facts["requirements"],
        },
    )
    if not scheme.leads.exists():
        name_leads(scheme=scheme, actor=manager, leads=[manager])
    today = timezone.localdate()
    if not scheme.authorisations.filter(valid_from__lte=today, valid_until__gte=today).exists():
        begins = date(today.year - 1, 1, 1)
        record_authorisation(
            scheme=scheme,
            actor=manager,
            valid_from=begins,
            valid_until=last_day(begins, version.read().issuer.years),
            **words("certif_asso")["authorisation"],
        )
    return version


def attend(studies: Studies, code: str, trainer: User | None) -> None:
    """Read a module, then declare its workshop, which the trainer confirms; without a trainer, it waits for one."""
    enrolment = studies.read(code)
    workshop = ExternalActivityPage.objects.child_of(studies.module(code)).get()
    declaration = declare_activity(
        enrolment=enrolment,
        page=workshop,
        done_on=timezone.localdate() - timedelta(days=10),
        minutes=workshop.minutes,
        place=words("certif_asso")["place"],
        actor=studies.learner,
    )
    if trainer is not None and declaration.state == Declaration.State.DECLARED:
        confirm_declaration(declaration=declaration, actor=trainer)


@dataclass(frozen=True)
class Place:
    """Where the candidates are: the house, who works there, the rules that they enter under."""

    structure: Structure
    catalogue: CataloguePage
    people: dict[str, User]
    version: SchemeVersion

    @transaction.atomic
    def dossier_of(self, name: str, *, decided: bool = False) -> Dossier:
        """The dossier of this candidate of the data, with all that they and others did for it."""
        said = words("certif_asso")[name]
        candidate = person(*said["person"], None)
        if found := Dossier.objects.by(candidate).filter(version=self.version).order_by("-pk").first():
            return found
        grant_role(user=candidate, structure=self.structure, role="learner", actor=None)
        studies = Studies(candidate, self.structure, self.catalogue)
        whole = "appraisal" in said
        for code in READ if whole else READ[:3]:
            studies.finish(code)
        for code in ATTENDED if whole else ATTENDED[:1]:
            attend(studies, code, self.people["trainer"] if whole else None)
        dossier = open_dossier(version=self.version, actor=candidate)
        born = date.fromisoformat(said["birth_date"])
        dossier = give_details(dossier=dossier, actor=candidate, given={"birth_date": born})
        self._practise(dossier, candidate, said)
        if whole:
            countersign(dossier=dossier, actor=candidate)
            appraise_theory(dossier=dossier, actor=self.people["manager"], text=said["lead_appraisal"])
            dossier = submit_dossier(dossier=dossier, actor=candidate)
        if decided:
            dossier = decide_dossier(dossier=dossier, actor=self.people["validator"], verdict="validate")
        return dossier

    def _practise(self, dossier: Dossier, candidate: User, said: dict[str, Any]) -> None:
        """A period of practice whose tutor is asked; and answers, where the data has their words."""
        today = timezone.localdate()
        period = Period(
            starts_on=today - timedelta(days=150), ends_on=today - timedelta(days=20), **said["practice"]
        )
        practice = declare_practice(dossier=dossier, actor=candidate, period=period)
        link = send_tutor_link(practice=practice, actor=candidate)
        if "appraisal" not in said:
            return
        # The secret is in the tutor's letter alone: the demo opens the link by one of its own, once.
        secret = f"demo-{practice.pk}"
        TutorLink.objects.filter(pk=link.pk).update(secret_hash=TutorLink.hash_of(secret))
        word = Word(confirms=True, days=period.days, appraisal=said["appraisal"], signed_as=period.tutor_name)
        appraise_practice(secret=secret, word=word, actor=None)
