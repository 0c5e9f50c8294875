"""One person a role, with a password that the command prints."""

from __future__ import annotations

from accounts.actions.create_person import create_person
from accounts.actions.grant_role import grant_role
from accounts.models import Structure, User
from config.demo.words import words


def person(email: str, name: str, password: str | None) -> User:
    """The account of this address, confirmed, made if it is not there; the password is set when one is given."""
    user = User.objects.filter(email=email).first()
    if user is None:
        user = create_person(email=email, display_name=name, actor=None)
    if password:
        user.set_password(password)
        user.save(update_fields=["password"])
    return user


def build_people(structure: Structure, password: str) -> dict[str, User]:
    """Learner, trainer, validator and manager of the house, by role."""
    people = {}
    for role, (email, name) in words("house")["people"].items():
        people[role] = person(email, name, password)
        grant_role(user=people[role], structure=structure, role=role, actor=None)
    return people
