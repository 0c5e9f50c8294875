"""Why an action says no, in words a person can read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certification.review import missing_in_words
from certification.rules.eligibility import Eligibility
from certification.rules.realisation import NOT_ENTITLED, NOTHING_DONE, UNDER_WAY
from certification.rules.separation import MayDecide, Obstacle

if TYPE_CHECKING:
    from certification.models import Dossier

OBSTACLES: Mapping[Obstacle, Promise] = {
    Obstacle.OWN_DOSSIER: gettext_lazy("This is your own dossier: somebody else decides on it."),
    Obstacle.SAME_ADDRESS: gettext_lazy(
        "The candidate's address and yours reach the same mailbox: somebody else decides on this dossier."
    ),
    Obstacle.NOT_STAFF: gettext_lazy("Only validators and managers of the structure decide."),
    Obstacle.NOT_LEAD: gettext_lazy("Only a pedagogical lead of this certificate does this."),
    Obstacle.REFUSED_IT: gettext_lazy("You refused this dossier: somebody else answers the appeal."),
}


class Refused(Exception):
    """An action that was not done. `str()` says why to whoever asked."""


class NotEligible(Refused):
    """Something that the scheme asks for is missing; `eligibility` says what."""

    def __init__(self, eligibility: Eligibility) -> None:
        self.eligibility = eligibility
        super().__init__(_("Still missing: %(what)s.") % {"what": missing_in_words(eligibility.missing)})


class NotInForce(Refused):
    """The version takes no candidature today."""

    def __init__(self) -> None:
        super().__init__(_("This certificate takes no dossier today."))


class MayNotDecide(Refused):
    """Somebody else has to decide."""

    def __init__(self, answer: MayDecide) -> None:
        self.answer = answer
        super().__init__(" ".join(str(OBSTACLES[obstacle]) for obstacle in answer.obstacles))


class DecidedByJury(Refused):
    """The version gives the decision to several people together."""

    def __init__(self) -> None:
        super().__init__(_("A jury decides on this certificate: send the dossier before one."))


class AlreadyDecided(Refused):
    """The dossier is no longer waiting: a second click, or somebody was faster."""

    def __init__(self, dossier: Dossier | None = None) -> None:
        words = _("This dossier is already decided, or was withdrawn.")
        if dossier is not None and dossier.decided_by:
            words += " " + _("%(who)s decided it: “%(state)s”.") % {
                "who": dossier.decided_by.display_name,
                "state": dossier.get_state_display(),
            }
        super().__init__(words)


class AlreadySent(Refused):
    """The dossier is no longer in its candidate's hands: a second click, or another tab."""

    def __init__(self) -> None:
        super().__init__(_("This dossier is already sent, or closed: nothing was changed."))


class ReasonMissing(Refused):
    """The person concerned is owed a reason."""

    def __init__(self) -> None:
        super().__init__(_("Write the reason: the person will read it."))


class NotYours(Refused):
    """Only the person concerned may do this."""

    def __init__(self) -> None:
        super().__init__(_("Only the person concerned may do this."))


class NotStanding(Refused):
    """The document is not in a state where this can be done."""

    def __init__(self) -> None:
        super().__init__(_("This document is being made, or no longer stands: nothing was changed."))


class HolderErased(Refused):
    """Nothing with a name is made for somebody who asked to be forgotten."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The holder closed their account: no new document with a name can be made. It can be withdrawn."
            )
        )


class NameMissing(Refused):
    def __init__(self) -> None:
        super().__init__(_("Write the name to print."))


class KeyRefused(Refused):
    """A key that cannot sign for a structure. `str()` says why."""


class MayNotKeepKeys(Refused):
    """Only managers of the structure make, rotate and import its keys."""

    def __init__(self) -> None:
        super().__init__(_("Only managers of the structure may change its signing keys."))


class MayNotIssue(Refused):
    """Only those who decide on dossiers issue certificates together."""

    def __init__(self) -> None:
        super().__init__(str(OBSTACLES[Obstacle.NOT_STAFF]))


class NothingToIssue(Refused):
    """None of what was chosen can be in a new batch: decided otherwise meanwhile, or another batch has it."""

    def __init__(self) -> None:
        super().__init__(_("Nothing was started: choose at least one dossier that no other batch holds."))


class TooMany(Refused):
    """More than one batch holds."""

    def __init__(self, most: int) -> None:
        super().__init__(_("A batch holds %(most)s dossiers at most: choose fewer.") % {"most": most})


class BatchMoved(Refused):
    """The batch is no longer where the person saw it: a second click, or it ended meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("The batch had moved on meanwhile: nothing was changed."))


class NoBadge(Refused):
    """A document that has no badge: still being made, or its holder was erased."""

    def __init__(self) -> None:
        super().__init__(_("This document has no badge: it is being made, or its holder was erased."))


class TooLate(Refused):
    """The dossier moved on: a second click, or somebody was faster."""

    def __init__(self, dossier: Dossier) -> None:
        state = dossier.get_state_display()
        super().__init__(
            _("Nothing was changed: this dossier is now “%(state)s”. Somebody may have been faster than you.")
            % {"state": state}
        )


class NothingTicked(Refused):
    """A request for a complement says what is missing."""

    def __init__(self) -> None:
        super().__init__(_("Tick or write what is missing: the candidate will read it."))


class AnswerMissing(Refused):
    def __init__(self) -> None:
        super().__init__(_("Write what you did or bring: the house will read it."))


class WordsMissing(Refused):
    """What is signed needs words."""

    def __init__(self) -> None:
        super().__init__(_("Write your appraisal: it is kept in the candidate’s training record."))


class InterviewMissing(Refused):
    """An exemption is decided after an interview, where the scheme says so."""

    def __init__(self) -> None:
        super().__init__(_("Give the day of the interview, which has taken place: the decision rests on it."))


class AuthorisationMissing(Refused):
    """A guardian's authorisation is seen with its date."""

    def __init__(self) -> None:
        super().__init__(_("Give the day on the signed authorisation, today at the latest."))


class TooEarly(Refused):
    """The certificate may not be renewed yet, or has no end."""

    def __init__(self) -> None:
        super().__init__(_("This certificate cannot be renewed today: it stands as it is."))


class NoRealisation(Refused):
    """No certificat de réalisation may be given for this stay."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            {
                NOT_ENTITLED: _(
                    "This structure gives no certificat de réalisation: its page states neither an activity "
                    "declaration number nor that it is entitled."
                ),
                UNDER_WAY: _("This stay is still under way: its days and hours may still move."),
                NOTHING_DONE: _("No hour was done in this stay: there is nothing to certify."),
            }[reason]
        )


class NotAsked(Refused):
    """The rules of this certificate do not ask for that."""

    def __init__(self) -> None:
        super().__init__(_("The rules of this certificate do not ask for that."))
