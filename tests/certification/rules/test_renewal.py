"""From when a certificate may be renewed, and what its renewal asks for."""

from datetime import date, timedelta

import pytest

from certification.rules import renewal
from certification.rules.eligibility import FinishedModule, Record, Renewed, weigh
from certification.rules.renewal import Revised, counting, kept, may_renew, read_for
from certification.rules.requirements import read_requirements

LAST = date(2026, 11, 25)
COMPTA = Revised("COMPTA", "Comptabilité", date(2026, 6, 15), ("Le seuil change.",))
ASKED = read_requirements(
    {
        "groups": [
            {
                "code": "bases",
                "label": "Bases",
                "choose": "all",
                "hours": 2,
                "modules": [{"code": "DROIT", "title": "Droit"}, {"code": "COMPTA", "title": "Compta"}],
            }
        ],
        "hours": {"total": 3},
        "practice": {"days": 15},
        "appraisals": ["tutor"],
        "countersignature": True,
        "guardian_below_age": 18,
        "validity": {"months": 36, "renewal_months": 6, "renewal": "delta"},
    }
)


@pytest.mark.parametrize(
    ("expires_on", "mode", "revised", "today", "may"),
    [
        (LAST, "full", [], date(2026, 5, 24), False),
        (LAST, "full", [], date(2026, 5, 25), True),
        (LAST, "full", [COMPTA], date(2026, 5, 24), False),
        (LAST, "delta", [COMPTA], date(2025, 1, 1), True),
        (LAST, "delta", [], date(2026, 5, 24), False),
        (LAST, "revalidation", [], date(2026, 5, 25), True),
        (LAST, "full", [], LAST + timedelta(days=400), True),
        (None, "delta", [COMPTA], LAST, False),
    ],
)
def test_when_it_opens(expires_on, mode, revised, today, may):
    given = {"renewal_months": 6, "mode": mode, "revised": revised, "today": today}
    assert may_renew(expires_on=expires_on, **given) is may


def promised(mode, revised=(COMPTA,)):
    return kept(
        mode=mode,
        number="VAL-2023-0001",
        since=date(2023, 11, 26),
        label="Modules qui ont changé",
        pinned=["AS-2", "", "AS-1"],
        revised=revised,
    )


def test_what_is_kept_is_data():
    assert promised("delta") == {
        "mode": "delta",
        "number": "VAL-2023-0001",
        "since": "2023-11-26",
        "label": "Modules qui ont changé",
        "pinned": ["AS-1", "AS-2"],
        "modules": [{"code": "COMPTA", "title": "Comptabilité", "since": "2026-06-15"}],
    }
    assert promised("full")["modules"] == []


@pytest.mark.parametrize("plain", [{}, promised("full")], ids=["no renewal", "full"])
def test_everything_is_asked_for_again(plain):
    assert read_for(ASKED, plain) == ASKED


@pytest.mark.parametrize(
    ("mode", "revised", "codes"),
    [("delta", [COMPTA], ["COMPTA"]), ("delta", [], []), ("revalidation", [COMPTA], [])],
)
def test_only_what_changed_or_no_module_at_all(mode, revised, codes):
    read = read_for(ASKED, promised(mode, revised))
    assert [module.code for module in read.modules] == codes
    assert (read.minutes, read.caps, read.practice, read.appraisals) == (0, (), None, ())
    assert (read.countersignature, read.guardian_below_age, read.decision) == (True, 18, ASKED.decision)
    assert read.validity == ASKED.validity


def fact(code, on, attestation):
    return FinishedModule(code, code, on, 60, attestation=attestation)


@pytest.mark.parametrize(
    ("one", "counts"),
    [
        (fact("COMPTA", date(2023, 5, 1), "AS-1"), False),  # the certificate rests on it
        (fact("COMPTA", date(2026, 6, 14), "AS-8"), False),  # again, but before the change
        (fact("COMPTA", date(2026, 6, 15), "AS-8"), True),
        (fact("DROIT", date(2023, 11, 25), "AS-9"), False),  # before the certificate
        (fact("DROIT", date(2023, 11, 26), "AS-9"), True),
        (fact("DROIT", date(2023, 11, 26), "AS-2"), False),
    ],
)
def test_what_counts(one, counts):
    assert bool(counting([one], promised("delta"))) is counts
    assert counting([one], {}) == (one,)


@pytest.mark.parametrize(("stands", "until"), [(True, LAST), (False, None)])
def test_what_was_withdrawn_is_not_renewed(stands, until):
    read = read_for(ASKED, promised("revalidation"))
    record = Record(on=LAST, birth_date=date(1990, 1, 1), countersigned_on=LAST)
    assert weigh(read, record)
    found = weigh(read, Record(**{**record.__dict__, "renews": Renewed("VAL-2023-0001", until, stands)}))
    assert bool(found) is stands
    assert found.ready_to_send is stands
    assert found.of("renewed").detail == {"number": "VAL-2023-0001", "until": "2026-11-25" if until else ""}


def test_the_window_is_the_version_s():
    assert renewal.opens_on(expires_on=date(2027, 8, 31), renewal_months=6) == date(2027, 2, 28)
