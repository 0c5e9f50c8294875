"""Modules and lessons: what is sent from them, and the person's own screen."""

from django.urls import path

from learning.views import pages as views

urlpatterns = [
    path("mon-parcours/", views.dashboard, name="dashboard"),
    path("mon-parcours/modules/<int:pk>/inscription/", views.enrol_in_module, name="enrol"),
    path("mon-parcours/modules/<int:pk>/reprise/", views.follow_again_module, name="follow-again"),
    path("mon-parcours/modules/<int:pk>/quitter/", views.leave_module, name="leave"),
    path("mon-parcours/etapes/<int:pk>/terminee/", views.finish_step, name="finish-step"),
    path("mon-parcours/etapes/<int:pk>/lue/", views.mark_read, name="mark-read"),
]
