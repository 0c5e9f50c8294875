"""A file of hours is looked at, then kept once, whole, by its owner."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import LogEntry
from skills.actions.bring_timesheet import bring_timesheet, choose_columns
from skills.actions.drop_timesheet import drop_timesheet
from skills.actions.forget_timesheets import forget_timesheets
from skills.actions.forget_volunteer import forget_volunteer
from skills.actions.keep_timesheet import keep_timesheet
from skills.actions.remove_mission import remove_mission
from skills.actions.say_when import When, say_when
from skills.models import Association, Attestation, LoggedTime, Mission, Timesheet
from skills.refusals import NotYours, TimesheetRefused
from skills.rules.timesheets import MOST_BYTES, FileProblem
from skills.tasks import forget_timesheets as task
from skills.timesheets import Plan

pytestmark = pytest.mark.django_db

SHEET = """Association;Date;Durée;Rôle;Commentaire
Les Nuits de Valmont;03/07/2026;2h30;Bar;J’ai tenu la buvette.
les nuits de valmont;05/07/2026;1,5;bar;J’ai rangé.
Entraide;2026-02-01;45 min;;
Entraide;2026-02-30;2;;
"""


@pytest.fixture
def bring(ada, house):
    """A function that brings a file of Ada's."""

    def bring(text: str = SHEET) -> Timesheet:
        return bring_timesheet(actor=ada, structure=house, content=text.encode(), file_name="heures.csv")

    return bring


@pytest.fixture
def keep(ada, bring):
    """A function that brings a file of Ada's and keeps it."""
    return lambda text=SHEET: keep_timesheet(timesheet=bring(text), actor=ada)


class TestBringing:
    def test_makes_nothing_yet(self, bring, ada, nights):
        brought = bring()
        assert brought.columns == {"association": 0, "starts": 1, "hours": 2, "role": 3, "comment": 4}
        assert str(brought) == f"heures.csv ({brought.pk})"
        plan = Plan(brought)
        assert [(one.sum.role, one.association) for one in plan.planned] == [
            ("Bar", nights),
            ("Bénévole", None),
        ]
        assert plan.reasons == [
            (5, "«\u00a02026-02-30\u00a0» n’est pas une date lisible. Écrivez-la ainsi\u00a0: 31/12/2026.")
        ]
        assert not Mission.objects.exists() and not LoggedTime.objects.exists()

    def test_another_file_takes_its_place(self, bring, keep):
        kept = keep()
        first = bring()
        second = bring()
        assert set(Timesheet.objects.values_list("pk", flat=True)) == {kept.pk, second.pk}
        assert first.pk != second.pk

    @pytest.mark.parametrize(
        ("text", "words"),
        [("", "aucune ligne"), ("a\x00b", "pas du texte"), ("a" * (MOST_BYTES + 1), "1 Mo")],
    )
    def test_what_cannot_be_read_is_refused(self, bring, text, words):
        with pytest.raises(TimesheetRefused, match=words):
            bring(text)
        assert not Timesheet.objects.exists()


class TestColumns:
    def test_are_the_persons_to_choose(self, bring, ada):
        columns = {"association": 0, "starts": 1, "hours": 2}
        brought = choose_columns(timesheet=bring(), actor=ada, columns=columns, role="  Aide   au bar ")
        assert {one.sum.role for one in Plan(brought).planned} == {"Aide au bar"}
        assert choose_columns(timesheet=brought, actor=ada, columns=columns).role == "Bénévole"

    def test_that_are_needed_are_asked_for(self, bring, ada):
        brought = bring()
        with pytest.raises(TimesheetRefused, match="l’association"):
            choose_columns(timesheet=brought, actor=ada, columns={"association": 0})
        Timesheet.objects.update(columns={})
        brought.refresh_from_db()
        plan = Plan(brought)
        assert (plan.problem, plan.planned, plan.reasons) == (FileProblem.NO_COLUMN, [], [])

    def test_of_a_file_that_was_kept_no_longer_change(self, keep, ada):
        kept = keep()
        assert choose_columns(timesheet=kept, actor=ada, columns={}).columns == kept.columns


class TestKeeping:
    def test_makes_missions_with_their_hours_and_their_period(self, keep, ada, house, nights):
        kept = keep()
        bar, other = Mission.objects.order_by("pk")
        assert (bar.association, bar.role, bar.structure, bar.volunteer) == (nights, "Bar", house, ada)
        assert (bar.starts_on, bar.ends_on) == (date(2026, 7, 3), date(2026, 7, 5))
        assert (bar.hours, bar.rhythm, bar.total_hours) == (Decimal("4.0"), "total", Decimal("4.0"))
        assert bar.activities == "J’ai tenu la buvette.\nJ’ai rangé."
        assert bar.next_screen == "competencies" and bar.kept_at is None
        assert (other.association.listed, other.association.added_by) == (False, ada)
        assert (other.role, other.hours, other.next_screen) == ("Bénévole", Decimal("0.8"), "story")
        assert kept.outcome == {"made": 2, "grown": 0, "kept": 3, "left_out": 1}
        assert kept.text == "" and kept.kept_at is not None
        assert str(LoggedTime.objects.first()).startswith(f"{other.pk}: 45 ")

    def test_twice_makes_nothing_twice(self, bring, ada):
        brought = bring()
        first = keep_timesheet(timesheet=brought, actor=ada)
        again = keep_timesheet(timesheet=brought, actor=ada)
        assert again.kept_at == first.kept_at
        assert (Mission.objects.count(), LoggedTime.objects.count()) == (2, 3)

    def test_the_same_file_again_adds_nothing(self, keep, bring, ada):
        keep()
        again = bring()
        assert Plan(again).problem == FileProblem.NOTHING_NEW
        with pytest.raises(TimesheetRefused, match="Aucune ligne"):
            keep_timesheet(timesheet=again, actor=ada)
        assert (Mission.objects.count(), LoggedTime.objects.count()) == (2, 3)
        again.refresh_from_db()
        assert again.kept_at is None

    def test_new_lines_are_added_to_the_missions_of_the_file_before(self, keep, ada, nights):
        keep()
        kept = keep(
            f"{SHEET}Les Nuits de Valmont;01/09/2026;3;Bar;\nLes Nuits de Valmont;01/06/2026;1;Bar;\n"
        )
        bar = Mission.objects.get(role="Bar")
        assert (bar.starts_on, bar.ends_on, bar.hours) == (date(2026, 6, 1), date(2026, 9, 1), Decimal(8))
        assert kept.outcome == {"made": 0, "grown": 1, "kept": 2, "left_out": 4}

    def test_a_mission_that_still_lasts_goes_on_lasting(self, keep):
        keep()
        Mission.objects.filter(role="Bar").update(ends_on=None)
        keep(f"{SHEET}Les Nuits de Valmont;01/09/2026;3;Bar;\n")
        assert Mission.objects.get(role="Bar").ends_on is None

    def test_what_was_counted_by_hand_is_left_as_it_is(self, keep, ada):
        keep()
        bar = Mission.objects.get(role="Bar")
        by_hand = When(date(2026, 7, 3), date(2026, 7, 5), Decimal(12), "total")
        say_when(mission=bar, actor=ada, when=by_hand)
        keep(f"{SHEET}Les Nuits de Valmont;01/09/2026;3;Bar;\n")
        assert sorted(Mission.objects.filter(role="Bar").values_list("hours", flat=True)) == [3, 12]

    def test_a_mission_told_without_files_is_another(self, mission, bring, ada):
        text = "Association;Date;Durée;Rôle\nLes Nuits de Valmont;03/07/2026;2;accueil du FESTIVAL\n"
        (planned,) = Plan(bring(text)).planned
        assert (planned.mission, planned.told_by_hand, planned.attested) == (None, True, False)

    def test_says_when_a_word_will_be_on_an_older_version(self, keep, bring, house):
        keep()
        bar = Mission.objects.get(role="Bar")
        now = timezone.now()
        Attestation.objects.create(
            mission=bar, structure=house, state="attested", answered_at=now, expires_at=now
        )
        planned, *_ = Plan(bring(f"{SHEET}Les Nuits de Valmont;01/09/2026;3;Bar;\n")).planned
        assert (planned.mission, planned.attested) == (bar, True)

    def test_one_association_is_added_once_for_several_roles(self, keep):
        keep("Association;Date;Durée;Rôle\nEntraide;01/02/2026;1;Bar\nENTRAIDE;02/02/2026;1;Caisse\n")
        assert Association.objects.get(name="Entraide").mission_set.count() == 2

    def test_of_two_associations_of_one_name_none_is_guessed(self, bring, nights, ada, marie):
        Association.objects.create(name="Les Nuits de Valmont", city="Brenne", listed=True)
        assert Plan(bring()).planned[0].association is None
        own = Association.objects.create(name="Les nuits de Valmont", added_by=ada)
        assert Plan(bring()).planned[0].association == own

    def test_a_mission_removed_lets_its_lines_come_back(self, keep, ada):
        keep()
        remove_mission(mission=Mission.objects.get(role="Bar"), actor=ada)
        assert LoggedTime.objects.count() == 1
        assert keep().outcome["kept"] == 2

    def test_its_log_line_holds_no_word_of_the_record(self, keep):
        kept = keep()
        line = LogEntry.objects.about(kept).get()
        assert (line.verb, line.structure, line.payload) == ("timesheet.kept", None, kept.outcome)

    def test_all_or_nothing(self, bring, ada, monkeypatch):
        brought = bring()

        def full(*args, **kwargs):
            raise RuntimeError

        monkeypatch.setattr(LogEntry.objects, "append", full)
        with pytest.raises(RuntimeError):
            keep_timesheet(timesheet=brought, actor=ada)
        assert not Mission.objects.exists() and not LoggedTime.objects.exists()
        brought.refresh_from_db()
        assert brought.text

    def test_queries_do_not_grow_with_the_lines(self, bring, django_assert_max_num_queries):
        lines = [
            f"Les Nuits;{1 + n % 28:02}/{1 + n // 28 % 12:02}/{2000 + n // 336};1;Bar;" for n in range(3000)
        ]
        brought = bring("Association;Date;Durée;Rôle;Commentaire\n" + "\n".join(lines))
        with django_assert_max_num_queries(5):
            plan = Plan(brought)
            assert plan.problem is None
            assert len(plan.planned[0].sum.entries) == 3000


class TestWhoMay:
    def test_nobody_else(self, bring, linus):
        brought = bring()
        for act in (keep_timesheet, drop_timesheet):
            with pytest.raises(NotYours):
                act(timesheet=brought, actor=linus)
        with pytest.raises(NotYours):
            choose_columns(timesheet=brought, actor=linus, columns={})


class TestForgetting:
    def test_a_file_is_dropped_unless_it_was_kept(self, bring, keep, ada):
        kept = keep()
        drop_timesheet(timesheet=bring(), actor=ada)
        drop_timesheet(timesheet=kept, actor=ada)
        assert Timesheet.objects.get() == kept

    def test_a_day_later_files_that_nobody_kept_are_gone(self, bring, keep):
        kept = keep()
        waiting = bring()
        assert forget_timesheets() == 0
        day_before = timezone.now() - timedelta(days=1, seconds=1)
        Timesheet.objects.filter(pk__in=[kept.pk, waiting.pk]).update(brought_at=day_before)
        assert task() == "1 forgotten"
        assert Timesheet.objects.get() == kept

    def test_all_goes_with_the_account(self, bring, keep, ada):
        keep()
        bring()
        forget_volunteer(person=ada)
        for model in (Mission, LoggedTime, Timesheet):
            assert not model.objects.exists()
        assert not Association.objects.filter(name="Entraide").exists()
