"""Why something a candidate asks of their dossier is not done, in words a person can read."""

from __future__ import annotations

from django.utils.translation import gettext as _

from certification.refusals import Refused
from certification.rules import supporting
from learning.file_refusals import words_of_file
from learning.rules.work_files import FileProblem


class NotNow(Refused):
    """The dossier is not in its candidate's hands, or this was done already."""

    def __init__(self) -> None:
        super().__init__(_("Your dossier no longer is at this step: nothing was changed."))


class NotAskedFor(Refused):
    """The version knows nothing of the kind."""

    def __init__(self) -> None:
        super().__init__(_("This certificate does not ask for this: nothing was changed."))


class BirthDateRefused(Refused):
    def __init__(self) -> None:
        super().__init__(_("Check the year of your date of birth."))


class GuardianRefused(Refused):
    def __init__(self) -> None:
        super().__init__(_("Your guardian must be somebody else than you, with an address of their own."))


class GroundsMissing(Refused):
    def __init__(self) -> None:
        super().__init__(_("Write a few lines: somebody will read them."))


class RestMissing(Refused):
    """A record is signed once it is whole."""

    def __init__(self) -> None:
        super().__init__(_("You sign your record once all the rest is there."))


class TooLateToAppeal(Refused):
    def __init__(self) -> None:
        super().__init__(_("The time to appeal is over, or an answer was given already."))


class AnotherOpen(Refused):
    def __init__(self) -> None:
        super().__init__(_("You have opened another dossier since: withdraw it first if you wish to appeal."))


class FileRefused(Refused):
    """A file that a dossier does not take; `problem` says why."""

    def __init__(self, name: str, problem: FileProblem) -> None:
        self.problem = problem
        limits = {"asked": supporting.TYPES, "largest_mb": supporting.LARGEST_MB, "most": supporting.MOST}
        super().__init__(words_of_file(name, problem, **limits))


class NoNewerVersion(Refused):
    """The rules shown are not in force any more, or the dossier was sent by its own."""

    def __init__(self) -> None:
        super().__init__(_("Your dossier stays under its rules: others are in force now, or it was sent."))
