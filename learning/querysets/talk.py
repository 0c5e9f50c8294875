"""Named questions about threads and notifications."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django_q.tasks import async_task

from accounts.models import Structure
from accounts.rules.roles import STAFF_ROLES
from learning.notifications import BY_SLUG

if TYPE_CHECKING:
    from accounts.models import User


class ThreadQuerySet(models.QuerySet):
    def of(self, structure) -> ThreadQuerySet:
        """Threads of this structure."""
        return self.filter(structure=structure)

    def of_any(self, structures) -> ThreadQuerySet:
        """Threads of these structures."""
        return self.filter(structure__in=structures)

    def seen_by(self, person: User) -> ThreadQuerySet:
        """Threads that this person opened, and those shared with a group they are in today."""
        stays = apps.get_model("learning", "GroupMembership").objects.present().by(person)
        return self.filter(Q(author=person) | Q(group__in=stays.values("group")))

    def answered_by_team(self, person: User) -> ThreadQuerySet:
        """Threads of the structures that this person works for; all of them for the installation's administrator."""
        if person.is_superuser:
            return self
        return self.of_any(Structure.objects.staffed_by(person, roles=STAFF_ROLES))

    def open_first(self) -> ThreadQuerySet:
        """Those that wait for an answer, then those answered, then those closed; the last message first."""
        ranks = [models.When(state=state, then=rank) for rank, state in enumerate(("open", "answered"))]
        ranked = self.annotate(rank=models.Case(*ranks, default=2, output_field=models.IntegerField()))
        return ranked.order_by("rank", "-last_message_at", "-pk")

    def about(self, step) -> ThreadQuerySet:
        """Threads on this step, whatever became of its page."""
        return self.filter(step_key=step.translation_key)

    def not_closed(self) -> ThreadQuerySet:
        return self.exclude(state="closed")


class NotificationQuerySet(models.QuerySet):
    def tell(
        self,
        *,
        person,
        kind: str,
        about: str,
        words=None,
        address: str = "",
        structure=None,
        mailed_at: datetime | None = None,
    ) -> bool:
        """Tell this person something, once for each ``about``; whether it was new.

        ``kind`` is a slug of `learning.notifications`, ``words`` what its sentence needs (JSON), ``address`` where it
        leads, from the site's root. Part of the caller's transaction: told if and only if it happened. ``mailed_at``:
        the caller writes the e-mail itself, in the same transaction. Costs three queries.
        """
        made = self.model(
            person=person,
            kind=kind,
            about=about,
            words=words or {},
            address=address,
            structure=structure,
            made_at=timezone.now(),
            mailed_at=mailed_at,
        )
        self.tell_all([made])
        # The database says whose row stands, without an error to recover from: ours is the one with our moment.
        return self.filter(person=person, kind=kind, about=about, made_at=made.made_at).exists()

    def tell_all(self, notifications: Collection) -> None:
        """The same for several at once, unsaved rows of different people. Costs two queries."""
        chosen = self.ways([one.person_id for one in notifications], {one.kind for one in notifications})
        for one in notifications:
            one.by_mail = chosen.get((one.person_id, one.kind), BY_SLUG[one.kind].by_mail)
        self.bulk_create(notifications, ignore_conflicts=True)
        if any(one.by_mail == "now" and one.mailed_at is None for one in notifications):
            transaction.on_commit(lambda: async_task("learning.tasks.mail_now"), robust=True)

    def ways(self, people: Collection[int], kinds: Collection[str]) -> dict[tuple[int, str], str]:
        """How these people chose to hear of these kinds by e-mail, where they chose. Costs one query."""
        choices = apps.get_model("learning", "NotificationChoice").objects
        rows = choices.filter(person__in=people, kind__in=kinds)
        return {(person, kind): way for person, kind, way in rows.values_list("person_id", "kind", "by_mail")}

    def way_to(self, person, kind: str) -> str:
        """How this person hears of this kind by e-mail: "now", "digest" or "none". Costs one query."""
        return self.ways([person.pk], [kind]).get((person.pk, kind), BY_SLUG[kind].by_mail)

    def to(self, person) -> NotificationQuerySet:
        """What this person was told."""
        return self.filter(person=person)

    def unread(self) -> NotificationQuerySet:
        return self.filter(read_at=None)

    def to_mail(self, way: str) -> NotificationQuerySet:
        """Those whose e-mail is still to write, to people who may read it; what was read here needs none."""
        return self.filter(by_mail=way, mailed_at=None, read_at=None, person__is_active=True)

    def older_than(self, moment: datetime) -> NotificationQuerySet:
        return self.filter(made_at__lt=moment)
