"""A dossier cannot take a step that its table does not know, whoever saves it."""

from datetime import date

import pytest

from certification.models import Dossier, Scheme, SchemeVersion
from certification.rules.dossier_states import IllegalTransition

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(house, ada):
    scheme = Scheme.objects.create(structure=house, code="essai", title="Essai")
    version = SchemeVersion.objects.create(
        scheme=scheme,
        label="1",
        effective_from=date(2026, 1, 1),
        requirements={},
        certificate_title="Essai",
        certificate_text="a suivi",
        proves="x",
        does_not_prove="y",
    )
    return Dossier.objects.create(candidate=ada, structure=house, version=version, state="submitted")


def test_an_illegal_step_is_not_saved(dossier):
    dossier.state = "issued"
    with pytest.raises(IllegalTransition):
        dossier.save()
    assert Dossier.objects.get().state == "submitted"


def test_a_legal_step_is_saved_and_the_next_one_counts_from_there(dossier):
    dossier = Dossier.objects.get()
    dossier.state = "validated"
    dossier.save(update_fields=["state"])
    dossier.state = "submitted"
    with pytest.raises(IllegalTransition):
        dossier.save(update_fields=["state"])
    assert Dossier.objects.get().state == "validated"


def test_a_dossier_is_not_born_decided(dossier):
    with pytest.raises(IllegalTransition):
        Dossier.objects.create(
            candidate=dossier.candidate,
            structure=dossier.structure,
            version=dossier.version,
            state="issued",
        )


def test_states_are_not_changed_in_bulk(dossier):
    with pytest.raises(TypeError):
        Dossier.objects.all().update(state="validated")
    assert Dossier.objects.update(association_name="Les Amis") == 1
