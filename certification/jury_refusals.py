"""Why a jury cannot do something, in words a person can read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from certification.refusals import Refused
from certification.rules.jury import Obstacle, Tie

OBSTACLES: Mapping[Obstacle, Promise] = {
    Obstacle.NOT_STAFF: _("Only validators and managers of the structure convene a jury."),
    Obstacle.NOT_BY_JURY: _("No jury decides on this certificate: a validator does."),
    Obstacle.QUORUM_TOO_LOW: _("The rules of this certificate ask for a larger quorum."),
    Obstacle.TOO_LATE: _("This is no longer possible at this point of the session."),
    Obstacle.ALREADY_SEATED: _("This person is already a member of this jury."),
    Obstacle.NOT_SUBMITTED: _("Only a dossier that was sent and waits for a review goes before a jury."),
    Obstacle.HEARD_ALREADY: _("This dossier was already before this session."),
    Obstacle.NOT_HEARD: _("This dossier is not before the jury."),
    Obstacle.NO_PRESIDENT: _("Somebody must preside."),
    Obstacle.TOO_FEW_MEMBERS: _("There are fewer members than the quorum."),
    Obstacle.NO_CASE: _("No dossier is before this session."),
    Obstacle.NOT_A_MEMBER: _("Only members of this jury do this."),
    Obstacle.MAY_NOT_SPEAK: _("You have a tie with this person: you do not speak of this dossier."),
    Obstacle.ALREADY_DECLARED: _("A tie is already declared: nothing was changed."),
    Obstacle.NOT_OPEN: _("Opinions are not being given now."),
    Obstacle.ALREADY_SIGNED: _("This opinion is signed: it cannot change any more."),
    Obstacle.CRITERIA_MISSING: _("Say what you think of each criterion."),
    Obstacle.TEXT_MISSING: _("Write why: an opinion with reservations or unfavourable says its grounds."),
    Obstacle.NOT_LEADING: _("Only whoever presides does this."),
    Obstacle.NOT_DELIBERATING: _("The deliberation is not open."),
    Obstacle.OPINIONS_MISSING: _("Some members have still to sign their opinion."),
    Obstacle.NO_QUORUM: _("The quorum does not hold: too few members may speak of this dossier."),
    Obstacle.ALREADY_DECIDED: _("This dossier is already decided: nothing was changed."),
    Obstacle.NOTHING_KEPT: _("Tick what is kept, among what is met."),
    Obstacle.UNDECIDED: _("Each dossier must be decided, or sent back, before the session closes."),
    Obstacle.GROUNDS_MISSING: _("Write the grounds: the candidate will read them."),
    Obstacle.UNKNOWN: _("This answer is not one of those offered."),
    Obstacle.STILL_HEARD: _("The quorum holds: this dossier is decided here."),
    Obstacle.HAS_SPOKEN: _("This member has signed an opinion, and stays."),
    Obstacle.OWN_DOSSIER: _("Your own dossier is before this session: somebody else cancels it."),
    Obstacle.REASON_MISSING: _("Write why: members and candidates will read it."),
}

TIES: Mapping[Tie, Promise] = {
    Tie.SELF: _("is the candidate"),
    Tie.TWICE: _("has another seat with the same mailbox"),
    Tie.SAME_ASSOCIATION: _("same association"),
    Tie.HOUSEHOLD: _("same household, as stated"),
    Tie.OWN_TRAINEE: _("own trainee"),
    Tie.OTHER: _("another tie"),
    Tie.JUDGED: _("spoke of the refusal that was appealed"),
}


class JuryRefused(Refused):
    """A jury cannot do this now; `obstacles` say why."""

    def __init__(self, *obstacles: Obstacle) -> None:
        self.obstacles = obstacles
        super().__init__(in_words(obstacles))


def in_words(obstacles: Iterable[Obstacle]) -> str:
    return " ".join(str(OBSTACLES[one]) for one in obstacles)
