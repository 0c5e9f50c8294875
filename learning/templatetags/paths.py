"""What pages show of the paths that somebody follows."""

from __future__ import annotations

from django import template

from learning.models import PathPage

register = template.Library()


@register.inclusion_tag("learning/components/my_paths.html", takes_context=True)
def my_paths(context, studies=()) -> dict:
    """The paths of whoever is signed in. ``studies``: of their modules, where the page has them. Costs one query for
    somebody who follows none."""
    request = context["request"]
    followed = PathPage.objects.followed(request.user, request=request, studies=studies)
    return {"request": request, "paths": followed}
