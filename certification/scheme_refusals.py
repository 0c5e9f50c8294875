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
