"""What the holder of a certificate does to renew it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from certification.actions.open_renewal import open_renewal
from certification.kinds import CERTIFICATE
from certification.models import Credential
from certification.refusals import Refused
from certification.renewals import offer_of


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def renew(request, public_id: str):
    """What renewing one's certificate asks for; sent, its dossier opens."""
    mine = Credential.objects.held_by(request.user).of_kind(CERTIFICATE.slug).exclude(expires_on=None)
    credential = get_object_or_404(
        mine.select_related("scheme_version__scheme", "renewed_by"), public_id=public_id
    )
    if request.method == "POST":
        try:
            dossier = open_renewal(credential=credential, actor=request.user)
        except Refused as reason:
            messages.warning(request, str(reason))
            return redirect("certification:renew", public_id=public_id)
        messages.success(request, _("Your renewal is open. What is still to be done stands below."))
        return redirect("certification:candidature", code=dossier.version.scheme.code)
    if credential.status != Credential.Status.ISSUED:
        raise Http404
    return render(request, "certification/renewal.html", {"offer": offer_of(credential)})
