"""Why the rules of a certificate were not changed, in words a person can read."""

from __future__ import annotations

from django.utils.translation import gettext as _

from certification.refusals import Refused


class MayNotManage(Refused):
    """Only managers of the structure write its schemes."""

    def __init__(self) -> None:
        super().__init__(_("Only managers of the structure write the rules of its certificates."))


class Promised(Refused):
    """What was put in force is a promise."""

    def __init__(self) -> None:
        super().__init__(_("This version is no draft any more: what was promised does not change. Copy it into a draft."))


class Damaged(Refused):
    """The rules cannot be read: nobody could be judged by them. `why` names the place, for whoever repairs."""

    def __init__(self, why: str) -> None:
        super().__init__(
            _("These rules cannot be put in force: a certificate asks for at least one module. (%(why)s)")
            % {"why": why}
        )


class Overlap(Refused):
    """Two versions would be in force on the same day."""

    def __init__(self, label: str) -> None:
        super().__init__(
            _("Version %(label)s is in force on some of these days: choose others, from today on.") % {"label": label}
        )


class EndsFirst(Refused):
    def __init__(self) -> None:
        super().__init__(_("The last day is before the first."))


class LabelTaken(Refused):
    def __init__(self, label: str) -> None:
        super().__init__(_("This certificate already has a version named “%(label)s”.") % {"label": label})


class CodeTaken(Refused):
    def __init__(self, code: str) -> None:
        super().__init__(_("The house already has a certificate with the code “%(code)s”.") % {"code": code})
