"""Badges for whoever holds the address of a document, and what verifiers of badges read of their issuer."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64decode

from django.core.cache import cache
from django.core.files.storage import storages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from accounts.models import Structure
from certification import keys
from certification.actions.make_badge import make_badge
from certification.formats import badge
from certification.formats.integrity import multikey
from certification.kinds import BY_SLUG
from certification.kinds.base import site_address
from certification.models import Credential, SigningKey
from certification.pace import paced
from certification.refusals import NoBadge
from certification.views import answered_fresh

CONTENT_TYPES = {"json": "application/vc", "jwt": "application/vc+jwt"}


@require_safe
@answered_fresh
@paced(as_json=True)
def badge_file(request, public_id: str, form: str):
    """The badge: to whoever holds the address, as it names nobody. 410 once its holder was erased."""
    documents = Credential.objects.select_related("structure", "holder")
    credential = get_object_or_404(documents, public_id=public_id)
    if credential.holder_shown == Credential.HolderShown.ERASED:
        return JsonResponse({"status": "erased"}, status=410)
    try:
        made = make_badge(credential=credential, form=form, actor=None)
    except NoBadge:
        return JsonResponse({"status": "pending"}, status=503, headers={"Retry-After": "60"})
    try:
        with storages["documents"].open(made.file_name) as file:
            data = file.read()
    except OSError:
        data = b""
    if hashlib.sha256(data).hexdigest() != made.sha256:
        return JsonResponse({"status": "lost"}, status=503)
    response = HttpResponse(data, content_type=CONTENT_TYPES[form])
    name = f"{BY_SLUG[credential.kind].slug}-{credential.number}.{form}"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Access-Control-Allow-Origin"] = "*"
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
