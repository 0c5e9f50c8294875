"""The page of a module: what to do next, by who asks; whose it is; its code."""

import pytest
from django.core.exceptions import ValidationError

from learning.actions.complete_step import complete_step
from learning.models import CataloguePage, ModulePage


def html(client, module) -> str:
    return client.get(module.url).content.decode()


class TestMainAction:
    def test_a_visitor_reads_or_makes_an_account(self, module, sequence, client_of):
        page = html(client_of(), module)
        assert "Commencer la lecture" in page
        assert f'href="{sequence.url}"' in page
        assert "Créer mon compte pour garder ma progression" in page
        assert "M’inscrire à ce module" not in page

    def test_somebody_signed_in_enrols(self, linus, module, client_of):
        page = html(client_of(linus), module)
        assert "M’inscrire à ce module" in page
        assert 'method="post"' in page
        assert "Commencer la lecture" not in page

    def test_somebody_enrolled_starts_then_goes_on_at_the_next_step(
        self, ada, enrolment, module, sequences, client_of
    ):
        client = client_of(ada)
        assert "Commencer" in html(client, module)
        complete_step(enrolment=enrolment, step=sequences[0], actor=ada)
        page = html(client, module)
        assert "Reprendre" in page
        assert "1 étape terminée sur 3 (42\u00a0%)\u00a0; il reste environ 40\u00a0min" in page
        assert f'href="{sequences[1].url}"' in page

    def test_somebody_who_finished_sees_it_again_with_the_attestation(
        self, ada, enrolment, module, client_of
    ):
        for step in module.get_children().specific():
            complete_step(enrolment=enrolment, step=step, actor=ada)
        page = html(client_of(ada), module)
        assert "Revoir" in page
        assert "Attestation" in page
        assert "Quitter ce module" not in page


def test_it_says_what_one_chooses_by(module, client_of):
    module.prerequisites, module.contact_name = "Avoir ses statuts", "Claire Autin"
    module.contact_email = "claire@exemple.fr"
    module.save_revision().publish()
    page = html(client_of(), module)
    for words in (
        "Expliquer ce qui caractérise une association",
        "Bénévoles et membres du bureau",
        "Avoir ses statuts",
        "1\u00a0h\u00a010",
        "À distance, à votre rythme",
        "Claire Autin",
        "mailto:claire@exemple.fr",
        "Ce que ce n’est pas",
        "Un diplôme",
        "Séquence 2",
    ):
        assert words in page


def test_every_visitor_gets_the_same_page_without_a_token(module, sequence, quiz, client_of):
    for page in (module, sequence, quiz):
        first, second = client_of(), client_of()
        second.post(f"/mon-parcours/etapes/{sequence.pk}/lue/")
        bodies = {first.get(page.url).content, second.get(page.url).content}
        assert len(bodies) == 1
        assert b"csrfmiddlewaretoken" not in bodies.pop()
        assert "sessionid" not in first.cookies


def test_it_costs_at_most_12_queries(ada, module, client_of, django_assert_max_num_queries):
    client = client_of(ada)
    client.get(module.url)
    with django_assert_max_num_queries(12):
        client.get(module.url)


def test_a_module_without_steps_has_nothing_to_start(house, make_module, client_of):
    empty = make_module(house, "VIDE", "Vide", sequences=0, quiz=False)
    page = html(client_of(), empty)
    assert "Commencer la lecture" not in page
    assert "en cours d’écriture" in page


class TestOwner:
    def test_the_house_is_the_one_on_whose_site_it_stands(self, house, other_house, make_module):
        for place in (house, other_house):
            catalogue = CataloguePage.objects.descendant_of(place.site.root_page).get()
            module = catalogue.add_child(instance=ModulePage(title="Neuf", code="NEUF", summary="…"))
            assert module.structure == place

    def test_nobody_chooses_it(self):
        assert "structure" not in ModulePage.get_edit_handler().get_form_class().base_fields


class TestCode:
    def test_a_code_is_one_modules_in_a_house(self, module, catalogue):
        twin = ModulePage(
            title="Jumeau", slug="jumeau", code=" droit ", summary="…", structure=module.structure
        )
        with pytest.raises(ValidationError) as refused:
            catalogue.add_child(instance=twin)
        assert refused.value.message_dict["code"] == [
            "«\u00a0Droit associatif et statuts\u00a0» porte déjà ce code\u00a0: choisissez-en un autre."
        ]

    def test_another_house_may_use_it(self, module, other_house, make_module):
        assert make_module(other_house, "DROIT", "Leur droit").code == module.code

    def test_saving_again_is_no_clash_with_oneself(self, module):
        module.full_clean()
        assert module.code == "DROIT"
