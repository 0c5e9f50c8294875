"""The states a dossier goes through, and nothing else changes them (docs: `../shared/domain/reference.md` 2.1).

::

    (nothing) --open--> candidature --register--> registered
    registered, theory, theory_done, practice, practice_done, exempted, complete: the *preparation*, where facts alone
        move a dossier (`rules.preparation` says where to), forwards and, when an attestation is withdrawn, backwards
    theory…practice_done --request_exemption--> exemption_requested --grant_exemption--> exempted
                                                                    '--refuse_exemption--> practice
    complete --submit--> submitted --ask_more--> more_info --submit--> submitted
    submitted --validate--> validated --issue--> issued --revoke--> revoked
              |--refuse--> refused --appeal--> appealed --review_again--> submitted | --uphold--> refused
              '--send_to_jury--> jury --validate | refuse--> … | --adjourn--> adjourned | --keep_parts--> partial
    jury --take_back--> submitted (a session cancelled, or a dossier it could not hear)
    adjourned, partial --submit--> submitted
    every state before a decision --withdraw--> withdrawn

A refused, withdrawn or revoked dossier is closed: who tries again sends a new one (a refusal may be appealed for a
while). What was decided stays.
"""

from __future__ import annotations

NOTHING = ""

#: Where facts move a dossier by themselves, in the order of the way.
PREPARATION = (*("registered", "theory", "theory_done", "practice", "practice_done", "exempted", "complete"),)
#: States in which the candidate still has something to do.
CANDIDATES_TURN = ("candidature", *PREPARATION, "more_info", "adjourned", "partial")
#: States in which the structure still has something to do.
STRUCTURES_TURN = ("exemption_requested", "submitted", "jury", "appealed", "validated")

#: States in which the same person cannot open another dossier for the same version.
OPEN = (*CANDIDATES_TURN, *STRUCTURES_TURN, "issued")
#: States after which nothing happens any more.
CLOSED = ("withdrawn", "revoked")

#: States before a decision, or while one is appealed: what the dossier holds may still change.
UNDECIDED = (*CANDIDATES_TURN, "exemption_requested", "submitted", "jury", "appealed")

TRANSITIONS: dict[tuple[str, str], str] = {
    (NOTHING, "open"): "candidature",
    # A dossier that has everything the day it is opened is sent at once.
    (NOTHING, "submit"): "submitted",
    ("candidature", "register"): "registered",
    **{
        (before, f"reach_{after}"): after
        for before in PREPARATION
        for after in PREPARATION
        if before != after and after != "registered"
    },
    **{(state, "request_exemption"): "exemption_requested" for state in ("registered", *PREPARATION[1:5])},
    ("exemption_requested", "grant_exemption"): "exempted",
    ("exemption_requested", "refuse_exemption"): "practice",
    ("exemption_requested", "withdraw_exemption"): "practice",
    ("complete", "submit"): "submitted",
    ("more_info", "submit"): "submitted",
    ("adjourned", "submit"): "submitted",
    ("partial", "submit"): "submitted",
    ("submitted", "ask_more"): "more_info",
    ("submitted", "validate"): "validated",
    ("submitted", "refuse"): "refused",
    ("submitted", "send_to_jury"): "jury",
    ("jury", "take_back"): "submitted",
    ("jury", "validate"): "validated",
    ("jury", "refuse"): "refused",
    ("jury", "adjourn"): "adjourned",
    ("jury", "keep_parts"): "partial",
    ("refused", "appeal"): "appealed",
    ("appealed", "review_again"): "submitted",
    ("appealed", "uphold"): "refused",
    ("validated", "issue"): "issued",
    ("validated", "revoke"): "revoked",
    ("issued", "revoke"): "revoked",
    **{(state, "withdraw"): "withdrawn" for state in UNDECIDED},
}


class IllegalTransition(ValueError):
    """This cannot happen to a dossier in this state."""

    def __init__(self, state: str, event: str) -> None:
        super().__init__(f"A dossier that is “{state or 'not sent'}” cannot {event}.")
        self.state, self.event = state, event


def after(state: str, event: str) -> str:
    """The state that follows. Raises IllegalTransition."""
    try:
        return TRANSITIONS[state, event]
    except KeyError:
        raise IllegalTransition(state, event) from None


def may_follow(before: str, following: str) -> bool:
    """Whether some event leads from one state to the other; a state may always stay what it is."""
    return before == following or any(
        state == before and result == following for (state, _event), result in TRANSITIONS.items()
    )


def possible(state: str) -> tuple[str, ...]:
    """What can happen from this state, in the order of the table."""
    return tuple(event for before, event in TRANSITIONS if before == state)
