"""Every pair of a state and an event is either in the table or refused."""

from itertools import product

import pytest

from certification.models import Dossier
from certification.rules import dossier_states
from certification.rules.dossier_states import (
    CLOSED,
    OPEN,
    PREPARATION,
    TRANSITIONS,
    IllegalTransition,
    after,
    may_follow,
    possible,
)

STATES = ("", *Dossier.State.values)
EVENTS = sorted({event for _state, event in TRANSITIONS} | {"anything"})
#: The table of decisions, written again apart from it.
DECISIONS = {
    "submitted": {
        "ask_more": "more_info",
        "validate": "validated",
        "refuse": "refused",
        "send_to_jury": "jury",
        "withdraw": "withdrawn",
    },
    "jury": {
        "take_back": "submitted",
        "validate": "validated",
        "refuse": "refused",
        "adjourn": "adjourned",
        "keep_parts": "partial",
        "withdraw": "withdrawn",
    },
    "more_info": {"submit": "submitted", "withdraw": "withdrawn"},
    "adjourned": {"submit": "submitted", "withdraw": "withdrawn"},
    "partial": {"submit": "submitted", "withdraw": "withdrawn"},
    "refused": {"appeal": "appealed"},
    "appealed": {"review_again": "submitted", "uphold": "refused", "withdraw": "withdrawn"},
    "validated": {"issue": "issued", "revoke": "revoked"},
    "issued": {"revoke": "revoked"},
    "withdrawn": {},
    "revoked": {},
    "": {"open": "candidature", "submit": "submitted"},
}


@pytest.mark.parametrize(("state", "event"), list(product(STATES, EVENTS)))
def test_every_pair_is_in_the_table_or_refused(state, event):
    if (state, event) in TRANSITIONS:
        assert after(state, event) == TRANSITIONS[state, event]
    else:
        with pytest.raises(IllegalTransition) as refusal:
            after(state, event)
        assert (refusal.value.state, refusal.value.event) == (state, event)


@pytest.mark.parametrize("state", DECISIONS)
def test_around_a_decision_nothing_else_can_happen(state):
    assert {event: after(state, event) for event in possible(state)} == DECISIONS[state]


def test_every_state_is_reached_by_some_event_and_known_to_the_model():
    assert set(TRANSITIONS.values()) == set(Dossier.State.values)


def test_a_closed_dossier_stays_closed():
    assert not any(possible(state) for state in CLOSED)


@pytest.mark.parametrize("state", PREPARATION)
def test_preparation_goes_where_facts_lead_but_never_to_a_decision(state):
    following = {after(state, event) for event in possible(state)}
    assert following <= {*PREPARATION, "exemption_requested", "submitted", "withdrawn"}
    assert "validated" not in following and "issued" not in following


def test_a_state_may_stay_what_it_is():
    assert may_follow("submitted", "submitted")
    assert may_follow("submitted", "validated")
    assert not may_follow("refused", "validated")


def test_only_states_of_the_table_keep_somebody_from_sending_another():
    assert set(OPEN) <= set(TRANSITIONS.values())
    assert not set(OPEN) & {*CLOSED, "refused"}
    assert set(dossier_states.CANDIDATES_TURN).isdisjoint(dossier_states.STRUCTURES_TURN)
