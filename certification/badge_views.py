"""Badges for whoever holds the address of a document, and what verifiers of badges read of their issuer."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64decode

from django.core.cache import cache
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

from accounts.models import Structure
from certification import keys
from certification.formats import badge
from certification.formats.badge_forms import BY_FORM
from certification.formats.integrity import multikey
from certification.kinds import BY_SLUG
from certification.kinds.base import site_address
from certification.models import Credential, CredentialFile, SigningKey
from certification.models.credential import FileLost
from certification.pace import paced
from certification.rules.badged import is_badged
from certification.views import answered_fresh


@require_safe
@answered_fresh
@paced(as_json=True)
def badge_file(request, public_id: str, form: str):
    """The badge as made: to whoever holds the address, as it names nobody. 410 once its holder was erased: their own
    copy still verifies. Costs two queries.
    """
    documents = Credential.objects.without_wording()
    credential = get_object_or_404(documents, public_id=public_id)
    if credential.holder_shown == Credential.HolderShown.ERASED:
        return JsonResponse({"status": "erased"}, status=410)
    made = CredentialFile.objects.filter(credential=credential, format=form).first()
    if made is None:
        return _not_made(request, credential)
    try:
        response = HttpResponse(made.read_file(), content_type=BY_FORM[form].content_type)
    except FileLost:
        return JsonResponse({"status": "lost"}, status=503)
    name = f"{BY_SLUG[credential.kind].slug}-{credential.number}.{form}"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _not_made(request, credential: Credential) -> HttpResponse:
    """The worker will make it, or it ended before it had one. A page for people, an error for programs."""
    waits = credential.status in (Credential.Status.PENDING, Credential.Status.ISSUED)
    if not (waits and is_badged(credential.kind)):
        return JsonResponse({"status": "none"}, status=404)
    if request.get_preferred_type(["application/json", "text/html"]) == "text/html":
        response = render(request, "certification/badge_pending.html", {"credential": credential}, status=503)
    else:
        response = JsonResponse({"status": "pending"}, status=503)
    response["Retry-After"] = "60"
    patch_vary_headers(response, ["Accept"])
    return response


@require_safe
def issuer_document(request, pk: int):
    """The `did:web` document of a structure that signed badges. Costs two queries."""
    structure = get_object_or_404(Structure.objects.select_related("site"), pk=pk)
    rows = SigningKey.objects.of(structure).filter(purpose=SigningKey.Purpose.BADGE).order_by("-made_at")
    published = [(row.fingerprint, multikey(urlsafe_b64decode(row.public_jwk["x"] + "="))) for row in rows]
    if not published:
        raise Http404
    issuer = badge.Issuer(site_address(structure), structure.pk)
    response = JsonResponse(badge.did_document(issuer=issuer, keys=published))
    return _for_all(response)


@require_safe
def status_list(request, pk: int, rank: int):
    """Which badges of a structure no longer stand. Signed again only when that changes. Costs three queries."""
    structure = get_object_or_404(Structure.objects.select_related("site"), pk=pk)
    first = rank * badge.LIST_BITS
    listed = Credential.objects.of(structure).filter(
        status_index__gte=first, status_index__lt=first + badge.LIST_BITS
    )
    if not listed.exists():
        raise Http404
    ended = listed.filter(status__in=(Credential.Status.REVOKED, Credential.Status.REPLACED))
    rows = list(ended.order_by("status_index").values_list("status_index", "revoked_at"))
    key, private = keys.badge_key_for(structure)
    issuer = badge.Issuer(site_address(structure), structure.pk)
    changed = max([key.made_at, *(at for _place, at in rows if at)])
    about = repr((issuer, rank, key.fingerprint, [place for place, _at in rows], changed))
    name = "status-list-" + hashlib.sha256(about.encode()).hexdigest()
    data = cache.get(name)
    if data is None:
        data = badge.status_list(
            issuer=issuer,
            rank=rank,
            revoked=[place - first for place, _at in rows],
            valid_from=badge.moment(changed),
            private=private,
            method=issuer.method(key.fingerprint),
        )
        cache.set(name, data, 24 * 3600)
    return _for_all(HttpResponse(data, content_type="application/vc"))


def _for_all(response: HttpResponse) -> HttpResponse:
    """Readable by programs of other sites, and kept by them for five minutes."""
    response["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(response, public=True, max_age=300)
    return response
