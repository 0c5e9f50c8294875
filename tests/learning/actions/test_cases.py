"""A case study as it is played: one way under way, decisions made once, new tries beside the old."""

import pytest

from accounts.models import LogEntry
from learning.actions.begin_case import begin_case
from learning.actions.decide_in_case import decide_in_case
from learning.activities.refusals import Moved, Refused
from learning.models import CaseRun, CaseStudyPage, CompletedStep


def choice(text: str, leads_to: str = "", **fields) -> dict:
    return {"text": text, "leads_to": leads_to, "consequence": "", "is_advised": False, "why": ""} | fields


def situation(name: str, *choices: dict) -> tuple:
    return ("situation", {"name": name, "text": f"<p>{name}.</p>", "choices": list(choices)})


SITUATIONS = [
    situation(
        "Début",
        choice("Compter", "quorum", is_advised=True, why="On ne décide pas sans quorum."),
        choice("Passer outre", consequence="Le vote est annulé."),
    ),
    situation("Quorum", choice("Reporter", "Fin"), choice("Recompter", "Début")),
    situation("Fin"),
]


@pytest.fixture
def case(add) -> CaseStudyPage:
    return add(CaseStudyPage(title="Le quorum", slug="quorum", situations=SITUATIONS))


@pytest.fixture
def begin(enrolment, case):
    return lambda former=None, place=None: begin_case(
        enrolment=enrolment, page=case, former=former, place=place
    )


@pytest.fixture
def decide(case, ada):
    return lambda run, place, choice: decide_in_case(
        run=run, page=case, place=place, choice=choice, actor=ada
    )


def names(run) -> list[str]:
    return [one["situation"] for one in run.path]


class TestBeginning:
    def test_a_double_click_begins_once(self, begin):
        assert begin().pk == begin().pk
        assert names(CaseRun.objects.get()) == ["Début"]

    def test_a_case_without_situations_is_not_begun(self, add, enrolment):
        empty = add(CaseStudyPage(title="Vide", slug="vide"))
        assert begin_case(enrolment=enrolment, page=empty) is None
        assert not CaseRun.objects.exists()

    def test_a_new_try_from_the_way_under_way_ends_it_as_it_was_played(self, begin, decide):
        run = decide(begin(), 0, 0)
        again = begin(former=run, place=0)
        run.refresh_from_db()
        assert (names(run), run.path[0]["choice"]) == (["Début", "Quorum"], 0)
        assert run.ended_at is not None
        assert (names(again), again.path[0]["choice"], again.ended_at) == (["Début"], None, None)
        assert again.path[0]["choice_text"] == "" and again.path[0]["advised"] == []
        assert not CompletedStep.objects.exists()

    def test_a_new_try_begins_where_one_says(self, begin, decide):
        run = decide(decide(begin(), 0, 0), 1, 0)
        again = begin(former=run, place=1)
        assert names(again) == ["Début", "Quorum"]
        assert [one["choice"] for one in again.path] == [0, None]

    @pytest.mark.parametrize("place", [None, -1, 2, 99])
    def test_from_a_place_that_the_way_does_not_have_nothing_is_begun(self, begin, decide, place):
        run = decide(begin(), 0, 0)
        assert begin(former=run, place=place).pk == run.pk
        assert CaseRun.objects.get().ended_at is None

    def test_from_nowhere_in_a_way_that_ended_nothing_is_begun(self, begin, decide):
        run = decide(begin(), 0, 1)
        assert begin(former=run, place=7) is None
        assert CaseRun.objects.count() == 1

    def test_asked_twice_a_new_try_is_one(self, begin, decide):
        run = decide(begin(), 0, 1)
        assert begin(former=run, place=0).pk == begin(former=run, place=0).pk
        assert CaseRun.objects.count() == 2


class TestDeciding:
    def test_the_way_goes_on_until_an_end_and_is_then_kept_once(self, begin, decide, enrolment):
        run = decide(begin(), 0, 0)
        assert (names(run), run.ended_at) == (["Début", "Quorum"], None)
        assert not CompletedStep.objects.exists()
        assert run.path[0]["advised"] == [{"text": "Compter", "why": "On ne décide pas sans quorum."}]
        run = decide(run, 1, 1)  # one may turn round
        run = decide(decide(run, 2, 0), 3, 0)
        assert names(run) == ["Début", "Quorum", "Début", "Quorum", "Fin"]
        assert run.ended_at and CompletedStep.objects.get().enrolment == enrolment
        line = LogEntry.objects.get(verb="case.ended")
        assert line.payload == {"step": "Le quorum", "situations": 5}

    def test_a_choice_that_leads_nowhere_ends_the_case(self, begin, decide):
        run = decide(begin(), 0, 1)
        assert names(run) == ["Début"]
        assert run.path[0]["consequence"] == "Le vote est annulé."
        assert run.ended_at and CompletedStep.objects.exists()

    def test_a_page_left_open_decides_nothing_a_second_time(self, begin, decide):
        run = decide(begin(), 0, 0)
        assert names(decide(run, 0, 1)) == ["Début", "Quorum"]
        assert names(decide(run, 5, 0)) == ["Début", "Quorum"]
        ended = decide(run, 1, 0)
        assert names(decide(ended, 2, 0)) == ["Début", "Quorum", "Fin"]
        assert LogEntry.objects.filter(verb="case.ended").count() == 1

    @pytest.mark.parametrize("choice", [None, -1, 2])
    def test_what_is_not_offered_is_refused(self, begin, decide, choice):
        run = begin()
        with pytest.raises(Refused) as caught:
            decide(run, 0, choice)
        assert list(caught.value.reasons) == [Moved.NO_CHOICE]
        run.refresh_from_db()
        assert run.path[0]["choice"] is None

    def test_a_case_written_anew_meanwhile_goes_on_as_it_was_begun(self, begin, decide, case):
        run = begin()
        case.situations = [situation("Tout autre"), situation("Fin")]
        case.save_revision().publish()
        case.refresh_from_db()
        assert names(decide(run, 0, 0)) == ["Début", "Quorum"]
