"""Activities: what is handed in, declared, decided."""

from django.urls import path

from learning.views import activities as views
from learning.views import work_desk as desk

urlpatterns = [
    path("mon-parcours/etapes/<int:pk>/travail/", views.save_work, name="save-work"),
    path("mon-parcours/etapes/<int:pk>/travail/reprise/", views.take_work_back, name="take-work-back"),
    path("mon-parcours/travaux/fichiers/<int:pk>/", views.work_file, name="work-file"),
    path("mon-parcours/etapes/<int:pk>/positionnement/", views.position, name="position"),
    path("mon-parcours/etapes/<int:pk>/cas/", views.play_case, name="play-case"),
    path("mon-parcours/etapes/<int:pk>/cas/decision/", views.decide, name="decide-in-case"),
    path("mon-parcours/etapes/<int:pk>/declaration/", views.declare, name="declare"),
]

admin_urlpatterns = [
    path("travaux/<int:pk>/retour/", desk.answer_work, name="learning_answer_work"),
    path("declarations/<int:pk>/reponse/", desk.answer_declaration, name="learning_answer_declaration"),
]
