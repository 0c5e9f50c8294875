"""Exceptions that carry reasons a person can read."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from accounts.rules.names import LONGEST, NameProblem
from accounts.rules.roles import Refusal


def words_of_refusal(reason: Refusal) -> str:
    """Why a role is not given or ended, in the reader's language."""
    return {
        Refusal.OWN_ROLE: _("Nobody gives a role to themselves: ask another manager."),
        Refusal.NOT_MANAGER: _("Only a manager of the structure gives or ends its roles."),
        Refusal.CLOSED_ACCOUNT: _("This account is closed."),
    }[reason]


def words_of_name_problem(problem: NameProblem) -> str:
    """Why a name is not taken, naming the field and what would do."""
    return {
        NameProblem.EMPTY: _("Write your name."),
        NameProblem.TOO_LONG: _("Your name is too long: %(limit)s characters at most.") % {"limit": LONGEST},
        NameProblem.INVISIBLE: _(
            "Your name holds an invisible character (a line break, for instance): type it again."
        ),
        NameProblem.NO_LETTER: _("Your name needs at least one letter."),
    }[problem]


class RoleRefused(Exception):
    """A role was neither given nor ended; `reasons` say why."""

    def __init__(self, reasons: Iterable[Refusal]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(" ".join(words_of_refusal(reason) for reason in self.reasons))


class NameRefused(Exception):
    """A name was not taken; `problem` says why."""

    def __init__(self, problem: NameProblem) -> None:
        self.problem = problem
        super().__init__(words_of_name_problem(problem))


class ErasureRefused(Exception):
    """An account was not closed; `reasons` say why, in words, and what to do first."""

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = list(reasons)
        super().__init__(" ".join(self.reasons))
