"""What every kind of step promises, whatever it is."""

import pytest
from django.template.loader import get_template

from cms.templatetags.essaim import ICONS
from learning.models import CompletedStep, EvidenceType, StepPage

KINDS = StepPage.__subclasses__()


@pytest.fixture(params=KINDS, ids=lambda kind: kind.__name__)
def step(request, module):
    """A published step of each kind."""
    page = module.add_child(instance=request.param(title="Une étape", slug="une-etape", live=False))
    page.save_revision().publish()
    page.refresh_from_db()
    return page


@pytest.mark.django_db  # the content type of a kind, unless something read it before
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_it_says_what_it_proves_and_has_its_icon_and_its_template(kind):
    assert kind.evidence_type in EvidenceType.values
    assert str(kind.completed_when).startswith("Terminée")
    assert kind().evidence_name
    assert (ICONS / f"{kind.step_icon}.svg").exists()
    assert get_template(kind.template)


def test_it_is_shown_to_a_visitor_and_to_somebody_enrolled(step, client_of, ada):
    for person in (None, ada):
        assert client_of(person).get(step.url).status_code == 200
    assert not CompletedStep.objects.exists()


def test_it_is_previewed_and_records_nothing(step, client_of, val):
    for mode in ("", "visitor"):
        assert step.make_preview_request(preview_mode=mode).status_code == 200
    assert not CompletedStep.objects.exists()
