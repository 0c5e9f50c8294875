"""The project's addresses, and `/bare/<bytes>/`: a view that does nothing but answer that many bytes."""

from django.http import HttpResponse
from django.urls import include, path

urlpatterns = [
    path("bare/<int:size>/", lambda request, size: HttpResponse(b"x" * size)),
    path("", include("config.urls")),
]
