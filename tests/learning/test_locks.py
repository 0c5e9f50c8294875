"""What is not open yet: said with its reason and the way, refused to writes, told to visitors."""

import pytest

from learning.actions.claim_reading import claim_reading
from learning.actions.complete_step import complete_step
from learning.actions.enrol import enrol
from learning.actions.finish_reading import finish_reading
from learning.actions.grant_waiver import grant_waiver
from learning.locks import Locked, lock_of
from learning.models import (
    CompletedStep,
    Enrolment,
    ModulePage,
    ModulePrerequisite,
    StepPage,
    StepPrerequisite,
)
from learning.reading import ReadStep


@pytest.fixture
def ordered(sequences):
    """The second sequence comes after the first."""
    sequences[1].in_order = True
    sequences[1].save_revision().publish()
    return sequences


@pytest.fixture
def base(house, make_module) -> ModulePage:
    return make_module(house, "BASE", "Les bases", sequences=1, quiz=False)


@pytest.fixture
def waiting(module, base) -> ModulePage:
    """DROIT opens once BASE is finished."""
    ModulePrerequisite.objects.create(module=module, needs=base)
    module.save_revision().publish()
    return module


def read(*steps):
    return [ReadStep(step.translation_key, step.first_published_at, step.live_revision_id) for step in steps]


class TestSteps:
    def test_a_locked_step_says_why_and_leads_to_what_opens_it(self, ada, enrolment, ordered, client_of):
        html = client_of(ada).get(ordered[1].url).content.decode()
        assert "Cette étape s’ouvre une fois «\u00a0Séquence 1\u00a0» terminée." in html
        assert f'href="{ordered[0].url}"' in html
        assert "Ce que vous saurez faire." in html
        assert "Trois voisines" not in html
        assert "terminee/" not in html

    def test_the_plan_shows_it_with_its_reason(self, ada, enrolment, module, ordered, client_of):
        html = client_of(ada).get(module.url).content.decode()
        assert 'class="locked"' in html
        assert "s’ouvre une fois «\u00a0Séquence 1\u00a0» terminée" in html

    def test_finishing_it_is_refused_and_leads_there(self, ada, enrolment, ordered, client_of):
        response = client_of(ada).post(f"/mon-parcours/etapes/{ordered[1].pk}/terminee/")
        assert response.url == ordered[0].url
        assert not CompletedStep.objects.exists()
        with pytest.raises(Locked, match="s’ouvre une fois"):
            finish_reading(enrolment=enrolment, step=ordered[1], actor=ada)

    def test_it_opens_once_done_or_waived(self, ada, enrolment, module, ordered, house, val, client_of):
        grant_waiver(
            learner=ada,
            module=module,
            structure=house,
            actor=val,
            reason="Connaît",
            evidence="Entretien",
            step=ordered[0],
        )
        assert lock_of(enrolment, ordered[1]) is None
        assert "Trois voisines" in client_of(ada).get(ordered[1].url).content.decode()

    def test_a_step_named_as_coming_before_locks_even_where_it_is_optional(
        self, ada, enrolment, sequences, quiz
    ):
        StepPrerequisite.objects.create(step=quiz, needs=StepPage.objects.get(pk=sequences[1].pk))
        quiz.save_revision().publish()
        assert "Séquence 2" in lock_of(enrolment, quiz).reason
        complete_step(enrolment=enrolment, step=sequences[1], actor=ada)
        assert lock_of(enrolment, quiz) is None

    @pytest.mark.parametrize("gone", ["unpublish", "delete"])
    def test_a_step_that_is_gone_locks_nobody(self, gone, enrolment, ordered):
        getattr(ordered[0], gone)()
        assert lock_of(enrolment, ordered[1]) is None

    def test_several_are_counted(self, enrolment, sequences, quiz):
        quiz.in_order = True
        quiz.save_revision().publish()
        assert lock_of(enrolment, quiz).reason.endswith("«\u00a0Séquence 1\u00a0» et encore 1 étape.")

    def test_a_draft_step_is_open_to_whoever_may_do_it(self, enrolment, module, make_sequence):
        assert lock_of(enrolment, make_sequence(module, "Brouillon", publish=False)) is None

    def test_its_author_previews_the_content(self, ordered, marie, client_of):
        html = (
            client_of(marie).get(f"/admin/pages/{ordered[1].pk}/edit/preview/", {"mode": ""}).content.decode()
        )
        assert "Pas encore ouvert" not in html


class TestVisitors:
    def test_they_read_freely_and_are_told_what_comes_before(self, ordered, client_of):
        html = client_of().get(ordered[1].url).content.decode()
        assert "Trois voisines" in html
        assert "Cette étape vient après" in html

    def test_marking_it_read_out_of_turn_shows_the_way(self, ordered, client_of):
        client = client_of(headers={"origin": "http://testserver", "sec-fetch-site": "same-origin"})
        url = "/mon-parcours/etapes/{}/lue/"
        assert client.post(url.format(ordered[1].pk)).url == ordered[0].url
        client.post(url.format(ordered[0].pk))
        assert client.post(url.format(ordered[1].pk)).url != ordered[0].url

    def test_what_they_read_is_claimed_in_turn_once(self, linus, ordered, house):
        claim = {"learner": linus, "structure": house, "actor": linus}
        assert claim_reading(reading=read(ordered[1]), **claim) == []
        claimed = claim_reading(reading=read(*reversed(ordered)), **claim)
        assert [fact.step_title for fact in claimed] == ["Séquence 1", "Séquence 2"]
        assert claim_reading(reading=read(*ordered), **claim) == []

    def test_reading_a_module_that_waits_for_another_is_open_and_claims_nothing(
        self, linus, waiting, sequences, house, client_of
    ):
        html = client_of().get(waiting.url).content.decode()
        assert "Avant ce module" in html
        assert "Les bases" in html
        assert "Trois voisines" in client_of().get(sequences[0].url).content.decode()
        assert claim_reading(reading=read(*sequences), learner=linus, structure=house, actor=linus) == []
        assert not Enrolment.objects.by(linus).exists()


class TestModules:
    def test_it_opens_once_the_other_is_finished(
        self, ada, enrolment, waiting, base, sequences, house, client_of
    ):
        client = client_of(ada)
        for page in (waiting, sequences[0]):
            html = client.get(page.url).content.decode()
            assert "Ce module s’ouvre une fois «\u00a0Les bases\u00a0» terminé." in html
            assert f'href="{base.url}"' in html
        mine = enrol(learner=ada, module=base, structure=house, actor=ada)
        complete_step(enrolment=mine, step=base.get_children().get().specific, actor=ada)
        assert lock_of(enrolment, sequences[0]) is None
        assert "Ce module s’ouvre" not in client.get(waiting.url).content.decode()

    def test_an_equivalence_opens_it(self, ada, enrolment, waiting, base, sequences, house, val):
        assert lock_of(enrolment, sequences[0])
        grant_waiver(
            learner=ada, module=base, structure=house, actor=val, reason="CFGA", evidence="Certificat 2020"
        )
        assert lock_of(enrolment, sequences[0]) is None

    def test_waived_step_by_step_opens_it_too(self, ada, enrolment, waiting, base, sequences, house, val):
        grant_waiver(
            learner=ada,
            module=base,
            structure=house,
            actor=val,
            reason="CFGA",
            evidence="Certificat 2020",
            step=base.get_children().get().specific,
        )
        assert lock_of(enrolment, sequences[0]) is None

    @pytest.mark.parametrize("gone", ["unpublish", "delete"])
    def test_a_module_that_is_gone_locks_nobody(self, gone, enrolment, waiting, base, sequences):
        getattr(base, gone)()
        assert lock_of(enrolment, sequences[0]) is None

    def test_an_advised_module_locks_nobody(self, ada, enrolment, waiting, sequences, client_of):
        ModulePrerequisite.objects.update(is_required=False)
        waiting.save_revision().publish()
        assert lock_of(enrolment, sequences[0]) is None
        assert "Conseillé" in client_of(ada).get(waiting.url).content.decode()

    def test_modules_that_wait_for_one_another_lock_nobody(self, enrolment, waiting, base, sequences):
        ModulePrerequisite.objects.create(module=base, needs=waiting)
        base.save_revision().publish()
        assert lock_of(enrolment, sequences[0]) is None

    def test_pages_cost_at_most_12_queries(
        self, ada, enrolment, waiting, ordered, client_of, django_assert_max_num_queries
    ):
        client = client_of(ada)
        for url in (waiting.url, ordered[1].url, "/mon-parcours/"):
            client.get(url)
            with django_assert_max_num_queries(12):
                client.get(url)
