"""What staff send about documents from the administration: revocations, replacements. Looked up through the person."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from certification.actions.give_duplicate import give_duplicate
from certification.actions.make_again import make_again
from certification.actions.replace import replace
from certification.actions.revoke import revoke
from certification.kinds import BY_SLUG
from certification.models import Credential
from certification.models.credential import FileLost
from certification.refusals import Refused


def _document_of(request, pk: int) -> Credential:
    return get_object_or_404(Credential.objects.staffed_by(request.user).select_related("holder"), pk=pk)


def _typed(request, name: str) -> str:
    """The words of this field, without the null bytes that PostgreSQL refuses."""
    return request.POST.get(name, "").replace("\x00", "")


def _page_of(credential: Credential):
    return redirect(BY_SLUG[credential.kind].desk_page, instance_pk=credential.pk)


@require_POST
def revoke_document(request, pk: int):
    credential = _document_of(request, pk)
    try:
        revoke(credential=credential, actor=request.user, reason=_typed(request, "reason"))
        messages.success(request, _("The document is withdrawn: whoever verifies it reads so from now on."))
    except Refused as reason:
        messages.error(request, str(reason))
    return _page_of(credential)


@require_POST
def replace_document(request, pk: int):
    credential = _document_of(request, pk)
    given = {name: _typed(request, name) for name in ("holder_name", "reason")}
    why = request.POST.get("why", "")
    why = why if why in Credential.Correction else Credential.Correction.OTHER
    try:
        credential = replace(credential=credential, actor=request.user, why=why, **given)
        messages.success(request, _("Here is the document that replaces it. Its file is being made."))
    except Refused as reason:
        messages.error(request, str(reason))
    return _page_of(credential)


@require_POST
def make_document_again(request, pk: int):
    credential = _document_of(request, pk)
    try:
        make_again(credential=credential, actor=request.user, holder_name=_typed(request, "holder_name"))
        messages.success(request, _("The file is being made again."))
    except Refused as reason:
        messages.error(request, str(reason))
    return _page_of(credential)


@require_POST
def duplicate_document(request, pk: int):
    """The file again, for one that was lost: to the holder's address, or here."""
    credential, to_holder = _document_of(request, pk), "send" in request.POST
    try:
        data = give_duplicate(credential=credential, actor=request.user, to_holder=to_holder)
    except Refused as reason:
        messages.error(request, str(reason))
        return _page_of(credential)
    except FileLost:
        messages.error(request, _("The file is no longer in the storage: nothing was given in its place."))
        return _page_of(credential)
    if to_holder:
        said = _("The same file is on its way to %(address)s.") % {"address": credential.holder.email}
        messages.success(request, said)
        return _page_of(credential)
    response = HttpResponse(data, content_type="application/pdf")
    name = f"{BY_SLUG[credential.kind].slug}-{credential.number}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
