"""Why a message is not kept, in words; and who answers questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from accounts.models import Membership
from accounts.rules.roles import PUBLISHING_ROLES, TRAINER
from learning.models.groups import Group
from learning.rules.talk import LONGEST, Refusal

if TYPE_CHECKING:
    from accounts.models import User
    from learning.models import Enrolment, Thread


class NotSaid(Exception):
    """A message was not kept; `reason` says why, and the words are for the person."""

    def __init__(self, reason: Refusal) -> None:
        self.reason = reason
        super().__init__(
            {
                Refusal.EMPTY: _("Write a few words first."),
                Refusal.TOO_LONG: _("This message is too long: %(n)s characters at most.") % {"n": LONGEST},
                Refusal.CLOSED: _("This exchange is closed. Open it again to add something."),
                Refusal.OWN: _("Nobody answers their own question for the team: somebody else will."),
                Refusal.TOO_MANY: _(
                    "You have written a lot in the last hour. Keep your words and send them a little later."
                ),
            }[reason]
        )


def group_to_share_with(enrolment: Enrolment) -> Group | None:
    """The person's own group, of the house they study in; the one that follows this module first. Costs one query."""
    mine = Group.objects.open().of(enrolment.structure).joined_by(enrolment.learner)
    follows = mine.filter(modules=enrolment.module) | mine.filter(
        path_page__path_modules__module=enrolment.module
    )
    return follows.order_by("-starts_on").first() or mine.order_by("-starts_on").first()


def team_to_tell(thread: Thread) -> list[User]:
    """The trainers of the thread's house, else those who decide there; never its author. Costs one query."""
    team = Membership.objects.of(thread.structure).current().with_role(TRAINER, *PUBLISHING_ROLES)
    held = [
        one for one in team.select_related("user") if one.user.is_active and one.user_id != thread.author_id
    ]
    trainers = [one for one in held if one.role == TRAINER] or held
    return list({one.user_id: one.user for one in trainers}.values())
