"""Why something was not done with a skill record: in words a person can read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skills.rules import attestations, frameworks, missions


class Refused(Exception):
    """Something that was not done; its words say why."""


class NotYours(Refused):
    """A record, or a framework, that is somebody else's."""

    def __init__(self) -> None:
        super().__init__(_("This is not yours to change."))


MISSIONS: Mapping[missions.Problem, Promise] = {
    missions.Problem.BAD_RNA: gettext_lazy("An RNA number is W, then nine digits, such as W761234567."),
    missions.Problem.NO_ASSOCIATION: gettext_lazy("Write the name of the association."),
    missions.Problem.NO_ROLE: gettext_lazy("Say what your role was, even in two words."),
    missions.Problem.NO_START: gettext_lazy(
        "Say when it began, even roughly: the first of the month will do."
    ),
    missions.Problem.TOO_OLD: gettext_lazy("Check the year of the first day."),
    missions.Problem.NOT_BEGUN: gettext_lazy(
        "The first day is still to come: a mission is told once it has begun."
    ),
    missions.Problem.ENDS_BEFORE: gettext_lazy("The last day is before the first: check both dates."),
    missions.Problem.ENDS_LATER: gettext_lazy(
        "The last day is still to come: leave it empty as long as it lasts."
    ),
    missions.Problem.NO_HOURS: gettext_lazy("Write a number of hours above zero, or leave it empty."),
    missions.Problem.TOO_MANY_HOURS: gettext_lazy(
        "That is more than sixteen hours a day: check the hours and the rhythm."
    ),
    missions.Problem.NO_ACTIVITIES: gettext_lazy("Say what you did, in a few words."),
}

FRAMEWORKS: Mapping[frameworks.Problem, Promise] = {
    frameworks.Problem.NO_DOMAIN: gettext_lazy("Write a first domain."),
    frameworks.Problem.EMPTY_DOMAIN: gettext_lazy("The domain “%(about)s” has no competency."),
    frameworks.Problem.CODE_TWICE: gettext_lazy("The code “%(about)s” stands twice."),
    frameworks.Problem.BAD_CODE: gettext_lazy("The code “%(about)s” has a sign that codes cannot have."),
}


class MissionRefused(Refused):
    """Something of a mission that was not kept; `problem` names what stands in the way."""

    def __init__(self, problem: missions.Problem) -> None:
        self.problem = problem
        super().__init__(str(MISSIONS[problem]))


class FrameworkRefused(Refused):
    """A framework that was not put in force; `problems` say why."""

    def __init__(self, problems: Iterable[tuple[frameworks.Problem, str]]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(str(FRAMEWORKS[one]) % {"about": about} for one, about in self.problems))


class AlreadyInForce(Refused):
    """A framework that is read-only: another version changes it."""

    def __init__(self) -> None:
        super().__init__(_("A version that was put in force no longer changes: make the next one."))


class AlreadyListed(Refused):
    """A number that another association of the directory has."""

    def __init__(self) -> None:
        super().__init__(_("Another association of the directory has this RNA number."))


class TooMuchEvidence(Refused):
    """One mission that already shows as much as a record takes."""

    def __init__(self, most: int) -> None:
        super().__init__(
            _("A mission shows %(most)s things at most: remove one that says less.") % {"most": most}
        )


ATTESTATIONS: Mapping[attestations.Problem, Promise] = {
    attestations.Problem.NOT_TOLD: gettext_lazy("Tell your mission to the end first: somebody will read it."),
    attestations.Problem.NO_NAME: gettext_lazy("Write a first and last name."),
    attestations.Problem.NO_OFFICE: gettext_lazy("Write the office held in the association."),
    attestations.Problem.OWN_WORD: gettext_lazy(
        "Nobody gives the association’s word on their own mission: it takes somebody else, with a mailbox of their own."
    ),
    attestations.Problem.TOO_MANY: gettext_lazy(
        "Several people are asked about this mission already: wait for one answer, or withdraw a request."
    ),
    attestations.Problem.TOO_OFTEN: gettext_lazy(
        "You asked several times today already: try again tomorrow."
    ),
    attestations.Problem.NO_ANSWER: gettext_lazy("Choose an answer for each competency."),
    attestations.Problem.NO_REASON: gettext_lazy("Say in a few words why you cannot confirm it."),
}

LINKS: Mapping[attestations.Link, Promise] = {
    attestations.Link.USED: gettext_lazy(
        "The answer to this request has arrived, and nobody can change it any more. Thank you for the time you gave!"
    ),
    attestations.Link.WITHDRAWN: gettext_lazy(
        "The person who had asked for your word took their request back. Nothing is expected of you."
    ),
    attestations.Link.EXPIRED: gettext_lazy(
        "This link served for thirty days. The person who wrote to you can ask you again in a moment."
    ),
    attestations.Link.ERASED: gettext_lazy(
        "The person who had asked for your word closed their account: their record is deleted, and so is your address."
    ),
    attestations.Link.UNKNOWN: gettext_lazy(
        "This address is not complete. Open the link from our message, or copy it whole."
    ),
}

CODES: Mapping[attestations.Code, Promise] = {
    attestations.Code.WRONG: gettext_lazy("This is not the code of our last message: check the six digits."),
    attestations.Code.STALE: gettext_lazy("This code serves no more: ask for another one."),
    attestations.Code.TOO_SOON: gettext_lazy(
        "A code was just sent: look at your mail, wait a minute if need be."
    ),
    attestations.Code.TOO_MANY: gettext_lazy(
        "Too many codes were sent for this link. Ask the person who wrote to you for a new request."
    ),
}


class AttestationRefused(Refused):
    """Somebody who was not asked, or a word that was not taken; `problem` names what stands in the way."""

    def __init__(self, problem: attestations.Problem) -> None:
        self.problem = problem
        super().__init__(str(ATTESTATIONS[problem]))


class LinkRefused(Refused):
    """An officer's link that serves no more; `link` says why."""

    def __init__(self, link: attestations.Link) -> None:
        self.link = link
        super().__init__(str(LINKS[link]))


class CodeRefused(Refused):
    """A code that is not sent; `code` says why."""

    def __init__(self, code: attestations.Code) -> None:
        self.code = code
        super().__init__(str(CODES[code]))


class MissionChanged(Refused):
    """A mission that was changed while an officer read it: nothing was signed."""

    def __init__(self) -> None:
        super().__init__(_("The mission was changed while you were reading it: nothing was sent."))
