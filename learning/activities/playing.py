"""A case study as it is played: where somebody is, what they may decide, what they decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from learning.rules.case_graph import folded

if TYPE_CHECKING:
    from learning.models import CaseRun, CaseStudyPage


def as_begun(page: CaseStudyPage, run: CaseRun) -> CaseStudyPage:
    """The page as it read when this way through it was begun: later edits change nothing of it.

    Costs two queries where the page was published again since.
    """
    if run.revision_id in (None, page.live_revision_id):
        return page
    return run.revision.as_object()


def first_entry(page: CaseStudyPage) -> dict[str, Any] | None:
    """Where the case begins; None while nothing is written."""
    return next((met(block.value) for block in page.situations), None)


def met(situation: Any) -> dict[str, Any]:
    """A situation as the way keeps it, nothing decided yet."""
    return {
        "situation": situation["name"],
        "text": situation["text"].source,
        "choice": None,
        "choice_text": "",
        "consequence": "",
        "is_advised": False,
        "advised": [],
    }


def decided(situation: Any, place: int) -> dict[str, Any]:
    """The same with what was decided, and what one would advise, as worded that day."""
    choice = situation["choices"][place]
    return met(situation) | {
        "choice": place,
        "choice_text": choice["text"],
        "consequence": choice["consequence"] or "",
        "is_advised": bool(choice["is_advised"]),
        "advised": [
            {"text": one["text"], "why": one["why"] or one["consequence"] or ""}
            for one in situation["choices"]
            if one["is_advised"]
        ],
    }


def situation_called(page: CaseStudyPage, name: str) -> Any | None:
    """The situation of this name, as choices name it."""
    return next(
        (block.value for block in page.situations if folded(block.value["name"]) == folded(name)), None
    )


def choices_at(page: CaseStudyPage, run: CaseRun) -> list[str]:
    """What may be decided where this person is now."""
    here = situation_called(page, run.path[-1]["situation"]) if run.path else None
    return [one["text"] for one in here["choices"]] if here else []
