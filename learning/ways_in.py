"""Why a way in does not open, in words a person can read."""

from __future__ import annotations

from django.utils.translation import gettext as _

from learning.rules.ways_in import Refusal


def words_of(reason: Refusal) -> str:
    """Why, and what one may do, in the reader's language."""
    return {
        Refusal.NEEDS_APPROVAL: _(
            "The team answers each request to enter this module: send yours from its page."
        ),
        Refusal.NEEDS_INVITATION: _("This module is entered by invitation: with a link, or a key to type."),
        Refusal.UNKNOWN: _("This key opens nothing. Check it with whoever gave it to you."),
        Refusal.WITHDRAWN: _("This invitation has been withdrawn. Ask whoever sent it to you."),
        Refusal.EXPIRED: _("This invitation is past its last day. Ask whoever sent it to you for another."),
        Refusal.USED_UP: _("All the places of this invitation are taken. Ask whoever sent it to you."),
        Refusal.CLOSED: _("This group is closed. Ask the house for the next one."),
        Refusal.ENDED: _("This group has ended. Ask the house for the next one."),
        Refusal.FULL: _("This group is full. Ask the house for the next one."),
        Refusal.OFFLINE: _("This module is no longer online."),
        Refusal.OWN_REQUEST: _("Nobody decides on their own request: somebody else of the team will."),
        Refusal.DECIDED: _("This request was answered already."),
        Refusal.NO_REASON: _("Write the reason: the person will read it."),
        Refusal.NOT_ASKED: _("No request is needed for this module."),
    }[reason]


class Refused(Exception):
    """A way in did not open; `reason` says why, and the words are for the person."""

    def __init__(self, reason: Refusal) -> None:
        self.reason = reason
        super().__init__(words_of(reason))
