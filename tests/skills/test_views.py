"""One's own space: private, complete, light, and never a ranking."""

import uuid
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from skills.models import Claim, ClaimSupport, Mission
from tests.pages import main_text_of as text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(ada, client_of, framework):
    return client_of(ada)


class TestTheSpace:
    def test_is_empty_at_first_and_says_how_to_begin(self, mine):
        text = text_of(mine.get("/mes-acquis/"))
        assert "même une journée" in text
        assert "Décrire une mission" in text

    def test_shows_competencies_by_domain_with_their_level_and_what_supports_them(self, mine, mission):
        text = text_of(mine.get("/mes-acquis/"))
        assert "Accueillir et accompagner" in text
        assert "Organiser des activités" in text
        assert "En autonomie" in text
        assert "Avec aide" in text
        assert "Accueil du festival , Les Nuits de Valmont" in text
        assert "2 compétences" in text
        assert "24 heures" in text

    def test_a_level_is_changed_where_it_stands(self, mine, mission):
        claim = Claim.objects.get(code="tenir-buvette")
        address = f"/mes-acquis/competences/{claim.pk}/niveau/"
        assert "Votre niveau est changé" in text_of(mine.post(address, {"level": "4"}, follow=True))
        claim.refresh_from_db()
        assert claim.level == 4
        mine.post(address, {"level": "8"})
        claim.refresh_from_db()
        assert claim.level == 4

    def test_has_no_word_of_a_contest(self, mine, mission):
        text = text_of(mine.get("/mes-acquis/")).lower()
        for word in ("classement", "points", "score", "meilleur", "%", "record", "bravo"):
            assert word not in text

    def test_costs_no_more_than_twelve_queries_with_fifty_missions(self, mine, ada, mission, nights):
        missions = Mission.objects.bulk_create(
            Mission(
                volunteer=ada,
                token=uuid.uuid4(),
                association=nights,
                role=f"Rôle {number}",
                starts_on=date(2025, 1, 1),
                hours=Decimal(2),
                activities="Aider.",
                kept_at=mission.kept_at,
            )
            for number in range(49)
        )
        claims = list(Claim.objects.of(ada))
        ClaimSupport.objects.bulk_create(
            ClaimSupport(claim=claim, mission=one) for claim in claims for one in missions
        )
        mine.get("/mes-acquis/")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = mine.get("/mes-acquis/")
        assert "Rôle 48" in text_of(response)
        assert len(queries) <= 12, [one["sql"] for one in queries]

    def test_stays_in_no_cache(self, mine, mission):
        for address in ("/mes-acquis/", f"/mes-acquis/missions/{mission.pk}/"):
            assert "no-store" in mine.get(address)["Cache-Control"]

    def test_an_attestation_stands_beside_what_its_module_teaches(
        self, mine, ada, mission, module, framework
    ):
        from certification.models import Credential
        from learning.actions.complete_step import complete_step
        from learning.models import Enrolment, StepPage
        from skills.actions.choose_competencies import choose_competencies

        enrolment = Enrolment.objects.by(ada).get()
        for step in StepPage.objects.in_module(module).specific():
            complete_step(enrolment=enrolment, step=step, actor=ada)
        levels = {"faire-demarches": 2}
        choose_competencies(mission=mission, actor=ada, framework=framework, levels=levels)
        credential = Credential.objects.get()
        number = credential.number
        assert number not in text_of(mine.get("/mes-acquis/"))
        Credential.objects.update(status="issued", sha256="0" * 64)
        assert f"Droit associatif et statuts , Attestation {number}" in text_of(mine.get("/mes-acquis/"))


class TestAMission:
    def test_is_read_whole(self, mine, mission):
        text = text_of(mine.get(f"/mes-acquis/missions/{mission.pk}/"))
        assert "J’ai accueilli le public" in text
        assert "juillet 2026" in text.lower()
        assert "W991001204" in text
        assert "Tenir une buvette" in text

    def test_says_that_an_estimate_is_one(self, mine, mission):
        Mission.objects.update(
            hours=Decimal("1.5"), rhythm="week", starts_on=date(2026, 1, 1), ends_on=date(2026, 1, 31)
        )
        text = text_of(mine.get(f"/mes-acquis/missions/{mission.pk}/"))
        assert "Environ 7 heures" in text
        assert "1,5 h par semaine" in text

    def test_not_wholly_told_goes_on(self, mine, begun):
        text = text_of(mine.get(f"/mes-acquis/missions/{begun.pk}/"))
        assert "À terminer" in text
        assert "Reprendre" in text

    def test_is_removed_for_good(self, mine, mission):
        response = mine.post(f"/mes-acquis/missions/{mission.pk}/retrait/", follow=True)
        assert "La mission est retirée" in text_of(response)
        assert not Mission.objects.exists()


class TestPrivacy:
    @pytest.fixture
    def addresses(self, mission):
        here = f"/mes-acquis/missions/{mission.pk}/"
        return [here, *(f"{here}{screen}/" for screen in ("association", "temps", "recit", "competences"))]

    @pytest.fixture
    def root(self, make_person):
        person = make_person("root")
        person.is_superuser = person.is_staff = True
        person.save()
        return person

    @pytest.mark.parametrize("who", ["linus", "grace", "val", "marie", "root"])
    def test_nobody_but_its_owner_reads_a_record_whatever_their_role(
        self, request, client_of, addresses, mission, who
    ):
        theirs = client_of(request.getfixturevalue(who))
        for address in addresses:
            assert theirs.get(address).status_code == 404, address
            if not address.endswith(f"/{mission.pk}/"):
                assert theirs.post(address, {"role": "x"}).status_code == 404, address
        claim = Claim.objects.first()
        assert theirs.post(f"/mes-acquis/missions/{mission.pk}/retrait/").status_code == 404
        assert theirs.post(f"/mes-acquis/competences/{claim.pk}/niveau/", {"level": 1}).status_code == 404
        assert "Accueil du festival" not in theirs.get("/mes-acquis/").content.decode()
        assert Mission.objects.filter(pk=mission.pk).exists()

    def test_a_visitor_signs_in_first(self, client, addresses):
        for address in ["/mes-acquis/", "/mes-acquis/missions/nouvelle/", *addresses]:
            response = client.get(address)
            assert response.status_code == 302
            assert "/connexion/" in response["Location"]

    def test_the_wrong_method_is_refused(self, mine, mission):
        claim = Claim.objects.first()
        assert mine.get(f"/mes-acquis/missions/{mission.pk}/retrait/").status_code == 405
        assert mine.get(f"/mes-acquis/competences/{claim.pk}/niveau/").status_code == 405
        assert mine.post("/mes-acquis/").status_code == 405
        assert mine.post(f"/mes-acquis/missions/{mission.pk}/").status_code == 405

    def test_no_list_of_the_administration_shows_a_record(self, client_of, marie, mission):
        for address in ("/admin/associations/", "/admin/referentiels/", "/admin/journal/"):
            assert "Accueil du festival" not in client_of(marie).get(address, follow=True).content.decode()


class TestTheWayIn:
    def test_stands_in_ones_menu_and_beside_ones_learning(self, mine):
        page = mine.get("/mon-parcours/").content.decode()
        assert page.count('href="/mes-acquis/"') == 2
