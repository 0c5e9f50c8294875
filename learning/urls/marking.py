"""Marks and accommodations: what staff send. Under /admin/, registered by `learning.wagtail_hooks`."""

from django.urls import path

from learning.views import marking, regrading

admin_urlpatterns = [
    path("reponses-a-lire/<int:pk>/points/", marking.mark, name="learning_mark_answer"),
    path("apprenants/<int:pk>/amenagement/", marking.accommodate, name="learning_accommodate"),
    path(
        "questionnaires/<int:pk>/questions/<str:key>/recorrection/",
        regrading.regrade,
        name="learning_regrade",
    ),
    path(
        "questions-de-banque/<int:pk>/recorrection/",
        regrading.regrade_bank_question,
        name="learning_regrade_bank_question",
    ),
]
