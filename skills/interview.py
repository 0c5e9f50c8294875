"""The guided interview: four short screens, each kept before the next is shown. Works without JavaScript."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms.sites import structure_of
from skills.actions.choose_competencies import choose_competencies
from skills.actions.open_mission import open_mission
from skills.actions.say_story import say_story
from skills.actions.say_when import say_when
from skills.actions.say_where import say_where
from skills.choosing import choice_for
from skills.forms import StoryForm, WhenForm, WhereForm
from skills.models import Mission
from skills.refusals import Refused
from skills.rules.missions import SCREENS
from skills.space import framework_for
from skills.views import my_mission


def screen(view):
    """A screen is for whoever is signed in, shows by GET, keeps by POST, and stays in no cache."""
    return require_http_methods(["GET", "HEAD", "POST"])(login_required(never_cache(view)))


def posted(request):
    return request.POST if request.method == "POST" else None


def _said(form, action, **given) -> Mission | None:
    """What the action made of a form that is right; None where it is not, and the form says why."""
    if not form.is_valid():
        return None
    try:
        return action(**given)
    except Refused as reason:
        form.add_error(None, str(reason))
        return None


def _onward(mission: Mission, here: str):
    """The next screen of a mission that is being told; the mission itself where one thing of it was changed."""
    if mission.kept_at is not None:
        return redirect("skills:mission", pk=mission.pk)
    following = SCREENS[SCREENS.index(here) + 1]
    return redirect(f"skills:{following}", pk=mission.pk)


def _page(request, name: str, form, mission: Mission | None, **more):
    number = SCREENS.index(name) + 1
    given = {
        "form": form,
        "mission": mission,
        "number": number,
        "count": len(SCREENS),
        "states": ["done"] * (number - 1) + ["now"] + ["todo"] * (len(SCREENS) - number),
        "before": f"skills:{SCREENS[number - 2]}" if number > 1 else "",
    }
    return render(request, f"skills/{name}.html", given | more, status=400 if form.errors else 200)


@screen
def begin(request):
    """The first screen of a new mission."""
    form = WhereForm(posted(request), person=request.user)
    mission = _said(
        form,
        lambda: open_mission(
            actor=request.user,
            structure=structure_of(request),
            token=form.cleaned_data["token"] or uuid.uuid4(),
            where=form.where,
        ),
    )
    return _onward(mission, "association") if mission else _page(request, "association", form, None)


@screen
def where(request, pk: int):
    mission = my_mission(request, pk)
    there = mission.association
    initial = (
        {"name": there.name, "rna": there.rna, "role": mission.role} if there else {"role": mission.role}
    )
    form = WhereForm(posted(request), person=request.user, initial=initial)
    changed = _said(form, lambda: say_where(mission=mission, actor=request.user, where=form.where))
    return _onward(changed, "association") if changed else _page(request, "association", form, mission)


@screen
def when(request, pk: int):
    mission = my_mission(request, pk)
    initial = {name: getattr(mission, name) for name in WhenForm.base_fields}
    form = WhenForm(posted(request), initial=initial)
    changed = _said(form, lambda: say_when(mission=mission, actor=request.user, when=form.when))
    return _onward(changed, "time") if changed else _page(request, "time", form, mission)


@screen
def story(request, pk: int):
    mission = my_mission(request, pk)
    initial = {name: getattr(mission, name) for name in StoryForm.base_fields}
    form = StoryForm(posted(request), initial=initial)
    changed = _said(form, lambda: say_story(mission=mission, actor=request.user, story=form.story))
    return _onward(changed, "story") if changed else _page(request, "story", form, mission)


@screen
def competencies(request, pk: int):
    mission = my_mission(request, pk)
    framework = framework_for(structure_of(request))
    choice = choice_for(mission, framework, posted(request))
    changed = _said(
        choice.form,
        lambda: choose_competencies(
            mission=mission, actor=request.user, framework=framework, levels=choice.form.levels
        ),
    )
    if not changed:
        return _page(request, "competencies", choice.form, mission, choice=choice)
    if not changed.told:
        return redirect(f"skills:{changed.next_screen}", pk=changed.pk)
    read = changed.attestations.for_record().exists()
    kept = _("Your changes are kept.") if read else _("Your mission is kept. You alone can read it.")
    messages.success(request, kept)
    return redirect("skills:mission", pk=changed.pk)
