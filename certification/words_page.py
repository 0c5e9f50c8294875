"""A document as a page: the same words as its PDF, for whoever reads by ear, by braille or in large print."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from certification.kinds import BY_SLUG
from certification.models import Credential
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
    context = {"credential": credential, "sheet": credential.frozen, "kind": BY_SLUG[credential.kind]}
    return render(request, "certification/document_words.html", context)
