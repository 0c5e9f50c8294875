"""Addresses of what a candidate does in their dossier, and of the tutor's page. Those of letters never change."""

from django.urls import path

from certification import (
    dossier_views,
    livret_sheet,
    practice_views,
    renewal_views,
    supporting_views,
    version_views,
)

candidate_urls = [
    path("tuteur/merci/", practice_views.tutor_thanked, name="tutor-thanked"),
    path("tuteur/<slug:secret>/", practice_views.tutor, name="tutor"),
    path("mon-parcours/certificats/<slug:code>/ouvrir/", dossier_views.open_mine, name="open-dossier"),
    path("mon-parcours/renouvellement/<slug:public_id>/", renewal_views.renew, name="renew"),
    path("mon-parcours/certificats/<slug:code>/livret/", dossier_views.livret, name="livret"),
    path("mon-parcours/certificats/<slug:code>/livret.pdf", livret_sheet.livret_sheet, name="livret-sheet"),
    path("mon-parcours/dossiers/<int:pk>/informations/", dossier_views.details, name="details"),
    path("mon-parcours/dossiers/<int:pk>/signature/", dossier_views.sign, name="countersign"),
    path("mon-parcours/dossiers/<int:pk>/dispense/", dossier_views.exemption, name="exemption"),
    path(
        "mon-parcours/dossiers/<int:pk>/dispense/retrait/", dossier_views.end_exemption, name="end-exemption"
    ),
    path("mon-parcours/dossiers/<int:pk>/pieces/", supporting_views.supporting, name="supporting"),
    path("mon-parcours/pieces/<int:pk>/", supporting_views.piece, name="supporting-file"),
    path("mon-parcours/pieces/<int:pk>/retrait/", supporting_views.take_out, name="take-out-supporting"),
    path("mon-parcours/dossiers/<int:pk>/version/", version_views.version, name="change-version"),
    path("mon-parcours/dossiers/<int:pk>/recours/", dossier_views.appeal_mine, name="appeal"),
    path("mon-parcours/dossiers/<int:pk>/envoi/", dossier_views.send_mine, name="send-dossier"),
    path("mon-parcours/dossiers/<int:pk>/pratique/", practice_views.practices, name="practices"),
    path(
        "mon-parcours/dossiers/<int:pk>/pratique/declarer/", practice_views.declare, name="declare-practice"
    ),
    path("mon-parcours/pratique/<int:pk>/", practice_views.change, name="change-practice"),
    path("mon-parcours/pratique/<int:pk>/retrait/", practice_views.cancel, name="cancel-practice"),
    path("mon-parcours/pratique/<int:pk>/lien/", practice_views.send_link, name="send-tutor-link"),
    path(
        "mon-parcours/pratique/<int:pk>/lien/retrait/",
        practice_views.withdraw_link,
        name="withdraw-tutor-link",
    ),
]
