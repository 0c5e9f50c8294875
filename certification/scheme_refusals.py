"""Why the rules of a certificate, or who answers for it, were not changed, in words a person can read."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certification.refusals import Refused


class MayNotManage(Refused):
    """Only managers of the structure write its schemes."""

    def __init__(self) -> None:
        super().__init__(_("Only managers of the structure write the rules of its certificates."))


class EndsFirst(Refused):
    def __init__(self) -> None:
        super().__init__(_("The last day is before the first."))


class NotTheirs(Refused):
    """Whoever leads must be able to act: these people do not decide in the structure today."""

    def __init__(self, names: Collection[str]) -> None:
        words = ngettext(
            "%(names)s is neither validator nor manager here: give them that role first.",
            "%(names)s are neither validators nor managers here: give them that role first.",
            len(names),
        )
        super().__init__(words % {"names": ", ".join(names)})


class AuthorityMissing(Refused):
    def __init__(self) -> None:
        super().__init__(_("Write who authorises, and the reference of their decision."))


class TooLong(Refused):
    """An authorisation lasts as long as the scheme says, at most."""

    def __init__(self, years: int) -> None:
        words = ngettext(
            "An authorisation for this certificate lasts %(years)s year at most.",
            "An authorisation for this certificate lasts %(years)s years at most.",
            years,
        )
        super().__init__(words % {"years": years})


class Promised(Refused):
    """What was put in force is a promise."""

    def __init__(self) -> None:
        super().__init__(
            _("This version is no draft any more: what was promised does not change. Copy it into a draft.")
        )


class ChangedMeanwhile(Refused):
    """Somebody else kept the draft since this person opened it. Nothing of either is lost: nothing was written."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody else changed this draft while you were writing: yours is below, not kept yet.")
        )


class Damaged(Refused):
    """The rules cannot be read: nobody could be judged by them. `why` names the place, for whoever repairs."""

    def __init__(self, why: str) -> None:
        super().__init__(_("These rules cannot be read, so they cannot be kept. (%(why)s)") % {"why": why})


class Overlap(Refused):
    """Two versions would be in force on the same day."""

    def __init__(self, label: str) -> None:
        super().__init__(
            _("Version %(label)s is in force on some of these days: choose others, from today on.")
            % {"label": label}
        )


class LabelTaken(Refused):
    def __init__(self, label: str) -> None:
        super().__init__(_("This certificate already has a version named “%(label)s”.") % {"label": label})


class CodeTaken(Refused):
    def __init__(self, code: str) -> None:
        super().__init__(_("The house already has a certificate with the code “%(code)s”.") % {"code": code})
