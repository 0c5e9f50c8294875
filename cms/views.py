"""Pages of the editorial app that no author writes."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.static import serve

from cms.blocks import EDITORIAL_BLOCKS
from cms.styleguide import TOKENS, combs

THEMES = ("light", "dark")


def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component in its states, for those who build and for staff. `?theme=` forces the lit or the dark one."""
    if not (settings.DEBUG or request.user.is_staff):
        raise Http404
    theme = request.GET.get("theme")
    samples = [(slug, block, block.bind(block.get_preview_value())) for slug, block in EDITORIAL_BLOCKS]
    context = {
        "tokens": TOKENS,
        "combs": combs(),
        "samples": samples,
        "theme": theme if theme in THEMES else "",
    }
    return render(request, "cms/styleguide.html", context)


def picture(request: HttpRequest, path: str) -> HttpResponse:
    """A file of the media folder; 404 too for a name that the file system refuses."""
    try:
        return serve(request, path, document_root=settings.MEDIA_ROOT)
    except (OSError, ValueError):
        raise Http404 from None
