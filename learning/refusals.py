"""Why something is not done yet, in words for the learner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from learning.rules.attempts import Opening, Refusal

if TYPE_CHECKING:
    from learning.actions.begin_attempt import NotOpen


def why_not_begun(refused: NotOpen) -> str:
    """Why an attempt at a quiz is not begun now."""
    return refused.lock.reason if refused.lock else why_closed(refused.opening)


def why_closed(opening: Opening) -> str:
    """Why the quiz's own terms allow no attempt now; nothing when they do."""
    if opening.refusal == Refusal.TOO_SOON:
        moment = timezone.localtime(opening.opens_at)
        return _("You may try again from %(day)s at %(hour)s: time to look at the lessons again.") % {
            "day": date_format(moment, "j F"),
            "hour": date_format(moment, "G:i"),
        }
    if opening.refusal == Refusal.NONE_LEFT:
        return _("You have used all the attempts of this quiz. Your trainer can help you go on.")
    return _("The questions are being written.") if opening.refusal else ""
