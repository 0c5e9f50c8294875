"""Managers of a house write the rules of its certificates: in a form that says what is wrong, and loses nothing."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from certification.actions.copy_version import copy_version
from certification.actions.put_in_force import put_in_force
from certification.models import Dossier, IssuerAuthorisation, Scheme, SchemeVersion
from learning.models import CurriculumSlot
from tests.pages import text_of

pytestmark = pytest.mark.django_db

NEW = "/admin/certificats-proposes/nouveau/"


@pytest.fixture
def eve(other_house, make_person):
    """Manages another house."""
    return make_person("eve", other_house, "manager")


@pytest.fixture
def draft(version, marie) -> SchemeVersion:
    return copy_version(version=version, actor=marie)


def address(name, one) -> str:
    return reverse(f"certification_{name}", args=[one.pk])


def filled(response, **changes) -> dict:
    """What the form on this page would send, with these changes."""
    draft, data = response.context["draft"], {}
    parts = [
        draft.rules,
        *draft.groups,
        *draft.caps,
        draft.groups.management_form,
        draft.caps.management_form,
    ]
    for form in parts + ([draft.new] if draft.new else []):
        for field in form:
            value = field.value()
            if value is None or value is False or value == "":
                continue
            data[field.html_name] = "on" if value is True else getattr(value, "pk", value)
    html = response.content.decode()
    data["seen"] = re.search(r'name="seen" value="(\w*)"', html)[1]
    return {key: value for key, value in (data | changes).items() if value is not None}


WHOLE = {
    "effective_from": "2027-01-01",
    "groups-0-modules": "droit\nCOMPTA",
    "groups-0-choose": "1",
    "groups-0-hours": "1 h 30",
    "groups-1-label": "Au choix",
    "groups-1-modules": "GOUV | Décider ensemble\ncertif-asso-c3",
    "groups-1-choose": "1",
    "total": "30",
    "caps-0-modalities": ["self_paced", "live_remote"],
    "caps-0-hours": "25",
    "attestations": "on",
    "days": "15",
    "exempter": "pedagogical_lead",
    "interview": "on",
    "appraisals": ["tutor", "pedagogical_lead"],
    "countersignature": "on",
    "guardian_below_age": "18",
    "authority": "DRAJES",
    "authority_years": "3",
    "by": "jury",
    "quorum": "4",
    "criteria": "Rigueur des comptes\nClarté",
    "months": "36",
    "renewal": "delta",
    "reminders": "60, 7",
    "skills": "Tenir le livre de caisse\n\nAccueillir",
    "review": "10",
    "certificate_title": "Gérer une association",
    "design": "sober",
}


#: What is typed, and what is said of it.
WRONG = [
    ({"groups-0-DELETE": "on"}, "demande au moins un module"),
    ({"groups-0-modules": None}, "n’a aucun module"),
    (
        {"groups-0-modules": "DROIT\nXYZ"},
        "Ligne 2 : aucun module de votre catalogue n’a le code « XYZ »",
    ),
    ({"groups-0-modules": "DROIT | Droit | ici"}, "aucun programme n’a de place « ici »"),
    ({"groups-0-choose": "4"}, "4 modules sont demandés, mais « Bases » en compte 3."),
    ({"groups-0-choose": "deux"}, "Saisissez un nombre entier."),
    ({"groups-0-hours": "dix"}, "« dix » n’est pas un nombre d’heures"),
    ({"groups-0-label": None}, "Champ requis."),
    (
        {"groups-1-label": "Plus", "groups-1-modules": "GOUV"},
        "« GOUV » figure déjà dans un autre groupe",
    ),
    ({"total": "trente"}, "« trente » n’est pas un nombre d’heures"),
    ({"caps-0-modalities": ["onsite"], "caps-0-hours": "5"}, "écrivez combien d’heures"),
    ({"caps-0-modalities": ["onsite"], "caps-0-hours": "0"}, "plus de 0 heure"),
    ({"caps-0-modalities": ["radio"], "caps-0-hours": "5"}, "radio"),
    ({"appraisals": ["tutor"]}, "Un tuteur apprécie la pratique"),
    ({"exempter": "validator"}, "rien dont dispenser"),
    ({"authority": "DRAJES"}, "combien d’années"),
    ({"authority_years": "3"}, "quelle autorité"),
    ({"by": "jury"}, "au moins un critère"),
    ({"by": "jury", "criteria": "Clarté\nClarté"}, "deux fois"),
    ({"criteria": "Clarté"}, "sont pour un jury"),
    ({"renewal_months": "3"}, "combien de mois"),
    ({"months": "36", "reminders": "bientôt"}, "jours entiers de 1 à 366"),
    ({"months": "36", "reminders": "30, 30"}, "figure deux fois"),
    ({"months": "3", "renewal_months": "4"}, "Le renouvellement ne peut pas commencer 4 mois avant"),
    ({"effective_until": "2020-01-01"}, "C’est avant"),
    ({"effective_from": "demain"}, "date valide"),
    ({"proves": "Inscrit au RNCP 38575"}, "RNCP 38575"),
    ({"label": "2026"}, "a déjà une version nommée « 2026 »"),
    ({"label": "a\x00b"}, "caractère nul"),
    ({"groups-TOTAL_FORMS": "x"}, "ManagementForm"),
]


@pytest.fixture
def slot(db):
    return CurriculumSlot.objects.create(
        code="certif-asso-c3", curriculum="Certif’Asso", group="Tronc commun", title="Finances associatives"
    )


class TestWhoComesIn:
    def test_managers_of_the_house_alone(
        self, version, draft, marie, eve, val, grace, ada, client, client_of
    ):
        pages = [address("edit_draft", draft), address("force", draft), address("authorise", draft.scheme)]
        posts = [
            address("copy_version", version),
            address("drop_draft", draft),
            address("leads", draft.scheme),
        ]
        for path in pages:
            assert client_of(marie).get(path).status_code == 200
            assert client_of(eve).get(path).status_code == 404
        for path in pages + posts:
            assert client_of(eve).post(path).status_code == 404
            assert client_of(val).post(path).status_code == 404
            for person in (grace, ada):
                assert client_of(person).post(path).status_code in (302, 403, 404)
            assert client.post(path).status_code == 302
        for path in posts:
            assert client_of(marie).get(path).status_code == 405
        assert client_of(val).get(NEW).status_code == 404
        assert SchemeVersion.objects.count() == 2

    def test_a_version_in_force_has_no_form(self, version, marie, client_of):
        browser = client_of(marie)
        for name in ("edit_draft", "force"):
            assert browser.get(address(name, version)).status_code == 302
        page = browser.post(address("force", version), {"effective_from": "2030-01-01"}, follow=True)
        assert "n’est plus un brouillon" in text_of(page)
        page = text_of(browser.get(f"/admin/regles/{version.pk}/"))
        assert "Modifier ce brouillon" not in page
        assert "Copier dans un nouveau brouillon" in page
        assert "n’est plus un brouillon" in text_of(browser.post(address("drop_draft", version), follow=True))


class TestWriting:
    def test_a_copy_is_opened_unchanged_and_kept_the_same(self, version, marie, client_of):
        browser = client_of(marie)
        page = browser.post(address("copy_version", version), follow=True)
        assert "Voici un brouillon qui dit la même chose" in text_of(page)
        made = SchemeVersion.objects.get(draft=True)
        kept = browser.post(address("edit_draft", made), filled(page), follow=True)
        assert "Le brouillon est enregistré." in text_of(kept)
        made.refresh_from_db()
        assert made.requirements == version.requirements

    def test_everything_is_written(self, draft, slot, marie, client_of):
        browser = client_of(marie)
        page = browser.get(address("edit_draft", draft))
        kept = browser.post(address("edit_draft", draft), filled(page, **WHOLE), follow=True)
        words = text_of(kept)
        assert "Le brouillon est enregistré." in words
        draft.refresh_from_db()
        rules = draft.read()
        assert [group.code for group in rules.groups] == ["bases", "au-choix"]
        assert [(one.code, one.title, one.slot) for one in rules.modules] == [
            ("DROIT", "Droit associatif et statuts", ""),
            ("COMPTA", "Comptabilité associative : tenir les comptes", ""),
            ("GOUV", "Décider ensemble", ""),
            ("certif-asso-c3", "Finances associatives", "certif-asso-c3"),
        ]
        assert (rules.groups[0].choose, rules.groups[0].minutes, rules.minutes) == (1, 90, 1800)
        assert (rules.caps[0].modalities, rules.caps[0].minutes) == (("self_paced", "live_remote"), 1500)
        assert (rules.practice.days, rules.practice.exemption.decided_by) == (15, "pedagogical_lead")
        assert rules.appraisals == ("tutor", "pedagogical_lead")
        assert [one.code for one in rules.decision.criteria] == ["rigueur-des-comptes", "clarte"]
        assert (rules.decision.quorum, rules.issuer.years, rules.guardian_below_age) == (4, 3, 18)
        assert (rules.validity.months, rules.validity.renewal_months) == (36, 6)
        assert (rules.validity.renewal, rules.validity.reminders) == ("delta", (60, 7))
        assert rules.skills == ("Tenir le livre de caisse", "Accueillir")
        assert rules.deadlines.review == 10
        assert (draft.certificate_title, draft.effective_from) == ("Gérer une association", date(2027, 1, 1))
        assert draft.design == "sober" and "Sobre" in words
        for said in ("30 h de formation en tout", "Un jury décide : 4 membres", "15 jours confirmés"):
            assert said in words
        # Opened and kept again, it is the same.
        again = browser.get(address("edit_draft", draft))
        browser.post(address("edit_draft", draft), filled(again))
        draft.refresh_from_db()
        assert draft.read() == rules

    def test_a_group_and_a_limit_are_taken_away(self, draft, slot, marie, client_of):
        browser, path = client_of(marie), address("edit_draft", draft)
        browser.post(path, filled(browser.get(path), **WHOLE))
        gone = {"groups-1-DELETE": "on", "groups-1-modules": "xyz", "caps-0-DELETE": "on"}
        browser.post(path, filled(browser.get(path), **gone))
        draft.refresh_from_db()
        assert [group.code for group in draft.read().groups] == ["bases"]
        assert draft.read().caps == ()

    def test_two_groups_of_one_name_have_two_codes(self, draft, marie, client_of):
        browser, path = client_of(marie), address("edit_draft", draft)
        more = {"groups-0-modules": "DROIT", "groups-1-label": "Bases", "groups-1-modules": "COMPTA"}
        browser.post(path, filled(browser.get(path), **more, **{"groups-1-code": "bases"}))
        draft.refresh_from_db()
        assert [group.code for group in draft.read().groups] == ["bases", "bases-2"]

    def test_what_is_wrong_is_said_and_what_was_typed_stays(self, draft, marie, client_of):
        browser, path = client_of(marie), address("edit_draft", draft)
        untouched = filled(browser.get(path), skills="Une phrase à garder")
        for changes, words in WRONG:
            sent = {key: value for key, value in (untouched | changes).items() if value is not None}
            page = browser.post(path, sent)
            assert page.status_code == 400, changes
            assert words in text_of(page), changes
            assert "Une phrase à garder" in page.content.decode()
        assert SchemeVersion.objects.get(pk=draft.pk).stamp == draft.stamp

    def test_who_comes_second_is_told_and_loses_nothing(self, draft, marie, house, make_person, client_of):
        path = address("edit_draft", draft)
        first, second = client_of(marie), client_of(make_person("paul", house, "manager"))
        mine = filled(second.get(path), label="2027", skills="Tenir la caisse")
        first.post(path, filled(first.get(path), proves="Marie l’a écrit."))
        page = second.post(path, mine)
        assert page.status_code == 400
        words = text_of(page)
        assert "Quelqu’un d’autre a modifié ce brouillon" in words
        assert "Marie Exemple" in words
        assert "Marie l’a écrit." in words
        assert "Tenir la caisse" in page.content.decode()
        draft.refresh_from_db()
        assert draft.proves == "Marie l’a écrit."
        # As a draft of its own; then, knowingly, in place of the other.
        assert second.post(path, filled(page, as_copy="1", label="2028")).status_code == 302
        assert second.post(path, filled(page)).status_code == 302
        draft.refresh_from_db()
        assert (draft.label, draft.proves) == ("2027", "La personne a terminé trois modules.")
        assert SchemeVersion.objects.get(label="2028").read().skills == ("Tenir la caisse",)

    def test_promised_meanwhile_it_is_kept_as_another_draft(self, draft, marie, client_of):
        browser, path = client_of(marie), address("edit_draft", draft)
        mine = filled(browser.get(path), skills="Tenir la caisse")
        put_in_force(version=draft, actor=marie, effective_from=timezone.localdate())
        page = browser.post(path, mine)
        assert "n’est plus un brouillon" in text_of(page)
        assert "Enregistrer ce brouillon" not in text_of(page)
        page = browser.post(path, filled(page, as_copy="1"))
        assert "a déjà une version nommée" in text_of(page)
        assert browser.post(path, filled(page, as_copy="1", label="2028")).status_code == 302
        assert SchemeVersion.objects.get(label="2028").draft
        assert SchemeVersion.objects.get(pk=draft.pk).read().skills == ()

    def test_a_house_writes_its_own(self, house, modules, marie, client_of):
        browser = client_of(marie)
        page = browser.get(NEW)
        own = {
            "structure": house.pk,
            "title": "Accueillir des bénévoles",
            "code": "accueillir",
            "label": "1",
            "effective_from": "2027-01-01",
            "groups-0-label": "Modules",
            "groups-0-modules": "GOUV",
            "certificate_title": "Accueillir des bénévoles",
            "certificate_text": "a suivi un module.",
            "proves": "Un module.",
            "does_not_prove": "Rien de plus.",
        }
        assert "Champ requis" in text_of(browser.post(NEW, filled(page, title=None)))
        kept = browser.post(NEW, filled(page, **own), follow=True)
        assert "Le brouillon est enregistré." in text_of(kept)
        version = SchemeVersion.objects.get()
        assert (version.draft, version.scheme.code, version.scheme.structure) == (True, "accueillir", house)
        page = browser.post(NEW, filled(page, **own))
        assert "a déjà un certificat de code « accueillir »" in text_of(page)
        assert Scheme.objects.count() == 1

    def test_never_for_another_house(self, house, other_house, modules, marie, client_of):
        page = client_of(marie).post(NEW, filled(client_of(marie).get(NEW), structure=other_house.pk))
        assert page.status_code == 400
        assert not Scheme.objects.exists()

    def test_a_draft_is_dropped(self, draft, marie, client_of):
        page = client_of(marie).post(address("drop_draft", draft), follow=True)
        assert "Le brouillon est supprimé." in text_of(page)
        assert not SchemeVersion.objects.filter(pk=draft.pk).exists()


class TestPromising:
    def test_it_is_read_once_more_then_promised(self, version, draft, dossier, marie, client_of):
        browser, path = client_of(marie), address("force", draft)
        page = browser.get(path)
        today = timezone.localdate()
        assert "la version 2026 se termine le" in text_of(page)
        sent = {"seen": draft.stamp, "effective_from": today.isoformat()}
        page = browser.post(path, sent, follow=True)
        assert "Ses règles ne changent plus." in text_of(page)
        assert list(SchemeVersion.objects.in_force(today)) == [draft]
        assert Dossier.objects.get(pk=dossier.pk).version == version

    def test_refusals_stand_beside_the_day(self, version, draft, marie, client_of):
        browser, path, today = client_of(marie), address("force", draft), timezone.localdate()
        sent = {"seen": draft.stamp, "effective_from": "2026-02-01"}
        page = browser.post(path, sent)
        assert (page.status_code, "La version 2026 est en vigueur" in text_of(page)) == (400, True)
        before = (today - timedelta(days=1)).isoformat()
        sent |= {"effective_from": today.isoformat(), "effective_until": before}
        assert "Le dernier jour est avant le premier." in text_of(browser.post(path, sent))
        assert "Champ requis" in text_of(browser.post(path, {"seen": draft.stamp}))
        page = browser.post(path, {"seen": "autre", "effective_from": today.isoformat()})
        assert "Quelqu’un d’autre a modifié ce brouillon : relisez-le" in text_of(page)
        draft.refresh_from_db()
        assert draft.draft


class TestOneCertificate:
    def test_leads_are_named(self, version, marie, val, grace, client_of):
        browser, path = client_of(marie), address("leads", version.scheme)
        page = browser.post(path, {"leads": [val.pk]}, follow=True)
        assert "Les responsables pédagogiques sont nommés." in text_of(page)
        assert list(version.scheme.leads.all()) == [val]
        page = browser.post(path, {"leads": [grace.pk]}, follow=True)
        assert "rien n’a été changé" in text_of(page)
        assert list(version.scheme.leads.all()) == [val]
        # One who decides here no more is shown, and must go.
        yesterday = timezone.localdate() - timedelta(days=1)
        val.memberships.update(since=yesterday - timedelta(days=1), until=yesterday)
        assert "ni validateur ni responsable" in text_of(browser.post(path, {"leads": [val.pk]}, follow=True))

    def test_an_authorisation_is_recorded(self, version, marie, client_of):
        browser, path = client_of(marie), address("authorise", version.scheme)
        sent = {"authority": "DRAJES", "reference": "2026-7", "valid_from": "2026-01-01"}
        page = browser.post(path, sent | {"valid_until": "2025-01-01"})
        assert "Le dernier jour est avant le premier." in text_of(page)
        page = browser.post(path, sent | {"valid_until": "2028-12-31"}, follow=True)
        assert "DRAJES 2026-7 · 1 janvier 2026 – 31 décembre 2028" in text_of(page)
        assert IssuerAuthorisation.objects.count() == 1

    def test_its_versions_say_where_they_stand(self, version, draft, marie, client_of):
        page = text_of(client_of(marie).get(f"/admin/certificats-proposes/{version.scheme_id}/"))
        assert "2026 · en vigueur" in page
        assert "2026, copie · brouillon" in page
        coming = copy_version(version=version, actor=marie)
        put_in_force(version=coming, actor=marie, effective_from=timezone.localdate() + timedelta(days=9))
        page = text_of(client_of(marie).get(f"/admin/certificats-proposes/{version.scheme_id}/"))
        assert "à venir" in page
        over = SchemeVersion(effective_from=date(2020, 1, 1), effective_until=date(2021, 1, 1))
        assert over.standing == "échue"


def test_pages_cost_the_same_whatever_there_is(version, draft, marie, client_of, make_module, house):
    paths = {
        address("edit_draft", draft): 22,
        f"/admin/regles/{draft.pk}/": 22,
        address("force", draft): 20,
        f"/admin/certificats-proposes/{draft.scheme_id}/": 26,
        "/admin/regles/": 20,
    }
    browser = client_of(marie)

    def costs() -> list[int]:
        found = []
        for path in paths:
            browser.get(path)
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(path).status_code == 200
            found.append(len(queries))
        return found

    few = costs()
    for number in range(3):
        copy_version(version=version, actor=marie)
        make_module(house, f"M{number}", f"Module {number}", sequences=0, quiz=False)
    many = costs()
    assert all(now <= before for before, now in zip(few, many, strict=True)), (few, many)
    assert all(cost <= most for cost, most in zip(many, paths.values(), strict=True)), many
