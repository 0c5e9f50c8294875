"""What a refusal to waive says to whoever asked."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from accounts.models import Structure, User
from learning.rules.waivers import Obstacle, obstacles_to_decide

WORDS = {
    Obstacle.OWN: _("Nobody decides on a waiver of their own: ask a colleague."),
    Obstacle.NOT_STAFF: _("Only validators and managers of the house decide on waivers."),
    Obstacle.NO_REASON: _("Say why: the learner may ask."),
    Obstacle.NO_EVIDENCE: _("Say what you saw: a diploma, a certificate, its number, its date."),
    Obstacle.DONE: _("This was done already: there is nothing to waive."),
}


class NotWaived(Exception):
    """A waiver is neither granted nor ended; `obstacles` say why."""

    def __init__(self, obstacles: Iterable[Obstacle]) -> None:
        self.obstacles = tuple(obstacles)
        super().__init__(" ".join(str(WORDS[obstacle]) for obstacle in self.obstacles))


def obstacles_for(actor: User, learner: User, structure: Structure) -> tuple[Obstacle, ...]:
    """Why this person may not decide on the learner's waivers in this house. Costs one query, once a request."""
    held = [one.role for one in actor.current_memberships if one.structure_id == structure.pk]
    return obstacles_to_decide(
        learner_id=learner.pk, actor_id=actor.pk, roles=held, is_administrator=actor.is_superuser
    )
