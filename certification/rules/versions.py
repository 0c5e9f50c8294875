"""Whether a candidate may move from the version they entered under to the one in force.

- Nobody is moved: candidates keep the version they entered under unless they ask.
- Only to the version in force today that began last, and later than theirs.
- Only while the dossier is being prepared. Once it was sent, people have read it by its own rules: those decide it.
"""

from __future__ import annotations

from datetime import date

from certification.rules.dossier_states import PREPARATION

MOVING = ("candidature", *PREPARATION)


def may_move(*, state: str, submitted: bool, entered_under: date, in_force_since: date | None) -> bool:
    """Whether a dossier in this state may move: `entered_under` and `in_force_since` are the days that both versions
    came into force, None where none is in force."""
    return state in MOVING and not submitted and in_force_since is not None and in_force_since > entered_under
