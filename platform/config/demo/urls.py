"""Addresses of the demonstration, only with DEBUG."""

from django.urls import path

from config.demo import views

app_name = "demo"

urlpatterns = [
    path("courriels/", views.mailbox, name="mailbox"),
    path("courriels/<str:name>/", views.letter, name="letter"),
]
