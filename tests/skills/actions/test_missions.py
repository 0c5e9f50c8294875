"""A mission is told by its volunteer, and by nobody else."""

import uuid
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import LogEntry
from skills.actions.choose_competencies import choose_competencies
from skills.actions.declare_level import declare_level
from skills.actions.list_association import list_association
from skills.actions.open_mission import Where, open_mission
from skills.actions.remove_mission import remove_mission
from skills.actions.say_story import Story, say_story
from skills.actions.say_when import When, say_when
from skills.actions.say_where import say_where
from skills.models import Association, Claim, Framework, Mission
from skills.refusals import AlreadyListed, MissionRefused, NotYours, Refused

pytestmark = pytest.mark.django_db


class TestTheDirectory:
    def test_a_manager_writes_in_it(self, nights, marie):
        assert nights.listed
        assert str(nights) == "Les Nuits de Valmont, Valmont"
        nights.city = ""
        assert str(list_association(association=nights, actor=marie)) == "Les Nuits de Valmont"

    def test_a_number_is_one_and_once(self, nights, marie):
        with pytest.raises(AlreadyListed):
            list_association(association=Association(name="Autre", rna="w991001204"), actor=marie)
        with pytest.raises(MissionRefused, match="neuf chiffres"):
            list_association(association=Association(name="Autre", rna="12"), actor=marie)
        assert list_association(association=Association(name="Autre"), actor=marie).rna == ""

    def test_nobody_else_writes_in_it(self, val):
        with pytest.raises(NotYours):
            list_association(association=Association(name="Autre"), actor=val)


class TestBeginning:
    def test_twice_the_same_form_begins_one_mission(self, ada, house, nights):
        token, where = uuid.uuid4(), Where("Aide", nights)
        first = open_mission(actor=ada, structure=house, token=token, where=where)
        assert open_mission(actor=ada, structure=house, token=token, where=where) == first
        assert first.kept_at is None
        assert str(first) == f"Aide ({first.pk})"

    def test_its_log_line_is_not_the_houses_to_read(self, begun, marie):
        line = LogEntry.objects.about(begun).get()
        assert (line.verb, line.structure, line.payload) == ("mission.begun", None, {})
        assert not LogEntry.objects.readable_by(marie).about(begun).exists()

    @pytest.mark.parametrize(
        ("where", "words"),
        [
            (Where(" "), "votre rôle"),
            (Where("Aide"), "nom de l’association"),
            (Where("Aide", name="Les Amis", rna="12"), "neuf chiffres"),
        ],
    )
    def test_refuses_what_says_too_little(self, ada, house, where, words):
        with pytest.raises(MissionRefused, match=words):
            open_mission(actor=ada, structure=house, token=uuid.uuid4(), where=where)
        assert not Mission.objects.exists()

    def test_an_association_is_found_by_its_number(self, ada, house, nights):
        where = Where("Aide", name="Le festival", rna="w991 001 204")
        mission = open_mission(actor=ada, structure=house, token=uuid.uuid4(), where=where)
        assert mission.association == nights

    def test_one_that_is_added_is_the_persons_alone(self, ada, linus, house):
        for token in (uuid.uuid4(), uuid.uuid4()):
            mission = open_mission(
                actor=ada, structure=house, token=token, where=Where("Aide", name="Les  Abeilles")
            )
        added = Association.objects.get()
        assert (added.name, added.added_by, added.listed) == ("Les Abeilles", ada, False)
        assert mission.association == added
        assert Association.objects.known_to(linus).count() == 0
        with pytest.raises(MissionRefused):
            open_mission(actor=linus, structure=house, token=uuid.uuid4(), where=Where("Aide", added))


class TestTelling:
    def test_each_screen_is_kept(self, begun, ada):
        say_where(mission=begun, actor=ada, where=Where("Caisse", name="Les Abeilles"))
        say_when(mission=begun, actor=ada, when=When(date(2026, 1, 1), None, Decimal(2), "week"))
        say_story(mission=begun, actor=ada, story=Story(" J’ai tenu la caisse. ", "Le miel", "Juste"))
        begun.refresh_from_db()
        assert (begun.role, begun.association.name, begun.activities) == (
            "Caisse",
            "Les Abeilles",
            "J’ai tenu la caisse.",
        )
        assert begun.told
        assert begun.next_screen == "competencies"
        assert begun.is_estimated
        assert begun.total_hours > 2

    @pytest.mark.parametrize(
        ("when", "words"),
        [
            (When(None, None, None, "week"), "quand cela a commencé"),
            (When(date(2026, 7, 3), date(2026, 7, 1), None, "week"), "précède le premier"),
            (When(date(2026, 7, 3), date(2026, 7, 3), Decimal(30), "total"), "seize heures"),
        ],
    )
    def test_refuses_times_that_make_no_sense(self, begun, ada, when, words):
        with pytest.raises(MissionRefused, match=words):
            say_when(mission=begun, actor=ada, when=when)

    def test_refuses_silence(self, begun, ada):
        with pytest.raises(MissionRefused):
            say_story(mission=begun, actor=ada, story=Story("  "))

    def test_without_hours_or_days_there_is_no_total(self, begun):
        assert begun.total_hours is None

    def test_nobody_else_tells_it(self, mission, linus, marie, framework):
        for person in (linus, marie):
            for attempt in (
                lambda actor: say_where(mission=mission, actor=actor, where=Where("x", name="y")),
                lambda actor: say_when(mission=mission, actor=actor, when=When(None, None, None, "week")),
                lambda actor: say_story(mission=mission, actor=actor, story=Story("x")),
                lambda actor: choose_competencies(
                    mission=mission, actor=actor, framework=framework, levels={}
                ),
                lambda actor: remove_mission(mission=mission, actor=actor),
                lambda actor: declare_level(claim=Claim.objects.first(), actor=actor, level=1),
            ):
                with pytest.raises(NotYours):
                    attempt(person)


class TestChoosing:
    def test_keeps_the_mission_and_what_is_claimed(self, mission, ada):
        assert mission.kept_at is not None
        found = {claim.code: claim.level for claim in Claim.objects.of(ada)}
        assert found == {"accueillir-public": 3, "tenir-buvette": 1}
        claim = Claim.objects.get(code="tenir-buvette")
        assert str(claim) == "Tenir une buvette ou servir un repas (1)"
        assert str(claim.supports.get()) == f"{claim.pk} / {mission.pk}"

    def test_what_is_not_told_is_not_kept(self, begun, ada, framework):
        done = choose_competencies(mission=begun, actor=ada, framework=framework, levels={})
        assert done.kept_at is None

    def test_again_changes_levels_and_drops_the_rest(self, mission, ada, framework):
        kept_at = mission.kept_at
        again = choose_competencies(
            mission=mission, actor=ada, framework=framework, levels={"accueillir-public": 4, "ecouter": 2}
        )
        assert again.kept_at == kept_at
        assert {claim.code: claim.level for claim in Claim.objects.of(ada)} == {
            "accueillir-public": 4,
            "ecouter": 2,
        }

    def test_a_claim_that_another_mission_supports_stays(self, mission, ada, house, nights, tell):
        other = open_mission(actor=ada, structure=house, token=uuid.uuid4(), where=Where("Bar", nights))
        tell(other, {"tenir-buvette": 1})
        remove_mission(mission=mission, actor=ada)
        assert [claim.code for claim in Claim.objects.of(ada)] == ["tenir-buvette"]

    def test_a_level_stays_the_persons_though_the_framework_moves_on(self, mission, ada, house):
        newer = Framework.objects.create(code="autre", title="Autre", published_at=timezone.now())
        choose_competencies(mission=mission, actor=ada, framework=newer, levels={"accueillir-public": 2})
        assert Claim.objects.get().framework.code == "vie-associative"

    @pytest.mark.parametrize("levels", [{"inconnue": 1}, {"ecouter": 5}, {"ecouter": 0}])
    def test_refuses_what_does_not_exist(self, mission, ada, framework, levels):
        with pytest.raises(Refused):
            choose_competencies(mission=mission, actor=ada, framework=framework, levels=levels)


class TestDeclaring:
    def test_changes_the_level_once(self, mission, ada):
        claim = Claim.objects.get(code="tenir-buvette")
        for _again in range(2):
            assert declare_level(claim=claim, actor=ada, level=2).level == 2
        assert LogEntry.objects.about(claim).count() == 1

    def test_refuses_a_level_that_does_not_exist(self, mission, ada):
        with pytest.raises(Refused):
            declare_level(claim=Claim.objects.first(), actor=ada, level=7)


class TestRemoving:
    def test_forgets_the_mission_and_what_it_alone_supported(self, mission, ada, nights):
        remove_mission(mission=mission, actor=ada)
        assert not Mission.objects.exists()
        assert not Claim.objects.exists()
        assert Association.objects.get() == nights

    def test_forgets_an_association_added_for_it_alone(self, ada, house):
        where = Where("Aide", name="Les Abeilles")
        mission = open_mission(actor=ada, structure=house, token=uuid.uuid4(), where=where)
        remove_mission(mission=mission, actor=ada)
        assert not Association.objects.exists()
