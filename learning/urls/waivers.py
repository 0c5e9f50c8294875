"""Waivers: what staff send. Under /admin/, registered by `learning.wagtail_hooks`."""

from django.urls import path

from learning.views import waivers

admin_urlpatterns = [
    path("inscriptions/<int:pk>/dispense/", waivers.waive, name="learning_waive"),
    path("apprenants/<int:pk>/equivalence/", waivers.recognise, name="learning_recognise"),
    path("dispenses/<int:pk>/fin/", waivers.end, name="learning_end_waiver"),
]
