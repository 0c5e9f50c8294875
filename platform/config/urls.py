"""One include an app, Wagtail's pages last."""

from django.conf import settings
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.views import picture

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("compte/", include("accounts.urls")),
    path("mes-donnees/", include("accounts.data_urls")),
    path("", include("cms.urls")),
    path("", include("learning.urls")),
    path("", include("certification.urls")),
    path("", include("skills.urls")),
]

if settings.DEBUG:
    urlpatterns += [path("demo/", include("config.demo.urls"))]

if not settings.STORAGE_BUCKET:
    # Pictures on the same small server. Documents have a view that asks who may read them: never this one.
    urlpatterns += [re_path(r"^media/(?P<path>(?:images|original_images|avatar_images)/[^/]+)$", picture)]

urlpatterns += [path("", include(wagtail_urls))]
