"""How often one address may ask about documents: nobody walks through all numbers, and one visitor slows no other."""

from __future__ import annotations

import time
from collections import Counter
from functools import wraps

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import JsonResponse
from django.shortcuts import render

#: Counted in this process alone, minute by minute: an answer costs a millisecond, a shared counter would cost as much.
_asked: Counter[str] = Counter()
_minute = 0


def may_ask(address: str) -> bool:
    """Whether this address asked little enough this minute; counts it."""
    global _minute
    if (now := int(time.time() // 60)) != _minute:
        _minute = now
        _asked.clear()
    _asked[address] += 1
    return _asked[address] <= settings.VERIFICATIONS_A_MINUTE


def paced(*, as_json: bool = False):
    """A view that answers 429 to whoever asks too often: an error for programs, a page for people."""

    def slow_down(view):
        @wraps(view)
        def answer(request, *args, **kwargs):
            if may_ask(get_adapter().get_client_ip(request)):
                return view(request, *args, **kwargs)
            if as_json:
                response = JsonResponse({"status": "too-many-requests"}, status=429)
            else:
                response = render(request, "certification/too_often.html", status=429)
            response["Retry-After"] = "60"
            return response

        return answer

    return slow_down
