"""Who may do what, and who may give a role: no database."""

import pytest

from accounts.rules import roles
from accounts.rules.roles import Refusal, refusals_to_grant, refusals_to_manage


def test_each_staff_role_can_do_what_the_one_before_it_can():
    for rights in (roles.PAGE_RIGHTS, roles.COLLECTION_RIGHTS, roles.SITE_RIGHTS, roles.GENERAL_RIGHTS):
        assert rights["trainer"] <= rights["validator"] <= rights["manager"]


def test_a_trainer_writes_and_cannot_publish():
    assert "add_page" in roles.PAGE_RIGHTS["trainer"]
    assert "publish_page" not in roles.PAGE_RIGHTS["trainer"]
    assert "publish_page" in roles.PAGE_RIGHTS["validator"]


def test_learning_gives_no_right_in_the_administration():
    assert roles.LEARNER not in roles.STAFF_ROLES
    assert roles.LEARNER not in roles.GENERAL_RIGHTS


@pytest.mark.parametrize(
    ("actor_roles", "administrator", "oneself", "is_open", "reasons"),
    [
        ({"manager"}, False, False, True, ()),
        ((), True, False, True, ()),
        ({"validator", "trainer"}, False, False, True, (Refusal.NOT_MANAGER,)),
        ((), False, False, True, (Refusal.NOT_MANAGER,)),
        ({"manager"}, False, True, True, (Refusal.OWN_ROLE,)),
        ((), True, True, True, (Refusal.OWN_ROLE,)),
        ((), False, True, True, (Refusal.NOT_MANAGER, Refusal.OWN_ROLE)),
        ({"manager"}, False, False, False, (Refusal.CLOSED_ACCOUNT,)),
    ],
)
def test_only_a_manager_or_the_administrator_gives_a_role_and_never_to_themselves(
    actor_roles, administrator, oneself, is_open, reasons
):
    found = refusals_to_grant(
        actor_roles=actor_roles,
        actor_is_administrator=administrator,
        to_oneself=oneself,
        account_is_open=is_open,
    )
    assert found == reasons


def test_a_manager_may_end_a_role_even_their_own():
    assert refusals_to_manage(actor_roles={"manager"}, actor_is_administrator=False) == ()
    assert refusals_to_manage(actor_roles={"validator"}, actor_is_administrator=False) == (
        Refusal.NOT_MANAGER,
    )
