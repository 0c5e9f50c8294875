"""What people are told, one file a kind.

To add one: write `learning/notifications/<slug>.py` after the contract in `base.py`; add it to the tuple below, where
people are to find it in their choices; say it with `Notification.objects.tell(kind="<slug>", …)`.
"""

from learning.notifications.answer_marked import AnswerMarked
from learning.notifications.attestation_ready import AttestationReady
from learning.notifications.base import NotificationKind, Words
from learning.notifications.content_changed import ContentChanged
from learning.notifications.deadline import Deadline
from learning.notifications.declaration_decided import DeclarationDecided
from learning.notifications.declaration_waiting import DeclarationWaiting
from learning.notifications.group_joined import GroupJoined
from learning.notifications.inactivity import Inactivity
from learning.notifications.request_decided import RequestDecided
from learning.notifications.request_waiting import RequestWaiting
from learning.notifications.returned_work import ReturnedWork
from learning.notifications.thread_answered import ThreadAnswered
from learning.notifications.thread_opened import ThreadOpened
from learning.notifications.welcome import Welcome
from learning.notifications.work_waiting import WorkWaiting

__all__ = ["BY_SLUG", "KINDS", "NotificationKind", "Words"]

KINDS: tuple[NotificationKind, ...] = (
    ThreadAnswered(),
    ReturnedWork(),
    AnswerMarked(),
    DeclarationDecided(),
    AttestationReady(),
    Deadline(),
    Inactivity(),
    ContentChanged(),
    Welcome(),
    GroupJoined(),
    RequestDecided(),
    ThreadOpened(),
    WorkWaiting(),
    DeclarationWaiting(),
    RequestWaiting(),
)

BY_SLUG = {kind.slug: kind for kind in KINDS}
