"""The mailbox of the demonstration, so that a newcomer can confirm an address without a mail server."""

from functools import wraps

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from post_office.models import STATUS, Email

from config.demo import mailbox as folder


def demonstration_only(view):
    """Answer 404 wherever DEBUG is off, even if the address is wired by mistake."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not settings.DEBUG:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@demonstration_only
@never_cache
@require_safe
def mailbox(request):
    """Every message, newest first, and how many wait for the worker."""
    waiting = Email.objects.filter(status__in=[STATUS.queued, STATUS.requeued]).count()
    return render(request, "demo/mailbox.html", {"letters": list(folder.newest_first()), "waiting": waiting})


@demonstration_only
@never_cache
@require_safe
def letter(request, name):
    """One message, as plain text with its links."""
    found = folder.find(name)
    if found is None:
        raise Http404
    return render(request, "demo/letter.html", {"letter": found})
