"""Never one's own word; what links, codes and words are worth."""

from datetime import UTC, datetime, timedelta

import pytest

from skills.rules.attestations import (
    Code,
    Link,
    Problem,
    Trust,
    called,
    code_stands,
    decision,
    filled,
    is_current,
    is_the_volunteer,
    mailbox,
    masked,
    problem_with_asking,
    problem_with_sending,
    problem_with_word,
    reminders_due,
    trust,
    worth,
)

NOW = datetime(2026, 11, 27, 10, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


class TestNeverOnesOwn:
    @pytest.mark.parametrize(
        "email",
        [
            "ada@exemple.fr",
            " ADA@Exemple.FR ",
            "ada+asso@exemple.fr",
            "аdа@exemple.fr",  # two Cyrillic letters
            "ada@еxemple.fr",
            "ada@xn--xemple-2of.fr",  # the same, as the network writes it
            "ａｄａ@exemple.fr",  # full width
            "a\u200bda@exemple.fr",  # a space of no width
            "àda@exemple.fr",
            "Ada.Lovelace@gmail.com",
            "adalovelace+x@googlemail.com",
            "a.d.a.l.o.v.e.l.a.c.e@gmail.com",
            "ada1ovelace@gmail.com",
            "adaIovelace@gmail.com",
        ],
    )
    def test_a_mailbox_is_known_whatever_it_is_dressed_in(self, email):
        own = ["ada@exemple.fr", "", "adalovelace@gmail.com"]
        assert is_the_volunteer(name="Paul", email=email, volunteer_name="Ada Lovelace", volunteer_emails=own)

    @pytest.mark.parametrize(
        "email",
        ["paul@exemple.fr", "a.da@exemple.fr", "ada@exemple.org", "adah@exemple.fr", "ada", ""],
    )
    def test_another_mailbox_is_anothers(self, email):
        assert not is_the_volunteer(
            name="", email=email, volunteer_name="Ada", volunteer_emails=["ada@exemple.fr"]
        )

    def test_a_domain_that_is_none_is_compared_as_it_is(self):
        assert mailbox("ada@xn--99999999999.fr") == mailbox("ada@xn--99999999999.fr")

    @pytest.mark.parametrize(
        ("name", "same"),
        [
            ("Élodie Bernard", True),
            ("elodie  BERNARD", True),
            ("Bernard, Élodie", True),
            ("Bernard-Elodie", True),
            ("Éӏodie Bеrnаrd", True),
            ("E1odie Bernard", True),
            ("Élodie Bemard", True),
            ("Élodie Bernardin", False),
            ("Paul Bernard", False),
            ("Élodie", False),
            ("", False),
            ("…", False),
        ],
    )
    def test_a_name_is_known_whatever_it_is_dressed_in(self, name, same):
        found = is_the_volunteer(name=name, email="", volunteer_name="Élodie Bernard", volunteer_emails=[])
        assert found is same

    def test_no_name_is_nobodys(self):
        assert called(" … ") == ()
        assert not is_the_volunteer(name="", email="", volunteer_name="", volunteer_emails=[])


class TestAsking:
    GOOD = {
        "told": True,
        "name": "Paul",
        "office": "Trésorier",
        "is_own": False,
        "awaited": 4,
        "asked_lately": 7,
    }

    @pytest.mark.parametrize(
        ("said", "problem"),
        [
            ({}, None),
            ({"told": False}, Problem.NOT_TOLD),
            ({"name": " "}, Problem.NO_NAME),
            ({"office": ""}, Problem.NO_OFFICE),
            ({"is_own": True}, Problem.OWN_WORD),
            ({"awaited": 5}, Problem.TOO_MANY),
            ({"asked_lately": 8}, Problem.TOO_OFTEN),
        ],
    )
    def test_what_stands_in_the_way(self, said, problem):
        assert problem_with_asking(**self.GOOD | said) == problem

    @pytest.mark.parametrize(("days", "due"), [(0, 0), (6, 0), (7, 1), (17, 1), (18, 2), (29, 2)])
    def test_reminders(self, days, due):
        assert reminders_due(asked_at=NOW - days * DAY, now=NOW) == due


class TestTheLink:
    @pytest.mark.parametrize(
        ("state", "left", "link"),
        [
            ("asked", DAY, Link.OPEN),
            ("asked", 0 * DAY, Link.EXPIRED),
            ("attested", DAY, Link.USED),
            ("refused", -DAY, Link.USED),
            ("withdrawn", DAY, Link.WITHDRAWN),
            ("expired", -DAY, Link.EXPIRED),
            ("erased", DAY, Link.ERASED),
        ],
    )
    def test_is_worth(self, state, left, link):
        assert worth(state=state, expires_at=NOW + left, now=NOW) == link

    @pytest.mark.parametrize(
        ("sent", "ago", "problem"),
        [
            (0, None, None),
            (1, MINUTE, None),
            (1, MINUTE / 2, Code.TOO_SOON),
            (9, MINUTE, None),
            (10, DAY, Code.TOO_MANY),
        ],
    )
    def test_codes_are_paced(self, sent, ago, problem):
        last = None if ago is None else NOW - ago
        assert problem_with_sending(sent=sent, last_sent_at=last, now=NOW) == problem

    @pytest.mark.parametrize(
        ("ago", "tries", "stands"),
        [(None, 0, False), (0, 0, True), (14, 4, True), (15, 0, False), (1, 5, False)],
    )
    def test_a_code_serves_for_a_quarter_of_an_hour_and_five_tries(self, ago, tries, stands):
        sent_at = None if ago is None else NOW - ago * MINUTE
        assert code_stands(sent_at=sent_at, tries=tries, now=NOW) is stands

    @pytest.mark.parametrize(("address", "shown"), [("paul@exemple.fr", "p•••@exemple.fr"), ("", "•••")])
    def test_an_address_is_shown_to_who_knows_it(self, address, shown):
        assert masked(address) == shown


class TestTheWord:
    @pytest.mark.parametrize(
        ("confirms", "reason", "answers", "problem"),
        [
            (True, "", {"a": 3, "b": None}, None),
            (True, "", {"a": 3}, Problem.NO_ANSWER),
            (True, "", {"a": 3, "b": 5}, Problem.NO_ANSWER),
            (True, "", {"a": 3, "b": 1, "c": 1}, Problem.NO_ANSWER),
            (False, "Je ne sais pas.", {}, None),
            (False, " ", {"a": 3, "b": 1}, Problem.NO_REASON),
        ],
    )
    def test_what_is_wrong_with_it(self, confirms, reason, answers, problem):
        found = problem_with_word(confirms=confirms, reason=reason, answers=answers, asked=["a", "b"])
        assert found == problem

    @pytest.mark.parametrize(
        ("declared", "confirmed", "decided"),
        [(3, 3, "confirmed"), (3, 2, "amended"), (3, 4, "amended"), (3, None, "refused")],
    )
    def test_what_is_decided(self, declared, confirmed, decided):
        assert decision(declared, confirmed) == decided

    def test_is_on_what_was_read(self):
        assert is_current({"role": "Aide"}, {"role": "Aide", "told_apart_later": 1})
        assert not is_current({"role": "Aide"}, {"role": "Trésorière"})
        assert not is_current({"role": "Aide"}, {})

    @pytest.mark.parametrize(
        ("levels", "behind", "cells"),
        [
            ([], Trust.DECLARED, 0),
            ([None], Trust.DECLARED, 0),
            ([None, 2], Trust.ATTESTED, 2),
            ([4, None, 1], Trust.ATTESTED, 3),
        ],
    )
    def test_what_stands_behind_a_claim(self, levels, behind, cells):
        assert trust(levels) == behind
        assert filled(3, levels) == cells
