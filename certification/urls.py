"""Addresses of certification. Those of documents are printed on paper: never change them."""

from django.urls import include, path

from certification import api, complement_views, views, words_page
from certification.badge_urls import badge_urls
from certification.candidate_urls import candidate_urls

app_name = "certification"
urlpatterns = [
    path("", include("certification.jury_urls")),
    path("certificats/<slug:public_id>/", views.verification, name="verification"),
    path("certificats/<slug:public_id>.pdf", views.document, name="document"),
    path("certificats/<slug:public_id>/affichage/", views.holder_shown, name="holder-shown"),
    path("certificats/<slug:public_id>/texte/", words_page.document_words, name="document-words"),
    path("api/certificats/<str:reference>/", api.document_status, name="document-status"),
    path("verifier/", views.verify_file, name="verify-file"),
    path("mon-parcours/documents/", views.documents, name="documents"),
    path("mon-parcours/certificats/<slug:code>/", views.candidature, name="candidature"),
    path("mon-parcours/certificats/<slug:code>/dossier/", views.send_dossier, name="apply"),
    path("mon-parcours/dossiers/<int:pk>/complement/", complement_views.complement, name="complement"),
    path("mon-parcours/dossiers/<int:pk>/retrait/", views.withdraw_dossier, name="withdraw"),
    *candidate_urls,
    *badge_urls,
]
