"""Three modules, a certificate that asks for them, and documents to look at."""

from datetime import date
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.actions.grant_role import grant_role
from accounts.actions.sync_groups import sync_groups
from certification.actions.advance_dossier import advance_dossier
from certification.actions.apply_for_certificate import apply_for_certificate
from certification.actions.close_session import close_session
from certification.actions.convene_jury import convene_jury
from certification.actions.decide_case import decide_case
from certification.actions.decide_dossier import decide_dossier
from certification.actions.give_opinion import give_opinion
from certification.actions.grant_realisation import grant_realisation
from certification.actions.make_file import make_file
from certification.actions.open_deliberation import open_deliberation
from certification.actions.open_dossier import open_dossier
from certification.actions.open_session import open_session
from certification.actions.seat_member import seat_member
from certification.actions.send_to_jury import send_to_jury
from certification.actions.sign_opinion import sign_opinion
from certification.models import (
    Credential,
    Dossier,
    JuryCase,
    JurySession,
    Minutes,
    Practice,
    Scheme,
    SchemeVersion,
)
from learning.actions.complete_step import complete_step
from learning.actions.enrol import enrol
from learning.actions.join_path import join_path
from learning.models import Enrolment, PathModule, PathPage, StepPage
from tests.conftest import build_module
from tests.layers import made_once


@pytest.fixture(autouse=True)
def documents(settings, tmp_path) -> Path:
    """The folder of issued files, empty at first."""
    folder = tmp_path / "documents"
    settings.STORAGES = settings.STORAGES | {
        "documents": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(folder), "base_url": None},
        }
    }
    return folder


@pytest.fixture
def files(documents):
    """A function that lists the issued files."""
    return lambda: sorted(path for path in documents.rglob("*") if path.is_file())


@pytest.fixture
def no_queue(monkeypatch):
    """Nothing is queued: a file is made when the test says so. Ask for it before what grants."""
    for verb in (
        "grant_attestations",
        "grant_certificate",
        "make_file",
        "close_session",
        "grant_realisation",
    ):
        monkeypatch.setattr(f"certification.actions.{verb}.async_task", lambda *args: None)


@pytest.fixture
def finish(db):
    """A function that takes a person through a module to its end: `finish(ada, module)`."""

    def finish(person, module, structure=None) -> Enrolment:
        structure = structure or module.structure
        enrolment = Enrolment.objects.by(person).in_module(module).active().first() or enrol(
            learner=person, module=module, structure=structure, actor=person
        )
        for step in StepPage.objects.in_module(module).specific():
            complete_step(enrolment=enrolment, step=step, actor=person)
        enrolment.refresh_from_db()
        return enrolment

    return finish


@pytest.fixture
def appoint(house):
    """A function that gives somebody a role here, with the rights that go with it: `appoint(ada, "validator")`."""

    def appoint(person, role):
        sync_groups(structure=house)
        grant_role(user=person, structure=house, role=role, actor=None)

    return appoint


@pytest.fixture
@made_once
def modules(house, module):
    """DROIT, COMPTA and GOUV."""
    return [
        module,
        build_module(
            house, "COMPTA", "Comptabilité associative : tenir les comptes", sequences=1, quiz=False
        ),
        build_module(house, "GOUV", "Gouvernance : décider ensemble", sequences=1, quiz=False),
    ]


def make_version(structure, **changes) -> SchemeVersion:
    scheme, _new = Scheme.objects.get_or_create(
        structure=structure, code="bases", defaults={"title": "Bases de la gestion associative"}
    )
    fields = {
        "label": "2026",
        "effective_from": date(2026, 1, 1),
        "requirements": {
            "groups": [
                {
                    "code": "bases",
                    "label": "Bases",
                    "choose": "all",
                    "modules": [
                        {"code": "DROIT", "title": "Droit associatif et statuts"},
                        {"code": "COMPTA", "title": "Comptabilité associative"},
                        {"code": "GOUV", "title": "Gouvernance"},
                    ],
                }
            ]
        },
        "certificate_title": "Bases de la gestion associative",
        "certificate_text": "qui a suivi trois modules en entier et dont le dossier a été relu.",
        "proves": "La personne a terminé trois modules.",
        "does_not_prove": "Ce certificat n’évalue pas une pratique.",
    } | changes
    return SchemeVersion.objects.create(scheme=scheme, **fields)


@pytest.fixture
def version(house, modules) -> SchemeVersion:
    """The certificate “Bases de la gestion associative”: all three modules."""
    return make_version(house)


PRACTICAL = {
    "groups": [
        {
            "code": "bases",
            "label": "Bases",
            "choose": 1,
            "modules": [{"code": "DROIT", "title": "Droit associatif et statuts"}],
        }
    ],
    "practice": {"days": 15, "exemption": {"decided_by": "pedagogical_lead"}},
    "appraisals": ["tutor"],
    "countersignature": True,
    "guardian_below_age": 18,
}


@pytest.fixture
def practical(house, module) -> SchemeVersion:
    """A certificate that asks for one module, 15 days of practice, an age and a countersignature."""
    scheme = Scheme.objects.create(structure=house, code="gestion", title="Gestion associative")
    return SchemeVersion.objects.create(
        scheme=scheme,
        label="2026",
        effective_from=date(2026, 1, 1),
        requirements=PRACTICAL,
        certificate_title="Gestion associative",
        certificate_text="a suivi la formation.",
        proves="La personne a suivi la formation.",
        does_not_prove="Aucun niveau n’est mesuré.",
    )


@pytest.fixture
def make_newer(practical):
    """A function that makes another version of it, in force since February: `make_newer(label="2026 ter")`."""

    def make_newer(**changes):
        fields = {
            "scheme": practical.scheme,
            "label": "2026 bis",
            "effective_from": date(2026, 2, 1),
            "requirements": PRACTICAL,
            "certificate_title": practical.certificate_title,
            "certificate_text": practical.certificate_text,
            "proves": practical.proves,
            "does_not_prove": practical.does_not_prove,
        }
        return SchemeVersion.objects.create(**fields | changes)

    return make_newer


@pytest.fixture
def newer(make_newer):
    """One that asks for another module, more days, another appraisal and no age, and lasts three years."""
    return make_newer(
        requirements={
            "groups": [
                {
                    "code": "bases",
                    "label": "Bases",
                    "choose": 1,
                    "modules": [
                        {"code": "DROIT", "title": "Droit associatif et statuts"},
                        {"code": "COMPTA", "title": "Comptabilité associative"},
                    ],
                }
            ],
            "practice": {"days": 20},
            "appraisals": ["pedagogical_lead"],
            "countersignature": True,
            "validity": {"months": 36, "renewal_months": 6},
        }
    )


@pytest.fixture
def opened(ada, practical):
    """Ada's dossier for it, just opened."""
    return open_dossier(version=practical, actor=ada)


@pytest.fixture
def give():
    """A function that gives a dossier what it lacks, at once: `give(dossier, "birth_date", "practice")`."""

    def give(dossier, *things):
        if "birth_date" in things:
            Dossier.objects.filter(pk=dossier.pk).update(birth_date=date(1990, 5, 1))
        if "practice" in things:
            Practice.objects.create(
                dossier=dossier,
                association_name="Les Amis du canal",
                missions="Tenir la caisse.",
                starts_on=date(2026, 1, 5),
                ends_on=date(2026, 3, 27),
                days=15,
                confirmed_days=15,
                tutor_name="Paul Tuteur",
                tutor_role="Trésorier",
                tutor_email="paul@exemple.fr",
                state=Practice.State.APPRAISED,
                appraised_at=timezone.now(),
                appraisal="A tenu la caisse avec soin.",
                signed_as="Paul Tuteur",
            )
        if "countersignature" in things:
            Dossier.objects.filter(pk=dossier.pk).update(countersigned_at=timezone.now())
        return advance_dossier(dossier=dossier)

    return give


@pytest.fixture
def a_file():
    """A function that gives a small PDF of this name: `a_file("cv.pdf", b"these words")`."""

    def a_file(name, words=b""):
        return ContentFile(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + words, name)

    return a_file


@pytest.fixture
def complete(ada, module, finish, opened, give):
    """Ada's dossier for it, which has everything."""
    finish(ada, module)
    return give(opened, "birth_date", "practice", "countersignature")


@pytest.fixture
def ready(ada, modules, finish):
    """Ada, who finished the three modules."""
    for module in modules:
        finish(ada, module)
    return ada


@pytest.fixture
def dossier(ready, version):
    """Ada's dossier, which waits."""
    return apply_for_certificate(version=version, actor=ready)


@pytest.fixture
def enrolment(ada, module, finish) -> Enrolment:
    """Ada's, finished."""
    return finish(ada, module)


@pytest.fixture
def pending(enrolment) -> Credential:
    """Ada's attestation, whose file is not made yet."""
    return Credential.objects.select_related("structure", "holder").get(subject=f"enrolment:{enrolment.pk}")


def made(credential: Credential) -> Credential:
    """The same document, its file made."""
    assert make_file(credential=credential)
    return Credential.objects.select_related("structure", "holder").get(pk=credential.pk)


@pytest.fixture
def attestation(pending) -> Credential:
    """Ada's attestation, issued."""
    return made(pending)


@pytest.fixture
def path_attestation(module, catalogue, ready, ada, house) -> Credential:
    """Ada's attestation of a path made of the module that she had finished, issued."""
    path = catalogue.add_child(
        instance=PathPage(
            title="Tenir une petite association",
            lead="L’essentiel pour un bureau.",
            structure=house,
            path_modules=[PathModule(module=module)],
        )
    )
    path.save_revision().publish()
    joined = join_path(learner=ada, path=path, structure=house, actor=ada)
    return made(Credential.objects.get(subject=f"path:{joined.pk}"))


@pytest.fixture
def realisation(enrolment, house, val) -> Credential:
    """Ada's certificat de réalisation, issued by a house that is entitled."""
    type(house).objects.filter(pk=house.pk).update(activity_number="28760123476", gives_realisation=True)
    return made(grant_realisation(enrolment=enrolment, actor=val, nature="formation"))


@pytest.fixture
def certificate(dossier, val) -> Credential:
    """Ada's certificate, validated by Val and issued."""
    decide_dossier(dossier=dossier, actor=val, verdict="validate")
    credential = Credential.objects.select_related("structure", "holder").get(subject=f"dossier:{dossier.pk}")
    return made(credential)


@pytest.fixture
def this_year() -> int:
    return timezone.localdate().year


# --- A jury ------------------------------------------------------------------------------------------

CRITERIA = [
    {"code": "rigour", "label": "Rigueur des comptes"},
    {"code": "clarity", "label": "Clarté"},
]


@pytest.fixture
def judged(house, module) -> SchemeVersion:
    """A certificate of one module that a jury of three decides."""
    scheme = Scheme.objects.create(structure=house, code="jury", title="Tenir la caisse")
    return SchemeVersion.objects.create(
        scheme=scheme,
        label="2026",
        effective_from=date(2026, 1, 1),
        requirements={
            "groups": [
                {
                    "code": "bases",
                    "label": "Bases",
                    "choose": 1,
                    "modules": [{"code": "DROIT", "title": "Droit associatif et statuts"}],
                }
            ],
            "decision": {"by": "jury", "quorum": 3, "criteria": CRITERIA},
        },
        certificate_title="Tenir la caisse",
        certificate_text="a été entendue par un jury.",
        proves="Un jury a lu le dossier.",
        does_not_prove="Aucun niveau n’est mesuré.",
    )


@pytest.fixture
def before_jury(ada, module, judged, finish) -> Dossier:
    """Ada's dossier for it, sent."""
    finish(ada, module)
    return apply_for_certificate(version=judged, actor=ada)


@pytest.fixture
def jurors(make_person):
    """Four people who may sit."""
    return [make_person(name) for name in ("irene", "jules", "karim", "lucie")]


@pytest.fixture
def session(house, judged, val, jurors) -> JurySession:
    """A session of Irène (who presides), Jules and Karim, planned."""
    session = convene_jury(
        structure=house,
        scheme=judged.scheme,
        title="Jury d’automne",
        held_on=date(2026, 12, 3),
        place="Salle 2",
        quorum=3,
        actor=val,
    )
    for person in jurors[:3]:
        seat_member(session=session, person=person, actor=val, quality="trésorière", association_name="Rive")
    return session


@pytest.fixture
def case(session, before_jury, val) -> JuryCase:
    """Ada's dossier before it."""
    return send_to_jury(session=session, dossier=before_jury, actor=val)


@pytest.fixture
def open_case(case, val) -> JuryCase:
    """The same, the session open."""
    open_session(session=case.session, actor=val)
    return JuryCase.objects.select_related("session", "dossier").get(pk=case.pk)


@pytest.fixture
def speak():
    """A function by which a member gives and signs an opinion: `speak(case, irene, "reserved")`."""

    def speak(case, person, view="favourable", text="Solide.", sign=True):
        criteria = {one["code"]: {"view": view, "note": ""} for one in CRITERIA}
        opinion = give_opinion(case=case, actor=person, view=view, criteria=criteria, text=text)
        return sign_opinion(case=case, actor=person) if sign else opinion

    return speak


@pytest.fixture
def deliberating(open_case, jurors, speak) -> JuryCase:
    """The same, the three favourable opinions signed and the deliberation open."""
    for person in jurors[:3]:
        speak(open_case, person)
    open_deliberation(session=open_case.session, actor=jurors[0])
    return open_case


@pytest.fixture
def minutes(deliberating, jurors) -> Minutes:
    """The minutes of that session, which validated, their file still to be made."""
    decide_case(case=deliberating, actor=jurors[0], decision="validated")
    return close_session(session=deliberating.session, actor=jurors[0])
