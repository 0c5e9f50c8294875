"""A learner's own place: notes, bookmarks, reading, printing."""

from django.urls import path

from learning.views import place as views

urlpatterns = [
    path("affichage/", views.set_display, name="display"),
    path("mon-parcours/etapes/<int:pk>/lecture/", views.visit, name="visit"),
    path("mon-parcours/etapes/<int:pk>/notes/", views.add_note, name="add-note"),
    path("mon-parcours/notes/", views.notes, name="notes"),
    path("mon-parcours/notes/notes.<slug:ending>", views.export_notes, name="export-notes"),
    path("mon-parcours/notes/<int:pk>/modifier/", views.edit_note, name="edit-note"),
    path("mon-parcours/notes/<int:pk>/supprimer/", views.remove_note, name="remove-note"),
    path("mon-parcours/modules/<int:pk>/imprimer/", views.print_module, name="print-module"),
]
