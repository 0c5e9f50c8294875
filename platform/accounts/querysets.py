"""Named questions about people, structures and the log."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import BaseUserManager
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.rules.log_chain import GENESIS, chained_hash
from accounts.rules.roles import MANAGER, STAFF_ROLES

if TYPE_CHECKING:
    from wagtail.models import Page

    from accounts.models import LogEntry, Membership, Structure, User


class UserQuerySet(models.QuerySet):
    def of(self, structure: Structure) -> UserQuerySet:
        """People who have a current role in this structure."""
        return self.filter(
            pk__in=self.model.memberships.rel.related_model.objects.of(structure).current().values("user_id")
        )

    def learners(self, structures: models.QuerySet[Structure]) -> UserQuerySet:
        """People who learn through one of these structures."""
        memberships = self.model.memberships.rel.related_model.objects.current().with_role("learner")
        return self.filter(pk__in=memberships.filter(structure__in=structures).values("user_id"))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    """Creates people; the e-mail is kept in lower case, so that one address is one person."""

    use_in_migrations = False

    def create_user(
        self, email: str, password: str | None = None, *, display_name: str = "", **fields: Any
    ) -> User:
        if not email:
            raise ValueError("A person needs an e-mail address.")
        user = self.model(
            email=email.strip().lower(), display_name=display_name or email.partition("@")[0], **fields
        )
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str) -> User:
        return self.get(email=email.strip().lower())


class StructureQuerySet(models.QuerySet):
    def staffed_by(
        self, user: User, *, roles: tuple[str, ...] = ("validator", "manager")
    ) -> StructureQuerySet:
        """Structures in which this person now holds one of the roles."""
        memberships = self.model.memberships.rel.related_model.objects
        return self.filter(
            pk__in=memberships.held_by(user).current().with_role(*roles).values("structure_id")
        )

    def managed_by(self, user: User) -> StructureQuerySet:
        """Structures whose people this person may appoint; all of them for the installation's administrator."""
        return self if user.is_superuser else self.staffed_by(user, roles=(MANAGER,))

    def whose_site_holds(self, page: Page) -> StructureQuerySet:
        """Structures on whose site this page stands, the nearest first."""
        above = [page.path[:end] for end in range(page.steplen, len(page.path) + 1, page.steplen)]
        return self.filter(site__root_page__path__in=above).order_by("-site__root_page__depth")


class MembershipQuerySet(models.QuerySet):
    def ensure(self, *, user: User, structure: Structure, role: str) -> Membership:
        """The present role of this person in this structure, made if there is none. Two requests at once make one."""
        held = self.held_by(user).of(structure).with_role(role).current().first()
        return held or self.get_or_create(user=user, structure=structure, role=role, until=None)[0]

    def of(self, structure: Structure) -> MembershipQuerySet:
        return self.filter(structure=structure)

    def held_by(self, user: User) -> MembershipQuerySet:
        return self.filter(user=user)

    def managed_by(self, user: User) -> MembershipQuerySet:
        """Roles in the structures that this person manages; all of them for the installation's administrator."""
        structures = self.model.structure.field.related_model.objects
        return self.filter(structure__in=structures.managed_by(user))

    def current(self) -> MembershipQuerySet:
        """Memberships in force today."""
        today = timezone.localdate()
        return self.filter(Q(until=None) | Q(until__gte=today), since__lte=today)

    def staff(self) -> MembershipQuerySet:
        """Roles that open the administration."""
        return self.filter(role__in=STAFF_ROLES)

    def with_role(self, *roles: str) -> MembershipQuerySet:
        return self.filter(role__in=roles)


class LogEntryQuerySet(models.QuerySet):
    def of(self, structure: Structure | None) -> LogEntryQuerySet:
        return self.filter(structure=structure)

    def readable_by(self, user: User) -> LogEntryQuerySet:
        """Lines of the structures that this person manages; every line for the installation's administrator."""
        if user.is_superuser:
            return self
        structures = self.model.structure.field.related_model.objects
        return self.filter(structure__in=structures.managed_by(user))

    def chain(self, key: str) -> LogEntryQuerySet:
        """The lines of one chain, oldest first; `key` is that of its head."""
        _network, _colon, structure_id = key.partition(":")
        return self.filter(structure=structure_id or None).order_by("pk")

    def about(self, subject: models.Model) -> LogEntryQuerySet:
        """Lines about one object, oldest first."""
        return self.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk)).order_by("pk")

    def append(
        self,
        *,
        actor: User | None,
        verb: str,
        subject: models.Model,
        structure: Structure | None,
        payload: dict[str, Any] | None = None,
    ) -> LogEntry:
        """Add one line to the chain of this structure (or of the network). Call it inside the action's transaction.

        Two writers at once wait for each other on the chain's head, so the chain never forks. Costs three queries.
        """
        return self.append_many(structure=structure, lines=[(actor, verb, subject, payload or {})])[0]

    def append_many(
        self,
        *,
        structure: Structure | None,
        lines: list[tuple[User | None, str, models.Model, dict[str, Any]]],
    ) -> list[LogEntry]:
        """Add several lines to one chain, in order, in four queries whatever their number."""
        head_model = self.model.chain_head_model()
        with transaction.atomic(savepoint=False):  # two queries fewer; a line that fails undoes its action
            key = f"structure:{structure.pk}" if structure else "network"
            head, _created = head_model.objects.select_for_update(no_key=True).get_or_create(
                key=key, defaults={"last_hash": GENESIS}
            )
            now, last, entries = timezone.now(), head.last_hash, []
            for actor, verb, subject, payload in lines:
                entry = self.model(
                    actor=actor,
                    verb=verb,
                    subject_type=subject._meta.label_lower,
                    subject_id=str(subject.pk),
                    structure=structure,
                    # As it will be read back, so that the hash can be checked again.
                    payload=json.loads(json.dumps(payload, default=str)),
                    at=now,
                    previous_hash=last,
                )
                entry.hash = last = chained_hash(previous=last, facts=entry.facts())
                entries.append(entry)
            self.bulk_create(entries, batch_size=500)
            head_model.objects.filter(pk=head.pk).update(last_hash=last)
        return entries


class ArchiveQuerySet(models.QuerySet):
    def of(self, person: User) -> ArchiveQuerySet:
        return self.filter(person=person)

    def under_way(self) -> ArchiveQuerySet:
        return self.filter(state="asked")

    def readable(self) -> ArchiveQuerySet:
        """Those that may be downloaded today."""
        return self.filter(state="ready", expires_at__gt=timezone.now())
