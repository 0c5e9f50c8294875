"""The agenda shows what is still to come."""

from datetime import timedelta

from django.utils import timezone

from cms.blocks.agenda import AgendaBlock


def agenda(*days: int) -> str:
    today = timezone.localdate()
    meetings = [
        {"date": today + timedelta(days=day), "title": f"Rencontre {day}", "place": "", "page": None}
        for day in days
    ]
    return AgendaBlock().render(AgendaBlock().normalize({"title": "Agenda", "meetings": meetings}))


def test_past_meetings_are_no_longer_shown():
    html = agenda(-1, 2)
    assert "Rencontre -1" not in html
    assert "Rencontre 2" in html


def test_a_meeting_of_today_still_counts():
    assert "Rencontre 0" in agenda(0)


def test_the_nearest_comes_first():
    html = agenda(9, 2)
    assert html.index("Rencontre 2") < html.index("Rencontre 9")


def test_an_agenda_of_the_past_says_that_nothing_is_planned():
    assert "Pas de date pour le moment." in agenda(-3)
