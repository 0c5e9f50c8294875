"""Why a period of practice, or a tutor's word, is not taken: in words a person can read."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from certification.refusals import Refused
from certification.rules.practice import Link, Problem

PROBLEMS: Mapping[Problem, Promise] = {
    Problem.NOT_ASKED_FOR: _("This certificate asks for no practice."),
    Problem.NOT_NOW: _("Your dossier is being read, or is closed: nothing can be changed in it for now."),
    Problem.ENDS_BEFORE: _("The last day is before the first: check both dates."),
    Problem.TOO_OLD: _("Check the year of the first day."),
    Problem.TOO_MANY_DAYS: _("There are more days of practice than days between these two dates."),
    Problem.NO_DAYS: _("Write how many days: one at least."),
    Problem.OWN_TUTOR: _(
        "The tutor must be somebody else than you, with a mailbox of their own: name who saw you at work."
    ),
    Problem.NO_ADDRESS: _("Write your tutor's e-mail address first: we send them a link."),
    Problem.NOT_OVER: _("Your tutor can be asked from the last day of the period on."),
    Problem.ANSWERED: _("Your tutor has answered, or this period was removed: nothing was changed."),
    Problem.TOO_OFTEN: _("Your tutor was written to several times already: try again tomorrow."),
    Problem.NO_WORDS: _("Write a few words: what you saw, or why you cannot confirm."),
    Problem.NO_NAME: _("Write your name: it stands for your signature."),
    Problem.NO_SUCH_ANSWER: _("Choose an answer for each line."),
}

LINKS: Mapping[Link, Promise] = {
    Link.USED: _("Your answer has arrived. Thank you for the time you gave!"),
    Link.WITHDRAWN: _(
        "This link was replaced by another, or is no longer needed. Look for our latest message."
    ),
    Link.EXPIRED: _("This link has expired. The person you accompany can send you a new one in a moment."),
    Link.CLOSED: _("The dossier no longer waits for your answer. Thank you for having opened this page."),
    Link.UNKNOWN: _("This address is not complete. Open the link from our message, or copy it whole."),
}


class PracticeRefused(Refused):
    """Something that was not done; `problem` names what stands in the way."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(PROBLEMS[problem]))


class LinkRefused(Refused):
    """A tutor's link that serves no more; `link` says why."""

    def __init__(self, link: Link) -> None:
        self.link = link
        super().__init__(str(LINKS[link]))
