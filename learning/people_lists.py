"""Lists of people in words: what is wrong with a line and what to do, what became of each."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.rules.people_lists import MOST_LINES, Problem

COLUMN_NAMES = {
    "": gettext_lazy("The file"),
    "email": gettext_lazy("Courriel"),
    "name": gettext_lazy("Nom"),
    "profile": gettext_lazy("Profil"),
}

#: What became of a line, by slug. Never rename one: they are kept.
OUTCOMES = {
    "new": gettext_lazy("Account opened, letter sent, enrolled"),
    "enrolled": gettext_lazy("Enrolled"),
    "already": gettext_lazy("Was in already: nothing to do"),
    "closed": gettext_lazy("Not enrolled: the group is closed"),
    "ended": gettext_lazy("Not enrolled: the group has ended"),
    "full": gettext_lazy("Not enrolled: the group is full"),
    "offline": gettext_lazy("Not enrolled: the module is no longer online"),
    "problem": gettext_lazy("Not enrolled: something went wrong. Send the line again."),
}


def what_to_do(problem: str, value: str) -> str:
    """What is wrong and what to do about it, in the reader's language."""
    words = {
        Problem.EMPTY: _("The file holds nobody. Export the sheet that holds the people, as CSV."),
        Problem.NO_COLUMN: _(
            "No column of addresses was found. Name one “Courriel” in the first line; the file has: %(value)s."
        ),
        Problem.TOO_LONG: _("More than %(most)s lines: send the rest in a second file."),
        Problem.UNREADABLE: _("This is no text. Save the sheet as CSV, then send that file."),
        Problem.NO_ADDRESS: _("The address is missing. Write it, or remove the line."),
        Problem.BAD_ADDRESS: _("“%(value)s” is no e-mail address. Correct it: prenom@exemple.fr."),
        Problem.TWICE: _("“%(value)s” stands higher in the file already. Remove one of the two lines."),
        Problem.NO_NAME: _("The name is missing, and “%(value)s” has no account yet. Write the name."),
        Problem.BAD_NAME: _(
            "“%(value)s” is no name that a certificate can carry. Write the name as letters."
        ),
        Problem.BAD_PROFILE: _(
            "“%(value)s” is no profile we know. Write bénévole, dirigeant, salarié, service civique, porteur de projet "
            "or autre, or leave it empty."
        ),
        Problem.CLOSED_ACCOUNT: _("The account of “%(value)s” is closed. Remove the line."),
    }[Problem(problem)]
    return words % {"value": value, "most": MOST_LINES}
