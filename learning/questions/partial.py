"""How much an answer that is partly right earns, as its author chooses."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

ALL, SHARE = "all", "share"


def partial_policy(share_label, *, default: str = ALL) -> blocks.ChoiceBlock:
    """The author's choice: everything right or nothing, or a share of the points, as ``share_label`` says."""
    return blocks.ChoiceBlock(
        choices=[(ALL, _("All or nothing")), (SHARE, share_label)],
        default=default,
        label=_("An answer that is partly right"),
    )
