"""My learning: where I am, one tap from going on, at the same cost with one module or sixty."""

import pytest
from django.urls import reverse

from learning.actions.complete_step import complete_step
from learning.actions.enrol import enrol
from learning.actions.leave import leave
from learning.models import Enrolment, ModulePage, SequencePage

DASHBOARD = "/mon-parcours/"


def test_a_visitor_is_sent_to_sign_in(house, client_of):
    assert client_of().get(DASHBOARD).url == "/compte/connexion/?next=/mon-parcours/"


def test_it_is_only_read(ada, client_of):
    assert client_of(ada).post(DASHBOARD).status_code == 405


def test_somebody_new_is_shown_where_to_start(linus, client_of):
    html = client_of(linus).get(DASHBOARD).content.decode()
    assert "Votre parcours commence ici." in html
    assert 'href="/formations/"' in html


def test_the_module_worked_in_last_is_one_tap_away(ada, enrolment, house, make_module, client_of):
    other = make_module(house, "AUTRE", "Autre module", sequences=2)
    theirs = enrol(learner=ada, module=other, structure=house, actor=ada)
    for one in (theirs, enrolment):
        first = SequencePage.objects.child_of(one.module).first()
        complete_step(enrolment=one, step=first, actor=ada)

    response = client_of(ada).get(DASHBOARD)
    resume = response.context["dashboard"].resume
    assert resume.module == enrolment.module
    assert resume.next.title == "Séquence 2"
    assert f'<a class="button wax" href="{resume.next.url}">Reprendre</a>' in response.content.decode()


def test_progress_is_visibly_right(ada, enrolment, sequences, client_of):
    complete_step(enrolment=enrolment, step=sequences[0], actor=ada)
    html = client_of(ada).get(DASHBOARD).content.decode()
    assert "1 étape terminée sur 3 (42\u00a0%)\u00a0; il reste environ 40\u00a0min" in html


def test_a_finished_module_shows_its_attestation_and_no_work_left(ada, enrolment, module, client_of):
    for step in module.get_children().specific():
        complete_step(enrolment=enrolment, step=step, actor=ada)
    response = client_of(ada).get(DASHBOARD)
    assert response.context["dashboard"].resume is None
    assert "Mon historique" in response.content.decode()
    assert "Attestation" in response.content.decode()


def test_a_module_left_can_be_taken_up_again(ada, enrolment, module, client_of):
    leave(enrolment=enrolment, actor=ada)
    html = client_of(ada).get(DASHBOARD).content.decode()
    assert "Module quitté" in html
    assert reverse("learning:enrol", args=[module.pk]) in html


@pytest.mark.parametrize("finished", [False, True])
def test_a_module_that_is_gone_stays_in_my_learning(finished, ada, enrolment, module, client_of):
    if finished:
        Enrolment.objects.update(completed_at=enrolment.enrolled_at)
    module.delete()
    html = client_of(ada).get(DASHBOARD).content.decode()
    assert "Droit associatif et statuts" in html
    assert "Ce module n’est plus en ligne." in html


def test_a_module_unpublished_is_not_linked(ada, module, client_of):
    module.unpublish()
    response = client_of(ada).get(DASHBOARD)
    assert response.context["dashboard"].resume is None
    assert f'href="{module.url}"' not in response.content.decode()


def test_nothing_of_anybody_else_is_shown(ada, linus, client_of):
    assert "Droit associatif" not in client_of(linus).get(DASHBOARD).content.decode()


def _sixty(house, make_module, learner):
    """59 more modules of seven steps each; half begun, a third finished. Copied: publishing each would take minutes."""
    model = make_module(house, "M0", "Module 0", sequences=6)
    for number in range(1, 59):
        copy = model.copy(
            recursive=True,
            update_attrs={"title": f"Module {number}", "slug": f"module-{number}", "code": f"M{number}"},
            log_action=None,
            copy_revisions=False,
        )
        assert copy.live
    for module in ModulePage.objects.live().exclude(code="DROIT"):
        enrolment = enrol(learner=learner, module=module, structure=house, actor=learner)
        if module.pk % 2:
            complete_step(
                enrolment=enrolment, step=SequencePage.objects.child_of(module).first(), actor=learner
            )
        elif module.pk % 3 == 0:
            Enrolment.objects.filter(pk=enrolment.pk).update(completed_at=enrolment.enrolled_at)


@pytest.mark.parametrize("many", [False, True], ids=["one module", "sixty modules"])
def test_it_costs_at_most_12_queries(many, ada, house, make_module, client_of, django_assert_max_num_queries):
    if many:
        _sixty(house, make_module, ada)
    client = client_of(ada)
    client.get(DASHBOARD)
    with django_assert_max_num_queries(12):
        response = client.get(DASHBOARD)
    assert len(response.context["dashboard"].studies) == (60 if many else 1)
    assert all(len(study.steps) in (3, 7) for study in response.context["dashboard"].studies)
