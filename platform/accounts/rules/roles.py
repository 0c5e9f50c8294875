"""What each role may do in the administration, and who may give a role to whom.

Guarantees:
- Learning gives no right in the administration: only trainers, validators and managers enter it.
- A trainer writes and cannot publish; a validator publishes; a manager also removes, and keeps the site's words.
- Each staff role can do at least what the one before it can.
- Nobody gives a role to themselves, whoever they are. Only a manager of the structure, or the installation's
  administrator, gives or ends a role there.
"""

from collections.abc import Collection, Mapping
from enum import StrEnum

LEARNER, TRAINER, VALIDATOR, MANAGER = "learner", "trainer", "validator", "manager"
STAFF_ROLES = (TRAINER, VALIDATOR, MANAGER)
PUBLISHING_ROLES = (VALIDATOR, MANAGER)


def _cumulative(**own: tuple[str, ...]) -> Mapping[str, frozenset[str]]:
    """What each role may do: its own rights and those of the roles named before it."""
    rights: dict[str, frozenset[str]] = {}
    so_far: frozenset[str] = frozenset()
    for role, more in own.items():
        rights[role] = so_far = so_far | frozenset(more)
    return rights


# Codenames of permissions on pages of the structure's site.
PAGE_RIGHTS = _cumulative(
    trainer=("add_page", "change_page"),
    validator=("publish_page", "lock_page", "unlock_page"),
    manager=("bulk_delete_page",),
)
# “app.codename” of permissions in the structure's own collection of images and documents.
COLLECTION_RIGHTS = _cumulative(
    trainer=(
        "wagtailimages.add_image",
        "wagtailimages.choose_image",
        "wagtaildocs.add_document",
        "wagtaildocs.choose_document",
    ),
    validator=("wagtailimages.change_image", "wagtaildocs.change_document"),
    manager=(),
)
# “app.codename” of permissions that hold for the structure's site only.
SITE_RIGHTS = _cumulative(trainer=(), validator=(), manager=("cms.change_sitesettings",))
# “app.codename” of permissions that hold everywhere: the door, and words that the whole network shares.
GENERAL_RIGHTS = _cumulative(
    trainer=("wagtailadmin.access_admin",),
    validator=(),
    manager=(
        "learning.add_theme",
        "learning.change_theme",
        "learning.add_curriculumslot",
        "learning.change_curriculumslot",
    ),
)


class Refusal(StrEnum):
    """Why a role is neither given nor ended."""

    OWN_ROLE = "own_role"
    NOT_MANAGER = "not_manager"
    CLOSED_ACCOUNT = "closed_account"


def refusals_to_grant(
    *, actor_roles: Collection[str], actor_is_administrator: bool, to_oneself: bool, account_is_open: bool
) -> tuple[Refusal, ...]:
    """Say why this person may not give a role in the structure; empty when they may.

    ``actor_roles`` are the roles that the one who gives holds today in that structure.
    """
    reasons = list(refusals_to_manage(actor_roles=actor_roles, actor_is_administrator=actor_is_administrator))
    if to_oneself:
        reasons.append(Refusal.OWN_ROLE)
    if not account_is_open:
        reasons.append(Refusal.CLOSED_ACCOUNT)
    return tuple(reasons)


def refusals_to_manage(*, actor_roles: Collection[str], actor_is_administrator: bool) -> tuple[Refusal, ...]:
    """Say why this person may not manage the structure: end a role, even their own, or present the house."""
    return () if actor_is_administrator or MANAGER in actor_roles else (Refusal.NOT_MANAGER,)
