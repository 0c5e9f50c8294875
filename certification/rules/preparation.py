"""Where facts put a dossier that is being prepared: nobody says so, what was done does.

In this order, the first that holds:

- everything that is the candidate's to bring is there: `complete`;
- theory is not whole: `theory` once something of it, or of practice, is there; else `registered`;
- no practice is asked for: `theory_done`;
- exempted: `exempted`; practice confirmed: `practice_done`; some declared: `practice`; else `theory_done`.

Practice may run beside theory: the state says what is first missing, the livret says everything.
"""

from __future__ import annotations

from datetime import date

from certification.rules.eligibility import Eligibility
from certification.rules.requirements import Requirements


def may_register(requirements: Requirements, *, birth_date: date | None) -> bool:
    """Whether a candidature needs nothing more to be registered: the birth date, where an age is asked about.

    A minor without a guardian's authorisation is registered too: it is asked for like the rest.
    """
    return birth_date is not None or not requirements.guardian_below_age


def state_for(eligibility: Eligibility) -> str:
    """The state, among `dossier_states.PREPARATION`, that these facts put a dossier in."""
    if eligibility.ready_to_send:
        return "complete"
    if not eligibility.theory_met:
        return "theory" if eligibility.evidence or eligibility.practices else "registered"
    if (practice := eligibility.of("practice")) is None:
        return "theory_done"
    if practice.met:
        return "exempted" if practice.reason == "exempted" else "practice_done"
    return "practice" if eligibility.practices else "theory_done"
