"""What managers send and fetch of their structure's signing keys. Private halves never leave by here."""

from __future__ import annotations

import json

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Structure
from certification.actions.import_signing_key import import_signing_key
from certification.actions.rotate_signing_key import rotate_signing_key
from certification.models import SigningKey
from certification.refusals import Refused

#: Bytes of a PKCS#12 file: a key with its certificates has a few thousand.
MAX_BYTES = 100_000


@require_POST
def rotate(request, pk: int):
    key = get_object_or_404(SigningKey.objects.managed_by(request.user).select_related("structure"), pk=pk)
    try:
        rotate_signing_key(key=key, actor=request.user)
        messages.success(request, _("The key is changed. What the former one signed stays valid."))
    except Refused as reason:
        messages.error(request, str(reason))
    return redirect("cles-de-signature_modeladmin_index")


@sensitive_post_parameters("password")
@require_POST
def import_key(request):
    structure = get_object_or_404(
        Structure.objects.managed_by(request.user), slug=request.POST.get("structure", "")
    )
    file = request.FILES.get("file")
    if file is None:
        messages.error(request, _("Choose a file first."))
    elif file.size > MAX_BYTES:
        messages.error(request, _("This is no PKCS#12 file (.p12 or .pfx)."))
    else:
        try:
            import_signing_key(
                structure=structure,
                data=file.read(),
                password=request.POST.get("password", ""),
                actor=request.user,
            )
            messages.success(
                request, _("The key is imported: it signs the structure's documents from now on.")
            )
        except Refused as reason:
            messages.error(request, str(reason))
    return redirect("cles-de-signature_modeladmin_index")


@require_safe
def public_half(request, pk: int):
    """What may be given to anybody: the certificate (PEM), or the public key of badges (JWK)."""
    key = get_object_or_404(SigningKey.objects.managed_by(request.user), pk=pk)
    if key.certificate:
        response, suffix = HttpResponse(key.certificate, content_type="application/x-pem-file"), "pem"
    else:
        response = HttpResponse(json.dumps(key.public_jwk), content_type="application/jwk+json")
        suffix = "jwk"
    response["Content-Disposition"] = f'attachment; filename="essaim-{key.fingerprint[:16]}.{suffix}"'
    return response
