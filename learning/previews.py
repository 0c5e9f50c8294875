"""What authors see before they publish: the very page, as a learner or a visitor has it, with nothing to press."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

VISITOR = "visitor"


class LearnerPreview:
    """A page that is previewed as somebody enrolled sees it, or as a visitor does."""

    @property
    def preview_modes(self):
        return [("", _("As somebody enrolled")), (VISITOR, _("As a visitor"))]


def is_preview(request) -> bool:
    """Whether the page is made for its author to look at: nothing may be recorded from it."""
    return getattr(request, "is_preview", False)


def shows_visitor(request) -> bool:
    """Whether the preview is of what a visitor sees."""
    return getattr(request, "preview_mode", "") == VISITOR
