"""Addresses of badges and of their issuers. They are inside signed badges: never change them."""

from django.urls import path

from certification import badge_views
from certification.formats.badge_forms import BADGE_FORMS

badge_urls = [
    *(
        path(
            f"certificats/<slug:public_id>{form.suffix}",
            badge_views.badge_file,
            {"form": form.slug},
            name=f"badge-{form.slug}",
        )
        for form in BADGE_FORMS
    ),
    path("emetteurs/<int:pk>/did.json", badge_views.issuer_document, name="issuer"),
    path("emetteurs/<int:pk>/statuts/<int:rank>.json", badge_views.status_list, name="status-list"),
]
