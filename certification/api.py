"""What programs read of a document: the same answer as the page, as JSON, without an account.

`GET /api/certificats/<reference>/`, where the reference is the public id, the short code or the number of a document.
Numbers follow each other: they tell neither the holder's name nor the document's address.
"""

from __future__ import annotations

import json
from hashlib import sha256

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from certification.kinds.base import site_address
from certification.models import Credential
from certification.pace import paced
from certification.rules.numbering import tidy_number
from certification.rules.short_codes import tidy_code
from certification.verdicts import standing_of
from certification.views import answered_fresh


@require_safe
@answered_fresh
@paced(as_json=True)
def document_status(request, reference: str):
    """What is known of one document; 404 with the status “unknown” where there is none. Costs two queries at most."""
    documents = Credential.objects.select_related("structure__site", "replaced_by")
    credential, is_number = documents.filter(public_id=reference).first(), False
    if credential is None and (code := tidy_code(reference)):
        credential = documents.filter(short_code=code).first()
    elif credential is None and (number := tidy_number(reference)):
        credential, is_number = documents.filter(number=number).first(), True
    if credential is None:
        response = JsonResponse({"status": "unknown", "checked_at": timezone.now().isoformat()}, status=404)
    else:
        said = _said(credential) | ({} if is_number else _said_to_its_bearer(credential))
        response = _unless_unchanged(request, said)
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _unless_unchanged(request, said: dict) -> HttpResponse:
    """What is said, or 304 to a program that was told the same before and says so by `If-None-Match`."""
    etag = f'W/"{sha256(json.dumps(said, cls=DjangoJSONEncoder).encode()).hexdigest()[:32]}"'
    told = JsonResponse(said | {"checked_at": timezone.now().isoformat()}, headers={"ETag": etag})
    return get_conditional_response(request, etag=etag, response=told)


def _said(credential: Credential) -> dict:
    """What anybody may know."""
    return {
        "status": standing_of(credential),
        "number": credential.number,
        "kind": credential.kind,
        "title": credential.title,
        "issuer": credential.frozen["structure"]["name"],
        "issued_on": credential.frozen["granted_on"],
        "valid_until": credential.expires_on,
        "ended_on": timezone.localdate(credential.revoked_at) if credential.revoked_at else None,
        "reason": credential.revoked_reason or None,
    }


def _said_to_its_bearer(credential: Credential) -> dict:
    """What whoever holds the document's address or code may know besides."""
    site, after = site_address(credential.structure), credential.replaced_by
    return {
        "holder": None if credential.holder_shown == Credential.HolderShown.ERASED else credential.shown_name,
        "holder_erased": credential.holder_shown == Credential.HolderShown.ERASED,
        "sha256": credential.sha256 or None,
        "page": site + credential.get_absolute_url(),
        "replaced_by": site + after.get_absolute_url() if after else None,
    }
