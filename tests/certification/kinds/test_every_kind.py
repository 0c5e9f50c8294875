"""What every kind of document promises. A new kind is covered by being listed in KINDS."""

import json

import pytest
from django.template.loader import get_template

from certification.kinds import BY_SLUG, KINDS
from certification.models import Credential
from certification.rules.claims import registry_code

pytestmark = pytest.mark.django_db

FRAME = {
    "shape",
    "kind",
    "language",
    "number",
    "public_id",
    "short_code",
    "verification_url",
    "verification_site",
    "holder",
    "structure",
    "signatory",
    "granted_on",
    "granted_on_words",
    "place",
    "done_at",
    "words",
    "heading",
    "title",
    "facts",
    "proves",
    "does_not_prove",
}


@pytest.fixture(params=KINDS, ids=lambda kind: kind.slug)
def kind(request):
    return request.param


@pytest.fixture
def frozen(kind, certificate, path_attestation, realisation):
    """The wording of one real document of the kind: certificate and path rest on attestations."""
    return Credential.objects.of_kind(kind.slug).first().frozen


def test_slugs_and_marks_differ():
    assert len(BY_SLUG) == len(KINDS) == len({kind.mark for kind in KINDS})


def test_its_sheet_exists(kind):
    get_template(kind.template)
    get_template(kind.style)


def test_it_has_words_for_every_status(kind):
    assert set(kind.answers) == set(Credential.Status.values)


def test_it_freezes_the_whole_frame(kind, frozen):
    assert set(frozen) >= FRAME
    assert frozen["kind"] == kind.slug
    assert all(len(fact) == 2 for fact in frozen["facts"])


def test_it_freezes_words_and_no_lazy_ones(frozen):
    assert json.loads(json.dumps(frozen)) == frozen


def test_it_freezes_who_issues_and_who_signs(frozen, house):
    assert frozen["structure"]["name"] == house.name
    assert frozen["structure"]["lines"] == [house.address, f"{house.postcode} {house.city}"]
    assert frozen["signatory"] == {"name": "Jeanne Morel", "role": "Pour la maison, la présidente"}
    assert frozen["done_at"].startswith("Fait à Valmont, le ")


def test_it_says_what_it_is_not_and_shows_no_code_of_a_register(frozen):
    said = " ".join(frozen["does_not_prove"])
    assert "diplôme" in said
    assert "Certif’Asso" in said
    assert "certification professionnelle enregistrée" in said
    assert registry_code(json.dumps(frozen, ensure_ascii=False)) == ""


def test_its_address_is_whole(frozen):
    assert frozen["verification_url"].startswith(("http://", "https://"))
    assert frozen["verification_url"].endswith(f"/certificats/{frozen['public_id']}/")
    assert frozen["verification_site"].endswith("/verifier/")


def test_freezing_again_changes_the_frame_only(kind, frozen, house):
    from datetime import date

    from certification.kinds import Frame

    frame = Frame("VAL-2027-0001", "another-address", house, "Ada Corrigée", date(2027, 1, 1))
    again = kind.freeze_again(frozen, frame)
    assert again["holder"] == {"name": "Ada Corrigée"}
    assert again["granted_on_words"] == "1er janvier 2027"
    assert again["replaces"] == frozen["number"]
    assert {key for key in again if again[key] != frozen.get(key)} <= FRAME | {"replaces"}
    for earned in ("title", "heading", "facts", "proves", "does_not_prove"):
        assert again[earned] == frozen[earned]
