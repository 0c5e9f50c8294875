"""The cast: one house and who lives there, another house, one module to study.

Ada learns (enrolled in the module), Grace writes, Val validates, Marie manages, Linus is signed in and has no
business here. Data is made by plain functions, given as fixtures (`make_person`, `make_module`…).
"""

import os
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from wagtail.models import Locale, Page, Site

from accounts.actions.grant_role import grant_role
from accounts.actions.sync_groups import sync_groups
from accounts.models import Structure, User
from accounts.rules.roles import STAFF_ROLES
from cms.models import HomePage
from learning.actions.enrol import enrol
from learning.models import CataloguePage, ModulePage, QuizPage, SequencePage
from tests.layers import made_once, stand_on
from tests.migrated import copy_migrated_database

PASSWORD = "une-phrase-de-passe"

# What lands must not hang on the luck of a run: chance looks for faults everywhere but there.
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI"):
    hypothesis.settings.load_profile("ci")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Journeys and `make run` share one site, so one worker gets them all; as the largest group, they start first.

    By their place and not by `xdist_group`, whose names pytest 9.2 no longer shows to pytest-xdist 3.8.
    """
    from xdist.scheduler import LoadScopeScheduling

    class ByPlace(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            together = nodeid.startswith(("tests/journeys/", "tests/scripts/test_run.py"))
            return "one site" if together else nodeid

    return ByPlace(config, log)


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings, django_db_keepdb) -> bool:
    """On SQLite the tests' database is a copy of one migrated before, which is kept: migrating finds nothing to do."""
    database = settings.DATABASES["default"]
    if database["ENGINE"] != "django.db.backends.sqlite3":
        return django_db_keepdb
    copy_migrated_database(Path(database["TEST"]["NAME"]))
    return True


@pytest.fixture(scope="session")
def _ground(django_db_setup, django_db_blocker):
    """No layer outlives the tests."""
    yield
    with django_db_blocker.unblock():
        stand_on(set())


@pytest.fixture
def _layers(request, _ground, django_db_blocker):
    """The test stands on the layers it asks for, on none if it commits (tests/layers.py)."""
    marker = request.node.get_closest_marker("django_db")
    commits = {"transactional_db", "live_server"} & set(request.fixturenames)
    commits = commits or (
        marker is not None and (marker.kwargs.get("transaction") or marker.args[:1] == (True,))
    )
    asked = request.node._fixtureinfo.name2fixturedefs.values()
    with django_db_blocker.unblock():
        stand_on(set() if commits else {definitions[-1].func for definitions in asked})


@pytest.fixture
def _django_db_helper(_layers, _django_db_helper):
    """Around pytest-django's own, which begins a test's transaction: what that stands on comes first."""
    return _django_db_helper


@pytest.fixture(autouse=True)
def _layers_first(request):
    """Before anything else that a test asks for: none of its patches changes what later tests find."""
    if "_django_db_helper" in request.fixturenames:
        request.getfixturevalue("_layers")


@pytest.fixture(autouse=True)
def fresh_cache():
    """Nothing cached by one test is seen by the next."""
    cache.clear()


# --- Makers ------------------------------------------------------------------------------------------


def _publish(page):
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def _root() -> Page:
    """The root of all pages; made again after a test that emptied the database."""
    if (root := Page.get_first_root_node()) is not None:
        return root
    Locale.objects.get_or_create(language_code="fr")
    return Page.add_root(instance=Page(title="Root", slug="root"))


def _house(*, name: str, slug: str, prefix: str, hostname: str, default: bool = False, **fields) -> Structure:
    home = _publish(_root().add_child(instance=HomePage(title=name, slug=slug)))
    site, _created = Site.objects.update_or_create(
        **({"is_default_site": True} if default else {"hostname": hostname, "is_default_site": False}),
        defaults={"hostname": hostname, "port": 80, "root_page": home, "site_name": name},
    )
    _publish(
        home.add_child(instance=CataloguePage(title="Les modules", slug="formations", show_in_menus=True))
    )
    return Structure.objects.create(
        name=name, short_name=name.split()[-1], slug=slug, number_prefix=prefix, site=site, **fields
    )


@pytest.fixture
def make_person(db):
    """A function that makes a person: `make_person("ada", house, "learner")`."""

    def make(name: str, structure: Structure | None = None, role: str = "") -> User:
        user = User.objects.create_user(
            f"{name.lower()}@exemple.fr", PASSWORD, display_name=f"{name.title()} Exemple"
        )
        if structure and role:
            if role in STAFF_ROLES:
                sync_groups(structure=structure)
            grant_role(user=user, structure=structure, role=role, actor=None)
        return user

    return make


def _sequence(
    module: ModulePage, title: str = "Une séquence", *, publish: bool = True, **fields
) -> SequencePage:
    fields = {
        "lead": "Ce que vous saurez faire.",
        "minutes": 30,
        "body": [("paragraph", "<p>Trois voisines partagent leurs outils.</p>")],
    } | fields
    page = module.add_child(instance=SequencePage(title=title, live=False, **fields))
    return _publish(page) if publish else page


def _quiz(module: ModulePage, title: str = "Questionnaire", *, publish: bool = True, **fields) -> QuizPage:
    fields = {"lead": "Trois questions.", "minutes": 10, "questions": QUESTIONS} | fields
    page = module.add_child(instance=QuizPage(title=title, live=False, **fields))
    return _publish(page) if publish else page


def build_module(
    structure: Structure,
    code: str = "DROIT",
    title: str = "Droit associatif et statuts",
    *,
    sequences: int = 2,
    quiz: bool = True,
    **fields,
) -> ModulePage:
    catalogue = CataloguePage.objects.descendant_of(structure.site.root_page).get()
    fields = {
        "summary": "Poser des bases solides.",
        "objectives": [("objective", "Expliquer ce qui caractérise une association")],
        "audience": "Bénévoles et membres du bureau",
        "structure": structure,
    } | fields
    module = _publish(catalogue.add_child(instance=ModulePage(title=title, code=code, live=False, **fields)))
    for number in range(1, sequences + 1):
        _sequence(module, f"Séquence {number}")
    if quiz:
        _quiz(module)
    module.refresh_from_db()
    return module


@pytest.fixture
def make_sequence(db):
    """A function that adds a published sequence to a module."""
    return _sequence


@pytest.fixture
def make_quiz(db):
    """A function that adds a published quiz of three questions (4 points) to a module."""
    return _quiz


@pytest.fixture
def make_module(db):
    """A function that makes a published module with its published steps."""
    return build_module


QUESTIONS = [
    (
        "single_choice",
        {
            "prompt": "Qui approuve les comptes ?",
            "points": 1,
            "choices": [
                {"text": "L’assemblée générale", "correct": True},
                {"text": "La mairie", "correct": False},
            ],
            "feedback": "L’assemblée approuve les comptes.",
            "source": "Statuts",
        },
    ),
    (
        "multiple_choice",
        {
            "prompt": "Quels documents composent les comptes annuels ?",
            "points": 2,
            "choices": [
                {"text": "Le bilan", "correct": True},
                {"text": "Le compte de résultat", "correct": True},
                {"text": "Le budget prévisionnel", "correct": False},
            ],
            "feedback": "Le budget regarde l’avenir.",
            "source": "",
        },
    ),
    (
        "true_false",
        {
            "prompt": "La loi de 1901 impose d’élire un président.",
            "points": 1,
            "is_true": False,
            "feedback": "La loi ne l’impose pas.",
            "source": "Loi du 1er juillet 1901, art. 5",
        },
    ),
]


# --- Places ------------------------------------------------------------------------------------------


@pytest.fixture
@made_once
def house(db) -> Structure:
    """The Maison des associations de Valmont, on the default site, with its home and its catalogue."""
    return _house(
        name="Maison des associations de Valmont",
        slug="valmont",
        prefix="VAL",
        hostname="localhost",
        default=True,
        address="14, place du Marché",
        postcode="00000",
        city="Valmont",
        signatory_name="Jeanne Morel",
        signatory_role="Pour la maison, la présidente",
    )


@pytest.fixture
def other_house(house) -> Structure:
    """Another house of the network, on a site of its own: what belongs here is 404 there."""
    return _house(
        name="Maison des associations de Brenne", slug="brenne", prefix="BRE", hostname="brenne.example"
    )


@pytest.fixture
def catalogue(house) -> CataloguePage:
    return CataloguePage.objects.descendant_of(house.site.root_page).get()


@pytest.fixture
@made_once
def module(house) -> ModulePage:
    """DROIT: two sequences, one quiz, all required and published."""
    return build_module(house)


@pytest.fixture
def sequence(module) -> SequencePage:
    """The first sequence of the module."""
    return SequencePage.objects.child_of(module).first()


@pytest.fixture
def quiz(module) -> QuizPage:
    """The quiz of the module: 4 points, 70 % to pass."""
    return QuizPage.objects.child_of(module).get()


# --- People ------------------------------------------------------------------------------------------


@pytest.fixture
def ada(house, module, make_person) -> User:
    """Learns here; enrolled in the module."""
    user = make_person("ada", house, "learner")
    enrol(learner=user, module=module, structure=house, actor=user)
    return user


@pytest.fixture
def grace(house, make_person) -> User:
    """Writes modules here."""
    return make_person("grace", house, "trainer")


@pytest.fixture
def val(house, make_person) -> User:
    """Validates here."""
    return make_person("val", house, "validator")


@pytest.fixture
def marie(house, make_person) -> User:
    """Manages the house."""
    return make_person("marie", house, "manager")


@pytest.fixture
def linus(house, make_person) -> User:
    """Is signed in and has no business here."""
    return make_person("linus")


@pytest.fixture
def client_of():
    """A function that gives the browser of a person: `client_of(ada).get(…)`. Without a person: a visitor's."""

    def client_of(user: User | None = None, **kwargs) -> Client:
        client = Client(**kwargs)
        if user is not None:
            client.force_login(user)
        return client

    return client_of
