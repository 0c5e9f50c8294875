"""The register and the yearly figures: right, whole, streamed, and of one's own house alone."""

import csv
import io
import re
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from certification.actions.apply_for_certificate import apply_for_certificate
from certification.actions.decide_dossier import decide_dossier
from certification.actions.replace import replace
from certification.actions.revoke import revoke
from certification.actions.withdraw import withdraw
from certification.bilan import figures
from certification.models import Credential, CredentialFile, Dossier, Minutes, Registry
from certification.registry import faults
from learning.models import Group

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    main = response.content.decode().rpartition("<main")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", main).replace("\u00a0", " ").split())


def rows_of(response) -> list[dict[str, str]]:
    assert response.streaming
    content = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content), delimiter=";"))


@pytest.fixture
def eve(other_house, make_person):
    return make_person("eve", other_house, "manager")


@pytest.fixture
def check(capsys):
    """A function that checks the registers: (exit code, lines)."""

    def check(*arguments) -> tuple[int, list[str]]:
        code = 0
        try:
            call_command("check_registry", *arguments)
        except CommandError as wrong:
            code = wrong.returncode
        return code, capsys.readouterr().out.splitlines()

    return check


class TestRegister:
    def test_every_document_stands_in_it_with_what_became_of_it(
        self, certificate, attestation, house, marie, val, client_of, this_year
    ):
        replacing = replace(
            credential=certificate, actor=val, holder_name="Ada O’Brien-Éloïse", reason="Changement de nom"
        )
        revoke(credential=attestation, actor=val, reason="=HYPERLINK(1)")
        rows = rows_of(client_of(marie).get(f"/admin/registre/valmont/{this_year}.csv"))
        assert len(rows) == Credential.objects.count() == 5
        by_number = {row["Numéro"]: row for row in rows}
        first = by_number[certificate.number]
        assert (first["État"], first["Remplacé par"]) == ("Remplacé", replacing.number)
        assert first["SHA-256"] == certificate.sha256
        assert by_number[replacing.number]["Titulaire"] == "Ada O’Brien-Éloïse"
        assert by_number[attestation.number]["Motif"] == "'=HYPERLINK(1)"
        numbers = [row["Numéro"] for row in rows if "-AS-" not in row["Numéro"]]
        assert numbers == sorted(numbers)

    def test_an_erased_holder_is_not_named(self, certificate, marie, client_of, this_year):
        Credential.objects.update(holder_shown="erased")
        content = b"".join(
            client_of(marie).get(f"/admin/registre/valmont/{this_year}.csv").streaming_content
        ).decode()
        assert certificate.number in content
        assert "Ada" not in content

    def test_a_year_without_any_is_empty_and_one_that_cannot_be_is_not_found(self, house, marie, client_of):
        browser = client_of(marie)
        assert rows_of(browser.get("/admin/registre/valmont/2024.csv")) == []
        for year in ("1900", "2999"):
            assert browser.get(f"/admin/registre/valmont/{year}.csv").status_code == 404
            assert browser.get(f"/admin/bilan/valmont/{year}.csv").status_code == 404


class TestCheck:
    def test_whole_it_says_so(self, certificate, pending, other_house, check):
        assert check() == (0, ["brenne: whole", "valmont: whole"])

    def test_a_gap_a_lost_file_and_a_changed_one_are_told(self, certificate, ready, val, files, check):
        from certification.actions.make_file import make_file

        for one in Credential.objects.pending().select_related("structure"):
            make_file(credential=one)
        lost, changed, *_others = Credential.objects.of_kind("attestation").order_by("pk")
        for path in files():
            if path.as_posix().endswith(lost.file_name):
                path.unlink()
            elif path.as_posix().endswith(changed.file_name):
                path.write_bytes(path.read_bytes()[:-1] + b"x")
        CredentialFile.objects.create(
            credential=certificate, format="jwt", file_name="", file_bytes=1, sha256="0" * 64
        )
        Registry.objects.filter(kind="certificate").update(last_number=3)
        code, lines = check("--structure", "valmont")
        year = Registry.objects.first().year
        assert code == 1
        assert lines == [
            f"valmont: {lost.number}: its file is missing",
            f"valmont: {changed.number}: its file is not the one that was issued",
            f"valmont: {certificate.number} (jwt): its file is missing",
            f"valmont: certificate {year}: missing: 2, 3",
        ]

    def test_a_register_that_lost_its_count_and_a_number_that_is_none_are_told(self, pending, check):
        Registry.objects.all().delete()
        code, lines = check()
        assert code == 1 and "beyond: 1" in lines[0]
        Credential.objects.update(number="x")
        assert "no number of a register" in check()[1][0]

    def test_a_structure_that_is_not_there(self, house, check):
        with pytest.raises(CommandError, match="nulle-part"):
            call_command("check_registry", "--structure", "nulle-part")


class TestFigures:
    @pytest.fixture
    def year(self, house, certificate, val, version, modules, make_person, finish, this_year):
        """A certificate granted, a dossier refused, one withdrawn, one that waits; and those of other years."""
        people = []
        for number in range(3):
            person = make_person(f"p{number}", house, "learner")
            for module in modules:
                finish(person, module)
            people.append(apply_for_certificate(version=version, actor=person))
        refused, withdrawn, waiting = people
        decide_dossier(dossier=refused, actor=val, verdict="refuse", reason="Non.")
        withdraw(dossier=withdrawn, actor=withdrawn.candidate)
        replace(credential=certificate, actor=val, holder_name="Ada B", reason="Nom")
        waiting.candidate.profile = "officer"
        waiting.candidate.save()
        today = date(this_year, 6, 1)
        for pk, name in ((refused.pk, "Les Amis du canal"), (waiting.pk, "les amis  du Canal")):
            birth = date(this_year - 30, 1, 1)
            Dossier.objects.filter(pk=pk).update(association_name=name, birth_date=birth)
        Group.objects.create(structure=house, title="Automne", referent=val, starts_on=today)
        Group.objects.create(
            structure=house, title="Jadis", referent=val, starts_on=date(2019, 1, 1), ends_on=date(2019, 6, 1)
        )
        return this_year

    def test_each_is_counted_as_its_formula_says(self, year, house, other_house):
        found = {one.slug: one for one in figures(house, year)}
        assert {slug: one.value for slug, one in found.items() if not one.parts} == {
            "sessions": 1,
            "registered": 4,
            "completed": 4,
            "validated": 1,
            "refused": 1,
            "certificates": 1,
            "dropouts": 1,
            "associations": 1,
        }
        assert {part.words: part.value for part in found["ages"].parts if part.value} == {
            "26–39 ans": 2,
            "non demandé ou non dit": 2,
        }
        assert sum(part.value for part in found["standings"].parts) == 4
        # 4 people: DROIT is two sequences of 30 minutes and a quiz of 10, the others one sequence each.
        assert found["hours"].value == 4 * (70 + 30 + 30)
        assert max(part.percent for part in found["hours"].parts) == 100
        assert all(one.formula for one in found.values())
        assert {one.value for one in figures(house, year - 1)} == {0}
        assert {one.value for one in figures(other_house, year)} == {0}

    def test_the_page_shows_each_with_its_formula_and_the_file_says_the_same(self, year, marie, client_of):
        browser = client_of(marie)
        page = browser.get("/admin/bilan/")
        words = text_of(page)
        for figure in figures(Dossier.objects.first().structure, year):
            assert figure.words in words and figure.formula in words
            assert figure.shown.replace("\u00a0", " ") in words
        assert page.content.decode().count('class="bilan-bar"') == 16
        rows = rows_of(browser.get(f"/admin/bilan/valmont/{year}.csv"))
        assert next(row for row in rows if row["Chiffre"] == "Abandons")["Valeur"] == "1"
        assert any(row["Partie"] == "26–39 ans" and row["Valeur"] == "2" for row in rows)

    def test_an_empty_house_has_figures_too(self, other_house, eve, client_of):
        page = client_of(eve).get("/admin/bilan/")
        assert page.status_code == 200
        assert "Brenne" in text_of(page)

    def test_another_year_and_nonsense(self, year, marie, client_of):
        for asked in (year, "x", "²", "-1", "9" * 30):
            assert client_of(marie).get("/admin/bilan/", {"annee": asked}).status_code == 200

    def test_queries_do_not_grow_with_the_rows(
        self, dossier, house, version, modules, make_person, finish, marie, client_of
    ):
        def counted() -> int:
            browser.get("/admin/bilan/")
            with CaptureQueriesContext(connection) as queries:
                browser.get("/admin/bilan/")
            return len(queries)

        browser = client_of(marie)
        few = counted()
        for number in range(8):
            person = make_person(f"p{number}", house, "learner")
            for module in modules:
                finish(person, module)
            apply_for_certificate(version=version, actor=person)
        assert counted() == few <= 25


class TestDoors:
    ADDRESSES = ("/admin/bilan/valmont/2026.csv", "/admin/registre/valmont/2026.csv")

    def test_another_house_cannot_tell_it_exists(self, house, eve, client_of):
        browser = client_of(eve)
        for address in (*self.ADDRESSES, "/admin/bilan/?structure=valmont"):
            assert browser.get(address).status_code == 404, address

    def test_trainers_learners_and_visitors_do_not_come_in(self, house, grace, ada, client, client_of):
        for address in (*self.ADDRESSES, "/admin/bilan/"):
            assert client_of(grace).get(address).status_code == 404
            assert client_of(ada).get(address).status_code == 403
            assert client.get(address).status_code == 302
            assert client_of(grace).post(address).status_code == 405

    def test_who_staffs_several_chooses(self, house, other_house, marie, appoint, client_of):
        from accounts.actions.grant_role import grant_role

        grant_role(user=marie, structure=other_house, role="validator", actor=None)
        browser = client_of(marie)
        assert "Brenne" in text_of(browser.get("/admin/bilan/", {"structure": "brenne"}))
        assert browser.get("/admin/bilan/").content.decode().count("<option value=") == 2


def test_minutes_of_juries_have_a_register_too(minutes, house):
    assert list(faults(house)) == []
    Minutes.objects.filter(pk=minutes.pk).update(number=minutes.number.replace("0001", "0002"))
    assert len(list(faults(house))) == 2, "one missing, one beyond"
