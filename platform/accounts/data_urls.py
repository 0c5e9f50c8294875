"""Addresses of one's own data, under /mes-donnees/."""

from django.urls import path

from accounts import data_views as views

app_name = "my_data"
urlpatterns = [
    path("", views.my_data, name="page"),
    path("copie/", views.ask, name="ask"),
    path("copie/<str:token>.zip", views.archive, name="archive"),
    path("fermer/", views.close, name="close"),
    path("ferme/", views.closed, name="closed"),
]
