"""Who may enter, by which way."""

from datetime import UTC, date, datetime, timedelta

import pytest

from learning.rules.ways_in import (
    Refusal,
    refusal_of_group,
    refusal_of_invitation,
    refusal_to_decide,
    refusal_to_enter,
    rule_applies,
)

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("policy", "source", "expected"),
    [
        ("open", "self", None),
        ("approval", "self", Refusal.NEEDS_APPROVAL),
        ("invitation", "self", Refusal.NEEDS_INVITATION),
        ("approval", "approval", None),
        ("invitation", "key", None),
        ("invitation", "group", None),
    ],
)
def test_only_an_open_module_is_entered_by_oneself(policy, source, expected):
    assert refusal_to_enter(policy=policy, source=source) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, None),
        ({"withdrawn": True}, Refusal.WITHDRAWN),
        ({"expires_at": NOW}, Refusal.EXPIRED),
        ({"expires_at": NOW + timedelta(seconds=1)}, None),
        ({"uses": 3, "most_uses": 3}, Refusal.USED_UP),
        ({"uses": 2, "most_uses": 3}, None),
        ({"uses": 1000}, None),
    ],
)
def test_an_invitation_serves_until_it_is_withdrawn_expired_or_used_up(given, expected):
    usual = {
        "withdrawn": False,
        "expires_at": NOW + timedelta(days=1),
        "now": NOW,
        "uses": 0,
        "most_uses": None,
    }
    assert refusal_of_invitation(**usual | given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, None),
        ({"closed": True}, Refusal.CLOSED),
        ({"ends_on": TODAY}, None),
        ({"ends_on": TODAY - timedelta(days=1)}, Refusal.ENDED),
        ({"members": 12, "capacity": 12}, Refusal.FULL),
        ({"members": 11, "capacity": 12}, None),
    ],
)
def test_a_group_takes_people_until_its_last_day_while_a_place_is_left(given, expected):
    usual = {"closed": False, "ends_on": None, "today": TODAY, "members": 0, "capacity": None}
    assert refusal_of_group(**usual | given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, None),
        ({"is_own": True}, Refusal.OWN_REQUEST),
        ({"is_waiting": False}, Refusal.DECIDED),
        ({"accepts": False}, Refusal.NO_REASON),
        ({"accepts": False, "reason": "  "}, Refusal.NO_REASON),
        ({"accepts": False, "reason": "Complet"}, None),
    ],
)
def test_nobody_decides_on_their_own_request_and_a_refusal_has_a_reason(given, expected):
    usual = {"is_own": False, "is_waiting": True, "accepts": True, "reason": ""}
    assert refusal_to_decide(**usual | given) == expected


@pytest.mark.parametrize(
    ("rule", "person", "expected"),
    [
        (("", ""), ("", []), True),
        (("officer", ""), ("officer", []), True),
        (("officer", ""), ("volunteer", []), False),
        (("", "valmont.fr"), ("", ["ada@valmont.fr"]), True),
        (("", "@Valmont.fr"), ("", ["ADA@VALMONT.FR"]), True),
        (("", "valmont.fr"), ("", ["ada@mairie.valmont.fr"]), True),
        (("", "valmont.fr"), ("", ["ada@pasvalmont.fr"]), False),
        (("", "valmont.fr"), ("", []), False),
        (("officer", "valmont.fr"), ("officer", ["ada@exemple.fr", "ada@valmont.fr"]), True),
        (("officer", "valmont.fr"), ("other", ["ada@valmont.fr"]), False),
    ],
)
def test_a_rule_is_about_those_who_meet_all_that_it_asks(rule, person, expected):
    found = rule_applies(profile=rule[0], email_domain=rule[1], person_profile=person[0], addresses=person[1])
    assert found is expected
