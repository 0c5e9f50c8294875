"""A path: joined, followed, finished, and what each person sees of it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import LogEntry
from certification.models import Credential
from learning.actions.complete_step import complete_step
from learning.actions.enrol import enrol
from learning.actions.finish_paths import finish_paths
from learning.actions.join_path import join_path
from learning.actions.leave_path import leave_path
from learning.actions.settle_path import settle_path
from learning.models import PathEnrolment, PathModule, PathPage, StepPage, Waiver


@pytest.fixture
def modules(house, module, make_module):
    """Three modules: DROIT, COMPTA, NUM."""
    return [
        module,
        make_module(house, "COMPTA", "Comptabilité", sequences=1, quiz=False),
        make_module(house, "NUM", "Transition numérique", sequences=1, quiz=False),
    ]


@pytest.fixture
def make_path(catalogue, house):
    """A function that makes a published path of modules; `optional` ones come last."""

    def make(*required, optional=(), milestones=(), **fields):
        words = dict(enumerate(milestones))
        path = catalogue.add_child(
            instance=PathPage(
                title=fields.pop("title", "Tenir une association"),
                lead="L’essentiel, dans l’ordre.",
                path_modules=[
                    *(PathModule(module=m, milestone=words.get(n, "")) for n, m in enumerate(required)),
                    *(PathModule(module=m, is_required=False) for m in optional),
                ],
                live=False,
                **fields,
            )
        )
        path.save_revision().publish()
        path.refresh_from_db()
        return path

    return make


@pytest.fixture
def path(make_path, modules):
    """Three modules, in any order."""
    return make_path(*modules)


def finish(learner, module, house):
    enrolment = enrol(learner=learner, module=module, structure=house, actor=learner)
    for step in StepPage.objects.in_module(module):
        complete_step(enrolment=enrolment, step=step, actor=learner)
    return enrolment


def joined(learner, path, house):
    return join_path(learner=learner, path=path, structure=house, actor=learner)


def recognise(learner, module, house, by):
    return Waiver.objects.create(
        learner=learner,
        structure=house,
        kind=Waiver.Kind.EQUIVALENCE,
        module_key=module.translation_key,
        module_title=module.title,
        reason="Licence de droit",
        evidence="Diplôme vu le 3 mars 2026",
        granted_by=by,
    )


class TestJoining:
    def test_joining_twice_is_joining_once(self, ada, path, house):
        assert joined(ada, path, house) == joined(ada, path, house)
        assert LogEntry.objects.filter(verb="path.joined").count() == 1

    def test_who_left_finds_the_same_stay_again(self, ada, path, house):
        stay = joined(ada, path, house)
        assert leave_path(enrolment=stay, actor=ada)
        assert not leave_path(enrolment=stay, actor=ada)
        assert joined(ada, path, house) == stay
        assert PathEnrolment.objects.active().get() == stay

    def test_a_finished_path_is_not_left(self, ada, make_path, module, house):
        stay = joined(ada, make_path(module), house)
        finish(ada, module, house)
        assert not leave_path(enrolment=stay, actor=ada)

    def test_a_visitor_signs_in_first_and_a_get_joins_nothing(self, client_of, linus, path):
        address = reverse("learning:join-path", args=[path.pk])
        assert client_of().post(address).status_code == 302
        assert client_of(linus).get(address).status_code == 405
        assert not PathEnrolment.objects.exists()

    def test_one_post_joins_and_one_leaves(self, client_of, linus, path, house):
        client = client_of(linus)
        page = client.post(reverse("learning:join-path", args=[path.pk]), follow=True)
        assert "Vous suivez ce parcours" in page.content.decode()
        page = client.post(reverse("learning:leave-path", args=[path.pk]), follow=True)
        assert "Vous avez quitté le parcours" in page.content.decode()
        assert client.post(reverse("learning:leave-path", args=[path.pk])).status_code == 404

    def test_a_path_of_another_house_is_not_joined_from_here(self, client_of, linus, path, other_house):
        client = client_of(linus, HTTP_HOST="brenne.example")
        assert client.post(reverse("learning:join-path", args=[path.pk])).status_code == 404


class TestFinishing:
    def test_the_last_module_finishes_it_and_freezes_what_did(self, ada, path, modules, house):
        stay = joined(ada, path, house)
        for module in modules:
            stay.refresh_from_db()
            assert stay.completed_at is None
            finish(ada, module, house)
        stay.refresh_from_db()
        assert stay.completed_at is not None
        assert [one["code"] for one in stay.modules] == ["DROIT", "COMPTA", "NUM"]
        assert [one["minutes"] for one in stay.modules] == [70, 30, 30]
        credential = Credential.objects.get(kind="path_attestation")
        assert (credential.subject, credential.holder) == (f"path:{stay.pk}", ada)
        assert credential.number.startswith("VAL-AP-")

    def test_what_was_finished_before_joining_counts(self, ada, make_path, module, house):
        finish(ada, module, house)
        assert joined(ada, make_path(module), house).completed_at is not None

    def test_it_is_finished_once(self, ada, make_path, module, house):
        joined(ada, make_path(module), house)
        finish(ada, module, house)
        assert finish_paths(learner=ada) == 0
        assert Credential.objects.filter(kind="path_attestation").count() == 1

    def test_enough_optional_modules_finish_it(self, ada, make_path, modules, house):
        stay = joined(ada, make_path(modules[0], optional=modules[1:], choose=1), house)
        finish(ada, modules[0], house)
        stay.refresh_from_db()
        assert stay.completed_at is None
        finish(ada, modules[2], house)
        stay.refresh_from_db()
        assert [one["code"] for one in stay.modules] == ["DROIT", "NUM"]

    def test_a_recognised_module_counts_and_its_hours_do_not(self, ada, val, make_path, modules, house):
        recognise(ada, modules[1], house, val)
        stay = joined(ada, make_path(*modules[:2]), house)
        finish(ada, modules[0], house)
        stay.refresh_from_db()
        assert [(one["equivalence"], one["minutes"]) for one in stay.modules] == [(False, 70), (True, 0)]
        assert "reconnu comme équivalent" in str(Credential.objects.get(kind="path_attestation").frozen)

    def test_recognised_modules_alone_finish_nothing(self, ada, val, make_path, modules, house):
        recognise(ada, modules[1], house, val)
        assert joined(ada, make_path(modules[1]), house).completed_at is None

    def test_a_path_that_asks_for_less_finishes_whom_it_made_whole(
        self, ada, path, modules, house, django_capture_on_commit_callbacks
    ):
        stay = joined(ada, path, house)
        for module in modules[:2]:
            finish(ada, module, house)
        path.path_modules.set(list(path.path_modules.all())[:2])
        with django_capture_on_commit_callbacks(execute=True):
            path.save_revision().publish()
        stay.refresh_from_db()
        assert stay.completed_at is not None
        assert settle_path(path=path) == 0

    def test_a_module_added_later_takes_nothing_back(self, ada, make_path, modules, house, client_of):
        path = make_path(modules[0])
        stay = joined(ada, path, house)
        finish(ada, modules[0], house)
        path.path_modules.add(PathModule(module=modules[1]))
        path.save_revision().publish()
        stay.refresh_from_db()
        assert stay.completed_at is not None
        assert "Parcours terminé" in client_of(ada).get(path.url).content.decode()

    def test_who_follows_no_path_pays_one_query(self, ada, django_assert_num_queries):
        with django_assert_num_queries(1):
            finish_paths(learner=ada)


class TestPage:
    def test_a_visitor_sees_the_modules_and_how_to_join(self, client_of, path):
        page = client_of().get(path.url).content.decode()
        assert "Comptabilité" in page and "Se connecter pour suivre ce parcours" in page

    def test_who_follows_it_sees_how_far_and_where_to_go_on(self, client_of, ada, path, modules, house):
        joined(ada, path, house)
        finish(ada, modules[1], house)
        page = client_of(ada).get(path.url).content.decode()
        assert "1 module terminé sur 3" in page
        # Begun before not begun.
        assert "Ensuite : Droit associatif et statuts" in page.replace("\xa0", " ")

    def test_an_ordered_path_says_what_comes_first(self, client_of, ada, make_path, modules, house):
        path = make_path(*modules, is_ordered=True)
        joined(ada, path, house)
        assert "Vient après « Droit associatif et statuts »" in client_of(ada).get(
            path.url
        ).content.decode().replace("\xa0", " ")

    def test_milestones_are_reached_one_after_the_other(self, client_of, ada, make_path, modules, house):
        path = make_path(*modules, milestones=["Les bases", "Les comptes"])
        joined(ada, path, house)
        finish(ada, modules[1], house)
        page = client_of(ada).get(path.url).content.decode()
        assert "Jalon\xa0: Les bases" in page and "Jalon\xa0: Les comptes" in page
        finish(ada, modules[0], house)
        page = client_of(ada).get(path.url).content.decode()
        assert "Jalon franchi\xa0: Les bases" in page and "Jalon franchi\xa0: Les comptes" in page

    def test_a_module_taken_offline_is_not_asked_for(self, client_of, path, modules):
        modules[2].unpublish()
        page = client_of().get(path.url).content.decode()
        assert "Transition numérique" not in page and "2 modules à terminer" in page

    def test_it_costs_the_same_however_many_its_modules(
        self, client_of, ada, make_path, make_module, modules, house
    ):
        small, client = make_path(modules[0], title="Petit"), client_of(ada)
        more = [make_module(house, f"M{n}", f"Module {n}", sequences=1, quiz=False) for n in range(6)]
        large = make_path(*modules, *more, title="Grand")
        for path in (small, large):
            joined(ada, path, house)
            client.get(path.url)
        counts = []
        for path in (small, large):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path.url).status_code == 200
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 12

    def test_the_catalogue_shows_paths_first_and_not_among_choices(self, client_of, path, catalogue):
        assert path.lead in client_of().get(catalogue.url).content.decode()
        assert path.lead not in client_of().get(f"{catalogue.url}?q=droit").content.decode()

    def test_its_author_previews_it_as_somebody_and_as_a_visitor(self, path, rf, grace):
        for mode, words in (("", "0 module terminé sur 3"), ("visitor", "Se connecter pour suivre")):
            request = rf.get("/")
            request.user, request.is_preview, request.preview_mode = grace, True, mode
            response = path.serve_preview(request, mode)
            assert words in response.render().content.decode()
        assert not PathEnrolment.objects.exists()


class TestWriting:
    def test_more_optional_modules_than_there_are_cannot_be_asked_for(self, path):
        path.choose = 1
        with pytest.raises(ValidationError, match="facultatif"):
            path.full_clean()

    def test_it_belongs_to_the_house_whose_site_it_stands_on(self, path, house):
        path.full_clean()
        assert path.structure == house


class TestDashboard:
    def test_the_paths_one_follows_are_there_with_what_comes_next(self, client_of, ada, path, modules, house):
        joined(ada, path, house)
        finish(ada, modules[1], house)
        page = client_of(ada).get(reverse("learning:dashboard")).content.decode().replace("\xa0", " ")
        assert "Mes parcours" in page and "1 module terminé sur 3" in page

    def test_the_page_stays_within_its_12_queries(
        self, client_of, ada, path, house, django_assert_max_num_queries
    ):
        client = client_of(ada)
        joined(ada, path, house)
        client.get(reverse("learning:dashboard"))
        with django_assert_max_num_queries(12):
            client.get(reverse("learning:dashboard"))


class TestComb:
    """The drawing counts what the words beside it count."""

    @staticmethod
    def study_of(path, learner, rf):
        request = rf.get("/")
        request.user = learner
        return PathPage.objects.studies([path], learner=learner, request=request)[path.pk]

    def test_optional_modules_beyond_those_asked_for_are_no_cells(self, ada, make_path, modules, house, rf):
        path = make_path(modules[0], optional=modules[1:], choose=1)
        joined(ada, path, house)
        assert self.study_of(path, ada, rf).states == ["now", "todo"]
        finish(ada, modules[2], house)
        study = self.study_of(path, ada, rf)
        assert study.states == ["now", "done"], "the one that was finished, though it comes last"
        assert (study.states.count("done"), len(study.states)) == (
            study.standing.finished,
            study.standing.asked,
        )

    def test_a_finished_path_is_drawn_whole(self, ada, make_path, modules, house, rf):
        path = make_path(modules[0], optional=modules[1:], choose=1)
        joined(ada, path, house)
        finish(ada, modules[0], house)
        finish(ada, modules[1], house)
        assert self.study_of(path, ada, rf).states == ["done", "done"]
