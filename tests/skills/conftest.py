"""A framework in force, an association of the directory, and a mission that Ada told."""

import uuid
from datetime import date
from decimal import Decimal

import pytest

from skills.actions.choose_competencies import choose_competencies
from skills.actions.install_framework import install_framework
from skills.actions.list_association import list_association
from skills.actions.open_mission import Where, open_mission
from skills.actions.say_story import Story, say_story
from skills.actions.say_when import When, say_when
from skills.models import Association, Framework, Mission


@pytest.fixture
def framework(db) -> Framework:
    """The framework that the platform comes with."""
    return install_framework()


@pytest.fixture
def nights(marie) -> Association:
    """An association of the directory."""
    made = Association(name="Les Nuits de Valmont", rna="W991001204", city="Valmont")
    return list_association(association=made, actor=marie)


@pytest.fixture
def begun(ada, house, nights) -> Mission:
    """What Ada began to tell: where, and as what."""
    where = Where(role="Accueil du festival", association=nights)
    return open_mission(actor=ada, structure=house, token=uuid.uuid4(), where=where)


@pytest.fixture
def tell(ada, framework):
    """A function that tells the rest of a mission: `tell(mission, {"accueillir-public": 3})`."""

    def tell(mission: Mission, levels: dict[str, int]) -> Mission:
        when = When(date(2026, 7, 3), date(2026, 7, 6), Decimal(24), "total")
        say_when(mission=mission, actor=ada, when=when)
        say_story(mission=mission, actor=ada, story=Story("J’ai accueilli le public et tenu la buvette."))
        return choose_competencies(mission=mission, actor=ada, framework=framework, levels=levels)

    return tell


@pytest.fixture
def mission(begun, tell) -> Mission:
    """Ada’s mission, kept, with two competencies."""
    return tell(begun, {"accueillir-public": 3, "tenir-buvette": 1})
