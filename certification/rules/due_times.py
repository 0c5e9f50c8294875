"""By when whoever a dossier waits for should have acted.

- staff review what is sent, sent again or under appeal within `review` days; a jury too, unless its session says
  otherwise; the pedagogical lead decides on an exemption within `exemption` days;
- the candidate answers a request for a complement within `complement` days, and may appeal a refusal for `appeal` days;
- while a dossier is being prepared nobody is late: people learn at their own pace.

A day that ends a time is included: who acts on it is in time.
"""

from __future__ import annotations

from datetime import date, timedelta

from certification.rules.dossier_states import STRUCTURES_TURN
from certification.rules.eligibility import CANDIDATE, STRUCTURE
from certification.rules.requirements import Deadlines

#: The deadline of the version that runs in each state.
RUNNING = {
    "exemption_requested": "exemption",
    "submitted": "review",
    "jury": "review",
    "appealed": "review",
    "more_info": "complement",
    "refused": "appeal",
}


def whose_turn(state: str) -> str:
    """Who a dossier in this state waits for; nobody once it is closed."""
    if state in ("issued", "withdrawn", "revoked"):
        return ""
    return STRUCTURE if state in STRUCTURES_TURN else CANDIDATE


def due_on(state: str, deadlines: Deadlines, today: date) -> date | None:
    """The last day to act for a dossier that entered this state today; None where nothing runs."""
    if (name := RUNNING.get(state)) is None:
        return None
    return today + timedelta(days=getattr(deadlines, name))


def is_late(due: date | None, today: date) -> bool:
    """Whether the last day has gone by."""
    return due is not None and today > due
