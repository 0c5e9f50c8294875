"""Quizzes: beginning, answering, and how it went."""

from django.urls import path

from learning.views import quizzes as views

urlpatterns = [
    path("mon-parcours/questionnaires/<int:pk>/commencer/", views.begin, name="begin-quiz"),
    path("mon-parcours/tentatives/<uuid:token>/", views.attempt, name="attempt"),
    path("mon-parcours/tentatives/<uuid:token>/reponses/", views.answer, name="answer"),
]
