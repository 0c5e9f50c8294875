"""Why a file that somebody hands in is not taken, in words for them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from learning.rules.work_files import FileProblem, extension_of


def words_of_file(
    name: str, problem: FileProblem, *, asked: Iterable[str], largest_mb: int, most: int
) -> str:
    """Why this file is not taken, naming it."""
    why = {
        FileProblem.TOO_MANY: _("%(most)s files at most.") % {"most": most},
        FileProblem.TOO_LARGE: _("it is too heavy: %(limit)s\u00a0MB at most.") % {"limit": largest_mb},
        FileProblem.NOT_ASKED: _("this kind of file is not taken here. Taken are: %(endings)s.")
        % {"endings": ", ".join(asked)},
        FileProblem.EMPTY: _("it is empty."),
        FileProblem.CONTENT: _("it is called .%(extension)s but holds something else. Export it again.")
        % {"extension": extension_of(name)},
    }[problem]
    return _("“%(name)s” was not added: %(why)s") % {"name": name, "why": why}
