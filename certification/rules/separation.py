"""Who may decide on a dossier: nobody decides on their own.

- The candidate never decides, not even with every role.
- Nor does a second account of the same person: the same address, or the same mailbox with a “+label”.
- The person must now be validator or manager of the structure that the dossier belongs to.
- Who appraises theory, or decides on an exemption where the scheme leaves it to the pedagogical lead, is one of those
  whom the scheme names (decree 2008-1013: the responsable pédagogique).
- Who answers an appeal is not who refused.

All the reasons are given, in the order of the list above; templates word them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

DECIDING_ROLES = frozenset({"validator", "manager"})


class Obstacle(StrEnum):
    """Why somebody may not decide."""

    OWN_DOSSIER = "own_dossier"
    SAME_ADDRESS = "same_address"
    NOT_STAFF = "not_staff"
    NOT_LEAD = "not_lead"
    REFUSED_IT = "refused_it"


@dataclass(frozen=True)
class MayDecide:
    """The answer, with every obstacle. True when there is none."""

    obstacles: tuple[Obstacle, ...] = ()

    def __bool__(self) -> bool:
        return not self.obstacles


def mailbox(address: str) -> str:
    """The mailbox an address reaches: in lower case, without a “+label”."""
    local, at, domain = address.strip().casefold().rpartition("@")
    return f"{local.partition('+')[0]}{at}{domain}"


def may_decide(
    *, candidate_id: int, candidate_email: str, decider_id: int, decider_email: str, roles: Collection[str]
) -> MayDecide:
    """Whether this person may decide on the candidate's dossier. `roles` are theirs, today, in its
    structure.
    """
    obstacles = []
    if decider_id == candidate_id:
        obstacles.append(Obstacle.OWN_DOSSIER)
    elif mailbox(decider_email) == mailbox(candidate_email):
        obstacles.append(Obstacle.SAME_ADDRESS)
    if not DECIDING_ROLES & set(roles):
        obstacles.append(Obstacle.NOT_STAFF)
    return MayDecide(tuple(obstacles))


def may_lead(answer: MayDecide, *, is_lead: bool) -> MayDecide:
    """The same answer for what only a pedagogical lead of the scheme does."""
    return answer if is_lead else MayDecide((*answer.obstacles, Obstacle.NOT_LEAD))


def may_answer_appeal(answer: MayDecide, *, decider_id: int, refused_by_id: int | None) -> MayDecide:
    """The same answer for an appeal, which somebody else than who refused answers."""
    return MayDecide((*answer.obstacles, Obstacle.REFUSED_IT)) if decider_id == refused_by_id else answer
