"""What other pages show of learning: modules on the home page, progress in words."""

from __future__ import annotations

from django import template
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext, ngettext
from wagtail.models import Site

from cms.templatetags.essaim import duration
from learning.models import CataloguePage, CurriculumSlot, ModulePage
from learning.rules.completion import Progress
from learning.study import Study

register = template.Library()

CELLS = 6


def _catalogue(context: dict) -> CataloguePage | None:
    """The catalogue of the site the request is for. Costs one query."""
    request = context.get("request")
    site = Site.find_for_request(request) if request else None
    return CataloguePage.objects.live().descendant_of(site.root_page).first() if site else None


@register.inclusion_tag("learning/components/featured_modules.html", takes_context=True)
def featured_modules(context, count: int) -> dict:
    """Cards of the catalogue's first modules, the same for everybody. Costs three queries."""
    catalogue, request = _catalogue(context), context.get("request")
    modules = list(catalogue.modules()[:count]) if catalogue else []
    studies = ModulePage.objects.studies(modules, learner=AnonymousUser(), request=request)
    return {"studies": [studies[module.pk] for module in modules]}


@register.inclusion_tag("components/hive.html", takes_context=True)
def module_hive(context) -> dict:
    """The first six modules settled round a heart that leads to the catalogue. Costs three queries.

    Lit are those that take a place in the first group of a curriculum: its common core.
    """
    catalogue, request = _catalogue(context), context.get("request")
    modules = list(catalogue.modules()[:CELLS]) if catalogue else []
    core = {slot.group for slot in _first_slots()}
    lit = [module for module in modules if module.slot and module.slot.group in core]
    return {
        "modules": [
            {
                "title": module.title,
                "url": module.get_url(request),
                "minutes": module.estimated_minutes,
                "required": module in lit or not core,
            }
            for module in modules
        ],
        "heart_title": ngettext("%(n)s module", "%(n)s modules", len(modules)) % {"n": len(modules)},
        "heart_text": duration(sum(module.estimated_minutes for module in modules)),
        "heart_url": catalogue.get_url(request) if catalogue else "",
    }


def _first_slots() -> list[CurriculumSlot]:
    """The first place of each curriculum. Costs one query."""
    first: dict[str, CurriculumSlot] = {}
    for slot in CurriculumSlot.objects.order_by("curriculum", "position"):
        first.setdefault(slot.curriculum, slot)
    return list(first.values())


@register.filter
def in_words(study: Study) -> str:
    """How far somebody is in a module, as one would say it."""
    how_far = study.progress
    if study.is_finished:
        return gettext("Finished")
    if not how_far.total:
        gone = study.enrolment is not None and study.module is not None and not study.is_online
        return gettext("No longer online") if gone else gettext("Its steps are being prepared.")
    words = _steps_done(how_far, some_are_optional=how_far.total < len(study.outline))
    words = gettext("Not started yet") if not study.settled else f"{words} ({percent(study)})"
    if not how_far.minutes_left:
        return words
    return gettext("%(words)s; about %(time)s to go") % {
        "words": words,
        "time": duration(how_far.minutes_left),
    }


@register.filter
def percent(study: Study) -> str:
    """How far somebody is in a module, in hundredths of its required work: the same figure wherever it is shown."""
    return gettext("%(n)s\u00a0%%") % {"n": study.progress.percent}


def _steps_done(how_far: Progress, *, some_are_optional: bool) -> str:
    if some_are_optional:
        words = ngettext(
            "%(done)s required step done out of %(total)s",
            "%(done)s required steps done out of %(total)s",
            how_far.done,
        )
    else:
        words = ngettext(
            "%(done)s step done out of %(total)s", "%(done)s steps done out of %(total)s", how_far.done
        )
    words %= {"done": how_far.done, "total": how_far.total}
    if not how_far.waived:
        return words
    waived = ngettext("of which %(n)s waived", "of which %(n)s waived", how_far.waived) % {
        "n": how_far.waived
    }
    return f"{words}, {waived}"


@register.filter
def score_in_words(attempt) -> str:
    """What an attempt earned: points out of all, as one would say it."""
    earned = f"{attempt.earned.normalize():f}".replace(".", ",")
    # The plural looks at whole points: French says 1,5 point.
    words = ngettext(
        "%(earned)s point out of %(possible)s", "%(earned)s points out of %(possible)s", int(attempt.earned)
    )
    return words % {"earned": earned, "possible": attempt.possible}
