"""What a period may say, who may appraise it, what a link is worth."""

from datetime import UTC, date, datetime, timedelta

import pytest

from certification.rules.practice import (
    Link,
    Problem,
    is_the_candidate,
    problem_with_asking,
    problem_with_period,
    problem_with_word,
    span_days,
    worth,
)

START, END = date(2026, 3, 2), date(2026, 3, 20)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "days", "problem"),
    [
        (START, END, 19, None),
        (START, END, 20, Problem.TOO_MANY_DAYS),
        (START, START, 1, None),
        (START, START, 2, Problem.TOO_MANY_DAYS),
        (END, START, 1, Problem.ENDS_BEFORE),
        (START, END, 0, Problem.NO_DAYS),
        (date(26, 3, 2), END, 10, Problem.TOO_OLD),
        (date(1990, 1, 1), END, 10, None),
    ],
)
def test_a_period_has_no_more_practice_than_days(starts_on, ends_on, days, problem):
    assert problem_with_period(starts_on=starts_on, ends_on=ends_on, days=days) is problem


def test_a_period_counts_its_first_and_last_day():
    assert span_days(START, END) == 19


@pytest.mark.parametrize(
    ("name", "email", "same"),
    [
        ("Paul Tuteur", "paul@exemple.fr", False),
        ("Paul Tuteur", "", False),
        ("Paul Tuteur", "ADA@exemple.fr", True),
        ("Paul Tuteur", "ada+tuteur@exemple.fr", True),
        ("Paul Tuteur", "ada.perso@exemple.fr", True),
        ("Paul Tuteur", "ada.perso+x@exemple.fr", True),
        ("Paul Tuteur", "ada@autre.fr", False),
        (" ada   EXEMPLE ", "paul@exemple.fr", True),
        ("Ada O’Brien-Éloïse", "paul@exemple.fr", False),
    ],
)
def test_nobody_is_their_own_tutor(name, email, same):
    said = is_the_candidate(
        tutor_name=name,
        tutor_email=email,
        candidate_name="Ada Exemple",
        candidate_emails=["ada@exemple.fr", "ada.perso@exemple.fr", ""],
    )
    assert said is same


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({}, None),
        ({"state": "asked"}, None),
        ({"state": "appraised"}, Problem.ANSWERED),
        ({"state": "declined"}, Problem.ANSWERED),
        ({"state": "cancelled"}, Problem.ANSWERED),
        ({"tutor_email": ""}, Problem.NO_ADDRESS),
        ({"today": END - timedelta(days=1)}, Problem.NOT_OVER),
        ({"sent_lately": 2}, None),
        ({"sent_lately": 3}, Problem.TOO_OFTEN),
    ],
)
def test_a_tutor_is_asked_once_the_period_is_over_and_not_too_often(changes, problem):
    given = {
        "state": "declared",
        "tutor_email": "paul@exemple.fr",
        "ends_on": END,
        "today": END,
        "sent_lately": 0,
    }
    assert problem_with_asking(**given | changes) is problem


NOW = datetime(2026, 4, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changes", "link"),
    [
        ({}, Link.OPEN),
        ({"used_at": NOW}, Link.USED),
        ({"used_at": NOW, "revoked_at": NOW, "awaited": False}, Link.USED),
        ({"revoked_at": NOW}, Link.WITHDRAWN),
        ({"expires_at": NOW}, Link.EXPIRED),
        ({"expires_at": NOW + timedelta(seconds=1)}, Link.OPEN),
        ({"awaited": False}, Link.CLOSED),
    ],
)
def test_a_link_serves_once_until_its_last_moment(changes, link):
    given = {
        "used_at": None,
        "revoked_at": None,
        "expires_at": NOW + timedelta(days=1),
        "now": NOW,
        "awaited": True,
    }
    assert worth(**given | changes) is link


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({}, None),
        ({"days": 19}, None),
        ({"days": 20}, Problem.TOO_MANY_DAYS),
        ({"days": 0}, Problem.NO_DAYS),
        ({"days": None}, Problem.NO_DAYS),
        ({"signed_as": "  "}, Problem.NO_NAME),
        ({"appraisal": " \n"}, Problem.NO_WORDS),
        ({"appraisal": "", "appraisal_asked": False}, None),
        ({"appraisal": "", "appraisal_asked": False, "confirms": False}, Problem.NO_WORDS),
        ({"confirms": False, "days": None}, None),
    ],
)
def test_a_word_has_a_name_days_and_what_is_asked_for(changes, problem):
    given = {
        "confirms": True,
        "days": 15,
        "longest": 19,
        "appraisal": "Avec soin.",
        "signed_as": "Paul Tuteur",
        "appraisal_asked": True,
    }
    assert problem_with_word(**given | changes) is problem
