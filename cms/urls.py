"""Addresses of the editorial app that are not pages."""

from django.urls import path

from cms.views import styleguide

urlpatterns = [path("styleguide/", styleguide, name="styleguide")]
