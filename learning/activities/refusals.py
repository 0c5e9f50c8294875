"""Why what was sent from an activity, or answered to it, is not kept: in words for whoever sent it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from django.utils.translation import gettext as _

from learning.rules import declarations, handing_in


class Answered(StrEnum):
    """Why a trainer's answer is not kept."""

    OWN = "own"
    MEANWHILE = "meanwhile"
    NO_APPRAISAL = "no_appraisal"
    UNCHOSEN = "unchosen"
    STEP_GONE = "step_gone"


class Moved(StrEnum):
    """Why what was decided or said of oneself is not kept."""

    UNPLACED = "unplaced"
    NO_CHOICE = "no_choice"


Reason = Answered | Moved | handing_in.Refusal | declarations.Refusal


class Refused(Exception):
    """What was sent is not kept; `reasons` say why, and the message says it in words."""

    def __init__(self, *reasons: Reason) -> None:
        self.reasons = reasons
        super().__init__(" ".join(words_of(reasons)))


def words_of(reasons: Iterable[Reason]) -> list[str]:
    words = {
        Answered.OWN: _("Nobody appraises their own work: somebody else of the team will."),
        Answered.MEANWHILE: _(
            "This was answered or taken back meanwhile: here is how it stands now. Nothing of yours was sent."
        ),
        Answered.NO_APPRAISAL: _("Write what there is to complete: the learner starts from your words."),
        Answered.UNCHOSEN: _("Choose a level for each criterion of the rubric."),
        Answered.STEP_GONE: _("This step was deleted: nothing can be recorded for it any more."),
        Moved.UNPLACED: _("Place yourself on each objective: one answer is missing at least."),
        Moved.NO_CHOICE: _("Choose what you would do."),
        handing_in.Refusal.EMPTY: _("Write a text or add a file, then hand in."),
        handing_in.Refusal.TOO_LATE: _(
            "The deadline has passed: this work can no longer be handed in. Your draft is kept; write to your trainer."
        ),
        handing_in.Refusal.WAITING: _("Your work is handed in: it waits for your trainer."),
        handing_in.Refusal.ALREADY_ACCEPTED: _("Your work is accepted: nothing more is needed."),
        handing_in.Refusal.NONE_LEFT: _(
            "This work was handed in as many times as it may be. Your trainer can help you go on."
        ),
        declarations.Refusal.NO_DATE: _("Say on which day it was."),
        declarations.Refusal.FUTURE: _("This day is still to come: declare the activity once it is done."),
        declarations.Refusal.TOO_OLD: _(
            "This day is more than a year before your enrolment: ask your trainer what can be done."
        ),
        declarations.Refusal.MINUTES: _("Say how long it took: from 1 minute to 24 hours."),
        declarations.Refusal.NO_REASON: _("Say why: the learner will read it."),
    }
    return [words[reason] for reason in reasons]
