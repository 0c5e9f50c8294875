"""Figures of volunteers: of those who said yes, for managers of their house, and telling of nobody."""

import csv
import io
import uuid
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import LogEntry
from skills.actions.choose_counting import choose_counting
from skills.figures import Figures
from skills.models import Association, Attestation, Claim, ClaimSupport, CountingChoice, Mission
from skills.shown import as_read, claims_of
from tests.pages import main_text_of, text_of

pytestmark = pytest.mark.django_db

HERE = "/admin/benevolat/"


@pytest.fixture
def tell_many(make_person, house, framework):
    """A function that makes so many people, each with one mission that counts, attested or not."""

    def tell(count: int, association: Association, *, attested: bool = False, counts: bool = True) -> list[Mission]:
        made = []
        for _ in range(count):
            person = make_person(uuid.uuid4().hex[:12], house, "learner")
            if counts:
                choose_counting(actor=person, says_yes=True)
            mission = Mission.objects.create(
                volunteer=person,
                structure=house,
                token=uuid.uuid4(),
                association=association,
                role="Aide",
                starts_on=date(2025, 1, 1),
                ends_on=date(2025, 12, 31),
                hours=Decimal("1.5"),
                rhythm=Mission.Rhythm.TOTAL,
                activities="Aider.",
                kept_at=timezone.now(),
            )
            if attested:
                attest(mission, framework)
            made.append(mission)
        return made

    return tell


def attest(mission: Mission, framework) -> None:
    """An association's word on this mission and on one competency."""
    claim = Claim.objects.create(
        volunteer=mission.volunteer, framework=framework, code="tenir-buvette", title="Tenir une buvette", level=2
    )
    ClaimSupport.objects.create(claim=claim, mission=mission)
    shown = as_read(mission, claims_of(mission))
    for one in shown["competencies"]:
        one["confirmed"] = 2
    now = timezone.now()
    Attestation.objects.create(
        mission=mission,
        structure=mission.structure,
        state=Attestation.State.ATTESTED,
        answered_at=now,
        expires_at=now,
        shown=shown,
    )


@pytest.fixture
def brenne():
    return Association.objects.create(name="Les Jardins", city="Brenne", listed=True)


@pytest.fixture
def desk(marie, client_of):
    return client_of(marie)


class TestTheChoice:
    def test_nobody_counts_who_did_not_say_so(self, tell_many, nights, house):
        tell_many(6, nights, counts=False)
        assert Figures(house).facts == []

    def test_is_made_on_ones_space_and_changed_there(self, ada, client_of, mission, house):
        mine = client_of(ada)
        assert "Vous ne comptez pas : rien de vos acquis" in main_text_of(mine.get("/mes-acquis/"))
        address = "/mes-acquis/chiffres/"
        assert "Vous comptez dans les chiffres" in text_of(mine.post(address, {"counts": "yes"}, follow=True))
        assert len(Figures(house).facts) == 1
        assert "Vous avez dit oui le" in main_text_of(mine.get("/mes-acquis/"))
        assert "ne comptez pas" in text_of(mine.post(address, {"counts": "no"}, follow=True))
        assert Figures(house).facts == []
        assert mine.get(address).status_code == 405

    def test_keeps_its_day_and_a_log_line_that_no_house_reads(self, ada):
        first = choose_counting(actor=ada, says_yes=True)
        assert str(first) == f"{ada.pk}: True"
        assert choose_counting(actor=ada, says_yes=True).chosen_at == first.chosen_at
        line = LogEntry.objects.about(first).get()
        assert (line.verb, line.structure, line.payload) == ("counting.chosen", None, {"says_yes": True})
        choose_counting(actor=ada, says_yes=False)
        assert CountingChoice.objects.get().says_yes is False


class TestThePage:
    def test_tells_each_figure_with_its_formula(self, desk, tell_many, nights, brenne):
        tell_many(6, nights, attested=True)
        tell_many(7, brenne, attested=True)
        text = text_of(desk.get(HERE))
        for words in ("Missions racontées", "Heures données", "Compétences attestées", "commencées dans l’année"):
            assert words in text
        assert "Valmont 6 9 6 6" in text
        assert "Brenne 7 10,5 7 7" in text
        assert "En tout 13 19,5 13 13" in text
        assert "moins de 5 moins" not in text

    def test_tells_nothing_of_few(self, desk, tell_many, nights, brenne):
        tell_many(9, nights)
        tell_many(3, brenne)
        text = text_of(desk.get(HERE))
        assert "Brenne moins de 5 moins de 5 moins de 5 moins de 5" in text
        assert "Valmont non affiché non affiché" in text
        assert "En tout 12 18 moins de 5 moins de 5" in text

    def test_a_word_on_an_older_version_no_longer_counts(self, desk, tell_many, nights, house):
        missions = tell_many(6, nights, attested=True)
        Mission.objects.filter(pk=missions[0].pk).update(activities="Autre chose.")
        assert sum(one.attested for one in Figures(house).facts) == 5

    def test_missions_that_are_not_told_or_are_elsewhere_do_not_count(self, tell_many, nights, house, other_house):
        missions = tell_many(2, nights)
        Mission.objects.filter(pk=missions[0].pk).update(kept_at=None)
        Mission.objects.filter(pk=missions[1].pk).update(structure=other_house)
        assert Figures(house).facts == []

    def test_says_so_when_there_is_nothing(self, desk, framework):
        assert "Personne n’a encore dit oui" in text_of(desk.get(HERE, {"annee": "1999"}))

    def test_a_town_that_is_not_told_is_said_so(self, tell_many, house):
        tell_many(5, Association.objects.create(name="Entraide"))
        assert Figures(house).by_town(2025).lines[0].name == "Commune non dite"

    def test_queries_do_not_grow_with_the_rows(self, tell_many, nights, house, django_assert_num_queries):
        tell_many(3, nights, attested=True)
        with django_assert_num_queries(4):
            Figures(house)
        tell_many(12, nights, attested=True)
        with django_assert_num_queries(4):
            told = Figures(house)
        assert len(told.facts) == 15

    def test_open_data_say_the_same(self, desk, tell_many, nights, brenne):
        tell_many(9, nights)
        tell_many(3, brenne)
        response = desk.get(f"{HERE}valmont.csv")
        assert response["Content-Disposition"].startswith('attachment; filename="benevoles-valmont-')
        rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
        told = {(row[2], row[3]): (row[4], row[5]) for row in rows[1:] if row[1] == "Par commune"}
        assert told["Brenne", "Missions racontées"] == ("", "moins de 5")
        assert told["Valmont", "Missions racontées"] == ("", "non affiché")
        assert told["En tout", "Heures données"] == ("18", "")


class TestWhoReads:
    def test_managers_of_the_house_alone(self, framework, val, grace, ada, client_of, client, make_person, other_house):
        for person in (val, grace, ada):
            assert client_of(person).get(HERE).status_code in (302, 403, 404)
            assert client_of(person).get(f"{HERE}valmont.csv").status_code in (302, 403, 404)
        assert client.get(HERE).status_code == 302
        eve = client_of(make_person("eve", other_house, "manager"))
        assert eve.get(HERE, {"structure": "valmont"}).status_code == 404
        assert eve.get(f"{HERE}valmont.csv").status_code == 404
        assert eve.get(HERE).status_code == 200

    def test_the_way_to_it_stands_in_their_menu(self, desk, val, client_of, framework):
        assert "Chiffres du bénévolat" in desk.get("/admin/").content.decode()
        assert "Chiffres du bénévolat" not in client_of(val).get("/admin/").content.decode()
