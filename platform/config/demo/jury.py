"""A second certificate of the house, decided by a jury of three, with a session under way: one of them has signed."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from accounts.actions.grant_role import grant_role
from accounts.models import Structure, User
from certification.actions.apply_for_certificate import apply_for_certificate
from certification.actions.convene_jury import convene_jury
from certification.actions.give_opinion import give_opinion
from certification.actions.make_file import make_file
from certification.actions.open_session import open_session
from certification.actions.seat_member import seat_member
from certification.actions.send_to_jury import send_to_jury
from certification.actions.sign_opinion import sign_opinion
from certification.models import Credential, JurySession, Scheme, SchemeVersion
from config.demo.people import person
from config.demo.story import Studies
from config.demo.words import words
from learning.models import CataloguePage, ModulePage


def build_jury(
    structure: Structure, catalogue: CataloguePage, people: dict[str, User], password: str
) -> dict[str, str]:
    """The addresses of the session, to its members and to staff. Idempotent: a session that is there stays as it is."""
    facts = words("jury")
    jurors = [person(email, name, password) for email, name, _quality, _association in facts["members"]]
    version = build_scheme(structure, catalogue)
    session = JurySession.objects.filter(scheme=version.scheme, title=facts["session"]["title"]).first()
    if session is None:
        session = _convene(structure, catalogue, version, people["validator"], jurors)
    return {
        "jury": reverse("certification:jury-session", args=[session.pk]),
        "jury_desk": reverse("jurys_modeladmin_inspect", args=[session.pk]),
    }


def build_scheme(structure: Structure, catalogue: CataloguePage) -> SchemeVersion:
    """The version in force of the certificate that a jury decides."""
    facts = words("jury")["scheme"]
    scheme, _made = Scheme.objects.get_or_create(
        structure=structure, code=facts["code"], defaults={"title": facts["title"]}
    )
    titles = dict(ModulePage.objects.child_of(catalogue).values_list("code", "title"))
    modules = [{"code": code, "title": titles[code]} for code in facts["modules"]]
    group = {"code": "modules", "label": facts["group"], "choose": facts["choose"], "modules": modules}
    decision = {"by": "jury", "quorum": facts["quorum"], "criteria": facts["criteria"]}
    printed = ("effective_from", "certificate_title", "certificate_text", "proves", "does_not_prove")
    version, _made = SchemeVersion.objects.get_or_create(
        scheme=scheme,
        label=facts["label"],
        defaults={
            "requirements": {"groups": [group], "decision": decision},
            **{name: facts[name] for name in printed},
        },
    )
    return version


def _convene(
    structure: Structure,
    catalogue: CataloguePage,
    version: SchemeVersion,
    validator: User,
    jurors: list[User],
) -> JurySession:
    facts = words("jury")
    candidate = person(*facts["candidate"], None)
    grant_role(user=candidate, structure=structure, role="learner", actor=None)
    studies = Studies(candidate, structure, catalogue)
    for code in facts["finished"]:
        studies.finish(code)
    for credential in Credential.objects.pending().filter(holder=candidate):
        make_file(credential=credential)
    dossier = apply_for_certificate(version=version, actor=candidate)

    session = convene_jury(
        structure=structure,
        scheme=version.scheme,
        title=facts["session"]["title"],
        held_on=timezone.localdate() + timedelta(days=facts["session"]["days_ahead"]),
        place=facts["session"]["place"],
        quorum=facts["scheme"]["quorum"],
        actor=validator,
    )
    for juror, (_email, _name, quality, association) in zip(jurors, facts["members"], strict=True):
        seat_member(
            session=session, person=juror, actor=validator, quality=quality, association_name=association
        )
    case = send_to_jury(session=session, dossier=dossier, actor=validator)
    open_session(session=session, actor=validator)
    give_opinion(
        case=case,
        actor=jurors[1],
        view="favourable",
        criteria={one["code"]: {"view": "favourable"} for one in facts["scheme"]["criteria"]},
        text=facts["opinion"],
    )
    sign_opinion(case=case, actor=jurors[1])
    return session
