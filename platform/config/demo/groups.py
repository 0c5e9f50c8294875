"""The demo's group: a promotion half-way, its people at various points, its deadlines, the ways into it."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone

from accounts.actions.grant_role import grant_role
from accounts.models import Structure, User
from config.demo.people import person
from config.demo.words import typeset
from learning.actions.ask_to_enrol import ask_to_enrol
from learning.actions.complete_step import complete_step
from learning.actions.join_group import join_group
from learning.actions.make_invitation import make_invitation
from learning.actions.set_deadline import set_deadline
from learning.actions.write_group import write_group
from learning.actions.write_rule import write_rule
from learning.models import (
    CataloguePage,
    Enrolment,
    EnrolmentRequest,
    EnrolmentRule,
    EnrolmentSource,
    Group,
    Invitation,
    ModulePage,
    PathPage,
    SequencePage,
)

TITLE = "Promotion automne 2026"
# What the group's path asks for, in its order.
MODULES = ("DROIT", "GOUV", "COMPTA")
BY_APPROVAL = "EMPL"
WELCOME = (
    "Bienvenue à toutes et à tous ! Nous avançons ensemble jusqu'en mars, chacun à son rythme, avec un rendez-vous "
    "par module. Une question, un doute : écrivez-moi depuis n'importe quelle séquence."
)
# Name, profile, then how many lessons of each module they have read.
PEOPLE = (
    ("Fatou Diallo", "officer", (9, 4, 1)),
    ("Hervé Le Goff", "volunteer", (9, 2, 0)),
    ("Inès Benali", "employee", (5, 5, 2)),
    ("Jean-Pierre Marchand", "officer", (3, 0, 0)),
    ("Maëlys Rousseau", "civic", (9, 1, 0)),
    ("Nguyễn Thu Hà", "volunteer", (4, 3, 0)),
    ("Odile Castagnier", "officer", (0, 0, 0)),
    ("Rachid Amrani", "project", (2, 0, 0)),
    ("Solène Kerbrat", "employee", (9, 9, 0)),
    ("Thomas Weber", "volunteer", (1, 1, 0)),
    ("Yvonne Petitjean", "officer", (9, 0, 0)),
)


def build_groups(
    structure: Structure, catalogue: CataloguePage, people: dict[str, User], path: PathPage
) -> dict[str, str]:
    """The group that follows the path with its people, once; the addresses of its board and of its link."""
    modules = [ModulePage.objects.child_of(catalogue).get(code=code) for code in MODULES]
    group = Group.objects.of(structure).filter(title=TITLE).first() or _open(structure, path, modules, people)
    link = group.invitations.filter(kind=Invitation.Kind.LINK).first()
    return {
        "group": reverse("learning:group", args=[group.pk]),
        "board": reverse("groupes_modeladmin_inspect", args=[group.pk]),
        "invitation": reverse("learning:invitation", args=[link.token]) if link else "",
    }


def _open(structure: Structure, path: PathPage, modules: list[ModulePage], people: dict[str, User]) -> Group:
    today = timezone.localdate()
    group = write_group(
        group=Group(
            structure=structure,
            title=TITLE,
            welcome=typeset(WELCOME),
            path_page=path,
            referent=people["trainer"],
            starts_on=today - timedelta(days=45),
            ends_on=today + timedelta(days=120),
            capacity=20,
        ),
        modules=[],
        actor=people["manager"],
    )
    for place, module in enumerate(modules):
        due = _evening(today + timedelta(days=(4, 18, 45)[place]))
        set_deadline(group=group, module=module, step=None, due_at=due, actor=people["trainer"])
    step = SequencePage.objects.child_of(modules[0]).live().order_by("path").first()
    set_deadline(
        group=group,
        module=modules[0],
        step=step,
        due_at=_evening(today - timedelta(days=3)),
        actor=people["trainer"],
    )
    join_group(group=group, person=people["learner"], actor=people["manager"], source=EnrolmentSource.STAFF)
    for name, profile, read in PEOPLE:
        _follow(group, modules, _account(name, profile, structure), read)
    _ways_in(structure, group, people)
    return group


def _evening(day) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(20, 0)))


def _account(name: str, profile: str, structure: Structure) -> User:
    one = person(f"{'.'.join(name.lower().split()[-1:])}.promotion@valmont.example", name, None)
    if one.profile != profile:
        one.profile = profile
        one.save(update_fields=["profile"])
    grant_role(user=one, structure=structure, role="learner", actor=None)
    return one


def _follow(group: Group, modules: list[ModulePage], learner: User, read: tuple[int, ...]) -> None:
    """Join, then read so many lessons of each module, over the last weeks."""
    join_group(group=group, person=learner, actor=None, source=EnrolmentSource.INVITATION)
    begun = timezone.now() - timedelta(days=40 - learner.pk % 7)
    for place, (module, count) in enumerate(zip(modules, read, strict=True)):
        enrolment = Enrolment.objects.by(learner).in_module(module).get()
        Enrolment.objects.filter(pk=enrolment.pk).update(enrolled_at=begun)
        for number, step in enumerate(SequencePage.objects.child_of(module).live().order_by("path")[:count]):
            at = begun + timedelta(days=place * 10 + number * 2, hours=learner.pk % 9)
            complete_step(enrolment=enrolment, step=step, actor=learner, at=min(at, timezone.now()))


def _ways_in(structure: Structure, group: Group, people: dict[str, User]) -> None:
    """A link and a key to the group, a rule, and a request that waits for an answer."""
    manager, until = people["manager"], timezone.now() + timedelta(days=60)
    for kind, most in ((Invitation.Kind.LINK, 8), (Invitation.Kind.KEY, None)):
        make_invitation(
            structure=structure, group=group, kind=kind, most_uses=most, expires_at=until, actor=manager
        )
    module = ModulePage.objects.of(structure).filter(code=BY_APPROVAL).first()
    if module is None:
        return
    write_rule(
        rule=EnrolmentRule(
            structure=structure,
            title=typeset("Salariés des associations de Valmont : « %s »") % module.title,
            profile="employee",
            module=module,
            is_active=False,
        ),
        actor=manager,
    )
    module.enrolment_policy = ModulePage.EnrolmentPolicy.APPROVAL
    module.save_revision().publish()
    asking = _account("Bérénice Vasseur", "volunteer", structure)
    if not EnrolmentRequest.objects.by(asking).exists():
        ask_to_enrol(
            learner=asking,
            module=module,
            structure=structure,
            message=typeset(
                "Je reprends la trésorerie de mon club en janvier : ce module m'aiderait beaucoup."
            ),
        )
