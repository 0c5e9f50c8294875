"""Modules on other pages, and progress in words."""

from decimal import Decimal
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import RequestFactory

from cms.sites import attach_site
from learning.models import CurriculumSlot, Enrolment
from learning.study import OutlineRow, Study
from learning.templatetags.learning import in_words, score_in_words


def render(source: str) -> str:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    attach_site(request)
    return Template("{% load learning %}" + source).render(Context({"request": request}))


def test_featured_modules_are_the_first_of_the_catalogue(house, make_module):
    for number in range(3):
        make_module(house, f"M{number}", f"Module {number}", sequences=1, quiz=False)
    html = render("{% featured_modules 2 %}")
    assert "Module 0" in html
    assert "Module 1" in html
    assert "Module 2" not in html


def test_the_hive_lights_the_common_core(house, make_module):
    slots = [
        CurriculumSlot.objects.create(
            code=f"s{n}", curriculum="Certif’Asso", group=group, title=group, position=n
        )
        for n, group in enumerate(["Tronc commun", "Modules additionnels"])
    ]
    core, more = (
        make_module(house, slot.code, slot.title, slot=slot, sequences=1, quiz=False) for slot in slots
    )
    html = render("{% module_hive %}")
    assert f'<a href="{core.url}">' in html
    assert f'<a href="{more.url}" class="soon">' in html
    assert "2 modules" in html
    assert 'href="/formations/"' in html


@pytest.mark.django_db
def test_a_site_without_a_catalogue_shows_no_module():
    assert "<article" not in render("{% featured_modules 3 %}")
    assert "<a" not in render("{% module_hive %}")


A, B, EXTRA = (
    OutlineRow(pk, uuid4(), f"Étape {pk}", f"etape-{pk}", 30, pk != 3, "book-open") for pk in (1, 2, 3)
)


@pytest.mark.parametrize(
    ("outline", "done", "words"),
    [
        ([A, B], [], "Pas encore commencé\u00a0; il reste environ 1\u00a0h"),
        ([A, B], [A], "1 étape terminée sur 2 (50\u00a0%)\u00a0; il reste environ 30\u00a0min"),
        (
            [A, B, EXTRA],
            [A],
            "1 étape obligatoire terminée sur 2 (50\u00a0%)\u00a0; il reste environ 30\u00a0min",
        ),
        ([A, B], [A, B], "2 étapes terminées sur 2 (100\u00a0%)"),
        ([], [], "Ses étapes sont en préparation."),
    ],
)
def test_progress_is_said_honestly(outline, done, words):
    enrolment = Enrolment()
    study = Study(
        module=None, url="/m/", outline=outline, enrolment=enrolment, done_at={row.key: None for row in done}
    )
    assert in_words(study) == words


def test_finished_is_said_whatever_the_steps_are_now():
    enrolment = SimpleNamespace(completed_at="yesterday", left_at=None)
    assert in_words(Study(module=None, url="", outline=[A], enrolment=enrolment)) == "Terminé"


@pytest.mark.parametrize(
    ("earned", "words"),
    [
        ("0", "0 point sur 6"),
        ("1.00", "1 point sur 6"),
        ("1.50", "1,5 point sur 6"),
        ("6.00", "6 points sur 6"),
    ],
)
def test_a_score_is_said_as_one_says_it(earned, words):
    assert score_in_words(SimpleNamespace(earned=Decimal(earned), possible=6)) == words
