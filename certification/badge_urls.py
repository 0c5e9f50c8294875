"""Addresses of badges and of their issuers. They are inside signed badges: never change them."""

from django.urls import path

from certification import badge_views

badge_urls = [
    path("certificats/<slug:public_id>.json", badge_views.badge_file, {"form": "json"}, name="badge-json"),
    path("certificats/<slug:public_id>.jwt", badge_views.badge_file, {"form": "jwt"}, name="badge-jwt"),
    path("emetteurs/<int:pk>/did.json", badge_views.issuer_document, name="issuer"),
    path("emetteurs/<int:pk>/statuts/<int:rank>.json", badge_views.status_list, name="status-list"),
]
