"""A document as a page: the same words as its PDF, for whoever reads by ear, by braille or in large print."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from certification.endings import endings_of
from certification.kinds import BY_SLUG
from certification.models import Credential
from certification.offers import offers_of
from certification.views import answered_fresh


@require_safe
@login_required
@answered_fresh
def document_words(request, public_id: str):
    """Every word of the file as issued, for its holder and the staff of its structure."""
    readable = Credential.objects.readable_by(request.user)
    credential = get_object_or_404(readable, public_id=public_id)
    if credential.status == Credential.Status.PENDING:
        return render(request, "certification/document_pending.html", {"credential": credential}, status=202)
    own = credential.holder_id == request.user.pk
    context = {
        "credential": credential,
        "sheet": credential.frozen,
        "kind": BY_SLUG[credential.kind],
        "own": own,
        "ending": endings_of([credential]).get(credential.pk) if own else None,
        "offer": offers_of([credential]).get(credential.pk) if own else None,
    }
    return render(request, "certification/document_words.html", context)
