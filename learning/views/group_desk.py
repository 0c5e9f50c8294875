"""A group in the administration: its people, its deadlines, its invitations. Looked up through whoever asks."""

from __future__ import annotations

import csv
from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from learning.actions import set_deadline as dates
from learning.actions.add_member import add_member
from learning.actions.close_group import close_group
from learning.actions.leave_group import leave_group
from learning.actions.make_invitation import make_invitation
from learning.actions.withdraw_invitation import withdraw_invitation
from learning.board import Board
from learning.group_forms import DeadlineForm, InvitationForm, MemberForm
from learning.models import EnrolmentSource, Group, GroupMembership, Invitation
from learning.templatetags.learning import in_words
from learning.ways_in import Refused

FORMULA = ("=", "+", "-", "@", "\t")


def of_group(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view the group, among those that this person follows."""

    @wraps(view)
    def guarded(request: HttpRequest, pk: int, **kwargs) -> HttpResponse:
        mine = Group.objects.followed_by(request.user).select_related("structure", "path_page", "referent")
        return view(request, get_object_or_404(mine, id=pk), **kwargs)

    return guarded


@require_safe
@of_group
def board_file(request: HttpRequest, group: Group) -> HttpResponse:
    """The board as a spreadsheet reads it: semicolons and a mark, for French ones."""
    board = Board(group, request=request, order=request.GET.get("tri", ""))
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="groupe-{group.pk}.csv"'
    sheet = csv.writer(response, delimiter=";")
    columns = [_("Name"), _("E-mail address"), _("Joined on"), _("Last activity"), _("Late")]
    sheet.writerow(
        columns + [title for module in board.modules for title in (module.title, f"{module.code} %")]
    )
    for row in board.rows:
        sheet.writerow([_plain(cell) for cell in _cells(row)])
    return response


def _cells(row) -> list[str]:
    """One person's line."""
    known = [
        (in_words(place.study), str(place.study.progress.percent)) if place.study else ("", "")
        for place in row.places
    ]
    return [
        row.person.display_name,
        row.person.email,
        _day(row.stay.joined_at),
        _day(row.last_active_at),
        _("yes") if row.is_late else _("no"),
        *(cell for pair in known for cell in pair),
    ]


def _day(moment) -> str:
    return localtime(moment).date().isoformat() if moment else ""


def _plain(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula is made text again."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


@require_http_methods(["GET", "HEAD", "POST"])
@of_group
def members(request: HttpRequest, group: Group) -> HttpResponse:
    """Who is in the group, who was, and somebody more."""
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _add(request, group, form):
        return redirect("learning_group_members", group.pk)
    stays = GroupMembership.objects.filter(group=group).select_related("learner")
    context = {
        "group": group,
        "here": "members",
        "form": form,
        "present": [stay for stay in stays if stay.left_at is None],
        "former": [stay for stay in stays if stay.left_at is not None],
    }
    return render(request, "learning/admin/group_members.html", context)


ADDED = {
    "new": lambda: _("The account is opened, the letter is sent, and the person is in the group."),
    "enrolled": lambda: _("The person is in the group, and is told so."),
    "already": lambda: _("This person was in the group already."),
}


def _add(request: HttpRequest, group: Group, form: MemberForm) -> bool:
    """Put the person in; whether it was done. What refuses is written on the form."""
    try:
        done = add_member(
            group=group,
            structure=group.structure,
            email=form.cleaned_data["email"],
            name=form.cleaned_data["name"],
            actor=request.user,
            source=EnrolmentSource.STAFF,
        )
    except Refused as reason:
        form.add_error(None, str(reason))
        return False
    messages.success(request, ADDED[done]())
    return True


@require_POST
@of_group
def remove_member(request: HttpRequest, group: Group, stay: int) -> HttpResponse:
    stays = GroupMembership.objects.present().filter(group=group).select_related("group__structure")
    leave_group(stay=get_object_or_404(stays, id=stay), actor=request.user)
    messages.success(request, _("The person has left the group. Their modules stay in their list."))
    return redirect("learning_group_members", group.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@of_group
def deadlines(request: HttpRequest, group: Group) -> HttpResponse:
    """The group's deadlines, and one more; the same module or step again moves it."""
    form = DeadlineForm(request.POST or None, group=group)
    if request.method == "POST" and form.is_valid():
        dates.set_deadline(
            group=group,
            module=form.module,
            step=form.step,
            due_at=form.due_at,
            label=form.cleaned_data["label"],
            actor=request.user,
        )
        messages.success(request, _("The deadline is set: the group sees it, and calendars follow."))
        return redirect("learning_group_deadlines", group.pk)
    known = group.deadlines.select_related("module", "step")
    context = {"group": group, "here": "deadlines", "form": form, "deadlines": known}
    return render(request, "learning/admin/group_deadlines.html", context)


@require_POST
@of_group
def remove_deadline(request: HttpRequest, group: Group, deadline: int) -> HttpResponse:
    known = group.deadlines.select_related("group__structure", "module")
    dates.remove_deadline(deadline=get_object_or_404(known, id=deadline), actor=request.user)
    messages.success(request, _("The deadline is taken away."))
    return redirect("learning_group_deadlines", group.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@of_group
def invitations(request: HttpRequest, group: Group) -> HttpResponse:
    """The ways into the group that were handed out, and one more."""
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        make_invitation(
            structure=group.structure,
            group=group,
            kind=form.cleaned_data["kind"],
            most_uses=form.cleaned_data["most_uses"],
            expires_at=form.expires_at,
            actor=request.user,
        )
        messages.success(request, _("Here it is: copy it to whom you wish."))
        return redirect("learning_group_invitations", group.pk)
    known = group.invitations.select_related("made_by", "structure__site")
    context = {"group": group, "here": "invitations", "form": form, "invitations": known}
    return render(request, "learning/admin/group_invitations.html", context)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw an invitation to a group that one follows, or to a module of one's structures."""
    mine = Invitation.objects.handed_out_by(request.user).select_related("structure")
    found = get_object_or_404(mine, id=pk)
    withdraw_invitation(invitation=found, actor=request.user)
    messages.success(request, _("The invitation is withdrawn: it lets nobody in any more."))
    if found.group_id:
        return redirect("learning_group_invitations", found.group_id)
    return redirect("invitations_modeladmin_index")


@require_POST
@of_group
def close(request: HttpRequest, group: Group) -> HttpResponse:
    """Close the group, or open it again."""
    closed = group.closed_at is None
    close_group(group=group, actor=request.user, closed=closed)
    done = _("The group is closed: nobody joins it any more.") if closed else _("The group is open again.")
    messages.success(request, done)
    return redirect("groupes_modeladmin_inspect", group.pk)
