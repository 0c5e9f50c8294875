"""Paths: joining and leaving one."""

from django.urls import path

from learning.views import paths as views

urlpatterns = [
    path("mon-parcours/parcours/<int:pk>/suivre/", views.join, name="join-path"),
    path("mon-parcours/parcours/<int:pk>/quitter/", views.leave, name="leave-path"),
]
