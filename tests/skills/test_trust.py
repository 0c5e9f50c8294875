"""Whose word a record is."""

import pytest

from skills.models import Claim
from skills.trust import trust_of

pytestmark = pytest.mark.django_db


def test_so_far_always_the_persons_own(mission):
    said = trust_of(Claim.objects.first(), mission)
    assert said.code == "declared"
    assert said.words == "déclaré par la personne"
