"""What a visitor wanted before they had an account: an invitation to follow, kept in their own session meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.utils.translation import gettext as _

from learning.actions.accept_invitation import accept_invitation
from learning.models import Invitation
from learning.ways_in import Refused

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase
    from django.http import HttpRequest

    from accounts.models import User

WANTED = "invitation"


def want(session: SessionBase, invitation: Invitation) -> None:
    """Keep in the session that whoever signs in next accepts this invitation."""
    session[WANTED] = invitation.token


def accept_wanted(request: HttpRequest, person: User) -> None:
    """Accept what was wanted before signing in; a session that wants nothing costs nothing."""
    session = getattr(request, "session", None)
    token = session.pop(WANTED, None) if session is not None else None
    invitation = Invitation.objects.filter(token=token).first() if token else None
    if invitation is None:
        return
    try:
        accepted = accept_invitation(invitation=invitation, person=person)
        messages.success(request, welcome_to(accepted), fail_silently=True)
    except Refused as reason:
        messages.warning(request, str(reason), fail_silently=True)


def welcome_to(invitation: Invitation) -> str:
    """What one reads on coming in."""
    return _("Welcome: you are in “%(title)s”.") % {"title": invitation}
