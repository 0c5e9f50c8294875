"""A person's own pages."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.rename import rename as rename_person
from accounts.actions.say_profile import say_profile as say
from accounts.forms import ProfileForm, RenameForm


@login_required
@require_safe
def profile(request):
    """Who you are here: name, address, password, roles."""
    return _profile(request)


def _profile(request, *, status: int = 200, **forms):
    """The page of the profile, its forms filled with what is kept unless one is given."""
    forms = {
        "form": RenameForm(initial={"display_name": request.user.display_name}),
        "profile_form": ProfileForm(initial={"profile": request.user.profile}),
    } | forms
    return render(request, "accounts/profile.html", forms, status=status)


@login_required
@require_http_methods(["POST"])
def rename(request):
    """Take the new name, or show the profile again with what is wrong."""
    form = RenameForm(request.POST)
    if not form.is_valid():
        return _profile(request, form=form, status=422)
    rename_person(user=request.user, display_name=form.cleaned_data["display_name"], actor=request.user)
    messages.success(request, _("Your name is changed. Documents already issued keep the name they carry."))
    return redirect("accounts:profile")


@login_required
@require_http_methods(["POST"])
def say_profile(request):
    """Keep what the person says they are."""
    form = ProfileForm(request.POST)
    if not form.is_valid():
        return _profile(request, profile_form=form, status=422)
    say(person=request.user, profile=form.cleaned_data["profile"], actor=request.user)
    messages.success(request, _("Your profile is kept."))
    return redirect("accounts:profile")
