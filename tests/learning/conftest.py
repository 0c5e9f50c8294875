"""What learning's tests share beside the cast."""

import pytest
from django.utils import timezone

from learning.actions.write_group import write_group
from learning.models import (
    CataloguePage,
    Enrolment,
    Group,
    ModulePage,
    PathModule,
    PathPage,
    SequencePage,
)
from learning.signals import module_completed

RIGHT = {1: "0", 2: ["0", "1"], 3: "false"}
WRONG = {1: "1", 2: ["2"], 3: "true"}


@pytest.fixture
def enrolment(ada) -> Enrolment:
    """Ada's enrolment in the module."""
    return Enrolment.objects.get(learner=ada)


@pytest.fixture
def sequences(module) -> list[SequencePage]:
    """The two sequences of the module."""
    return list(SequencePage.objects.child_of(module).order_by("path"))


@pytest.fixture
def answers():
    """A function that answers a quiz: all right unless numbers of questions to miss are given."""

    def answer(quiz, *missed: int) -> dict:
        return {q.key: (WRONG if q.number in missed else RIGHT)[q.number] for q in quiz.asked()}

    return answer


@pytest.fixture
def announced():
    """Every `module_completed` that was sent, as the enrolments it was sent for."""
    heard = []

    def hear(sender, enrolment, **kwargs):
        heard.append(enrolment)

    module_completed.connect(hear, weak=False)
    yield heard
    module_completed.disconnect(hear)


@pytest.fixture
def make_group(db):
    """A function that opens a group of these modules, in their house, from today on."""

    def make(*modules: ModulePage, **fields) -> Group:
        fields = {
            "title": "Promotion d’automne",
            "structure": modules[0].structure,
            "starts_on": timezone.localdate(),
        } | fields
        return write_group(group=Group(**fields), modules=modules, actor=None)

    return make


@pytest.fixture
def group(make_group, module) -> Group:
    """A group that studies the module; nobody is in it yet."""
    return make_group(module)


@pytest.fixture
def make_path(house):
    """A function that makes a published path of these modules, of which the first ones are required."""

    def make(*modules: ModulePage, required: int = 1) -> PathPage:
        catalogue = CataloguePage.objects.descendant_of(house.site.root_page).get()
        path = PathPage(title="Le parcours", lead="Pas à pas.", structure=house, live=False)
        path.path_modules = [
            PathModule(module=module, is_required=place < required, sort_order=place)
            for place, module in enumerate(modules)
        ]
        catalogue.add_child(instance=path)
        path.save_revision().publish()
        return PathPage.objects.get(pk=path.pk)

    return make
