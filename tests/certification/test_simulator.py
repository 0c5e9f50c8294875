"""A learner with this record: what is missing? Asked by managers, of a record typed or real; nothing is written."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import LogEntry
from certification.actions.copy_version import copy_version
from certification.models import Dossier, IssuerAuthorisation, SchemeVersion
from tests.pages import text_of

pytestmark = pytest.mark.django_db

RULES = {
    "groups": [
        {
            "code": "bases",
            "label": "Bases",
            "choose": 1,
            "hours": 2,
            "modules": [{"code": "DROIT", "title": "Droit"}, {"code": "COMPTA", "title": "Compter"}],
        }
    ],
    "hours": {"total": 3, "caps": [{"modalities": ["self_paced", "live_remote"], "hours": 2}]},
    "attestations": True,
    "practice": {"days": 15, "exemption": {"decided_by": "pedagogical_lead"}},
    "appraisals": ["tutor", "pedagogical_lead"],
    "countersignature": True,
    "guardian_below_age": 18,
    "issuer_authorisation": {"authority": "DRAJES", "years": 3},
}
WHOLE = {
    "on": "2026-11-26",
    "attested_0": "on",
    "self_paced_0": "2",
    "onsite_0": "1",
    "days": "15",
    "tutor_wrote": "on",
    "lead_wrote": "on",
    "age": "30",
    "countersigned": "on",
}


@pytest.fixture
def draft(practical, marie) -> SchemeVersion:
    """A draft that asks for everything, in a house that is authorised."""
    draft = copy_version(version=practical, actor=marie)
    SchemeVersion.objects.filter(pk=draft.pk).update(requirements=RULES)
    IssuerAuthorisation.objects.create(
        scheme=practical.scheme,
        authority="DRAJES",
        reference="7",
        valid_from=date(2026, 1, 1),
        valid_until=date(2028, 12, 31),
    )
    return draft


@pytest.fixture
def path(draft) -> str:
    return reverse("certification_simulate", args=[draft.pk])


def test_managers_of_the_house_alone(path, marie, val, ada, other_house, make_person, client, client_of):
    assert client_of(marie).get(path).status_code == 200
    for person in (val, make_person("eve", other_house, "manager")):
        assert client_of(person).get(path).status_code == 404
        assert client_of(person).post(path, WHOLE).status_code == 404
    assert client_of(ada).post(path, WHOLE).status_code in (302, 403)
    assert client.post(path, WHOLE).status_code == 302
    assert client_of(marie).delete(path).status_code == 405


def test_with_everything_nothing_is_missing(path, marie, client_of):
    page = client_of(marie).post(path, WHOLE)
    assert "Il ne manque rien." in text_of(page)
    assert 'value="2"' in page.content.decode()


MISSING = [
    ({"self_paced_0": "3", "onsite_0": ""}, "1 h dépassent"),
    ({"attested_0": ""}, "3 points manquent"),
    ({"days": "14"}, "Il vous manque 1 jour de pratique"),
    ({"days": "", "exempted": "on", "tutor_wrote": ""}, "Il ne manque rien."),
    ({"days": "3", "days_waiting": "12"}, "12 jours déclarés attendent une confirmation"),
    ({"age": "17"}, "moins de 18 ans"),
    ({"age": "17", "guardian_authorised": "on"}, "Il ne manque rien."),
    ({"age": ""}, "date de naissance"),
    ({"lead_wrote": ""}, "1 point manque"),
    ({"on": "2029-01-01"}, "a pris fin"),
    ({"countersigned": ""}, "1 point manque"),
]


def test_what_is_missing_is_said(path, marie, client_of):
    browser = client_of(marie)
    for changes, words in MISSING:
        page = browser.post(path, WHOLE | changes)
        assert page.status_code == 200, changes
        assert words in text_of(page), changes


WRONG = [
    ({"self_paced_0": "deux"}, "« deux » n’est pas un nombre d’heures"),
    ({"days": "quinze"}, "Saisissez un nombre entier."),
    ({"on": "demain"}, "date valide"),
    ({"age": "-1"}, "supérieure ou égale à 0"),
]


def test_bad_input_is_said_beside_its_field(path, marie, client_of):
    browser = client_of(marie)
    for changes, words in WRONG:
        page = browser.post(path, WHOLE | changes)
        assert page.status_code == 400, changes
        assert words in text_of(page), changes
        assert "Il ne manque" not in text_of(page)


def test_only_what_is_asked_for_is_shown(version, marie, client_of):
    path = reverse("certification_simulate", args=[version.pk])
    html = client_of(marie).get(path).content.decode()
    assert 'name="done_2"' in html
    for name in ("attested_0", "onsite_0", "days", "age", "countersigned", "exempted"):
        assert f'name="{name}"' not in html
    page = client_of(marie).post(path, {"on": "2026-11-26", "done_0": "on", "done_1": "on", "done_2": "on"})
    assert "Il ne manque rien." in text_of(page)


class TestRealRecords:
    def test_one_is_weighed_and_fills_the_form(self, path, complete, draft, marie, client_of):
        page = client_of(marie).post(path, {"who": "ada@exemple.fr", "find": "1"})
        words = text_of(page)
        assert "Le parcours de Ada Exemple, aujourd’hui" in words
        form = page.context["form"]
        assert form["days"].value() == 15
        assert form["done_0"].value() and form["attested_0"].value()
        verdict = page.context["verdict"]
        # Sent again as it stands, it is the same verdict.
        sent = {field.html_name: field.value() for field in form}
        sent = {
            key: "on" if value is True else value for key, value in sent.items() if value not in (None, False)
        }
        sent |= {f"{way}_{n}": f"{form[f'{way}_{n}'].value() or 0} min"
                 for way in ("self_paced", "live_remote", "onsite") for n in (0, 1)}  # fmt: skip
        again = client_of(marie).post(path, sent).context["verdict"]
        assert [one.slug for one in again.missing] == [one.slug for one in verdict.missing]

    def test_somebody_without_a_dossier(self, path, ada, marie, client_of):
        page = client_of(marie).post(path, {"who": "ada", "find": "1"})
        assert not page.context["verdict"]
        assert page.context["verdict"].of("issuer_authorisation").met

    def test_of_several_one_is_chosen(self, path, ada, house, module, make_person, marie, client_of):
        from learning.actions.enrol import enrol

        twin = make_person("adam", house, "learner")
        enrol(learner=twin, module=module, structure=house, actor=twin)
        page = client_of(marie).post(path, {"who": "ada", "find": "1"})
        assert "Plusieurs personnes" in text_of(page)
        page = client_of(marie).post(path, {"learner": twin.pk})
        assert "Adam Exemple" in text_of(page)

    def test_nobody_of_another_house_is_found(self, path, linus, marie, client_of):
        browser = client_of(marie)
        for who in ("linus@exemple.fr", "Linus", "", "\x00", "zzz"):
            page = browser.post(path, {"who": who, "find": "1"})
            assert page.status_code == 200
            assert "Personne qui apprend dans cette maison" in text_of(page)
        assert browser.post(path, {"learner": linus.pk}).status_code == 404
        assert browser.post(path, {"learner": "x" * 20}).status_code == 200


def test_nothing_is_ever_written(path, complete, marie, client_of):
    browser = client_of(marie)
    lines, before = LogEntry.objects.count(), Dossier.objects.values()
    before = list(before)
    browser.get(path)
    for sent in (WHOLE, {"who": "ada", "find": "1"}):
        with CaptureQueriesContext(connection) as queries:
            browser.post(path, sent)
        written = [one["sql"] for one in queries if not one["sql"].startswith(("SELECT", "PRAGMA"))]
        assert [one for one in written if "session" not in one and "SAVEPOINT" not in one] == []
        assert len(queries) <= 25
    assert LogEntry.objects.count() == lines
    assert list(Dossier.objects.values()) == before


def test_the_same_cost_whatever_the_record(path, complete, marie, client_of, make_module, house, finish, ada):
    browser, sent = client_of(marie), {"who": "ada", "find": "1"}
    browser.post(path, sent)
    with CaptureQueriesContext(connection) as few:
        browser.post(path, sent)
    for number in range(3):
        finish(ada, make_module(house, f"M{number}", f"Module {number}", sequences=1, quiz=False))
    browser.post(path, sent)
    with CaptureQueriesContext(connection) as many:
        browser.post(path, sent)
    assert len(many) <= len(few)
