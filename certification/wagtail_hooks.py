"""What certification adds to the administration. Registration only."""

from django.urls import path
from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from certification import (
    batch_desk,
    desk,
    desk_keys,
    dossier_desk,
    jury_urls,
    realisation_desk,
    registry_desk,
    scheme_desk,
    simulator,
)
from certification.modeladmins import CertificationGroup
from certification.panels import DossiersPanel

modeladmin_register(CertificationGroup)


@hooks.register("register_admin_urls")
def addresses():
    return [
        path("dossiers/plusieurs/", dossier_desk.several, name="certification_several"),
        path("dossiers/<int:pk>/decision/", dossier_desk.decide, name="certification_decide"),
        path("dossiers/<int:pk>/complement/", dossier_desk.complement, name="certification_complement"),
        path("dossiers/<int:pk>/autorisation/", dossier_desk.guardian, name="certification_guardian"),
        path("dossiers/<int:pk>/appreciation/", dossier_desk.appraise, name="certification_appraise"),
        path("dossiers/<int:pk>/dispense/", dossier_desk.exempt, name="certification_exempt"),
        path("dossiers/<int:pk>/recours/", dossier_desk.appeal, name="certification_appeal"),
        path("dossiers/pieces/<int:pk>/", dossier_desk.supporting_document, name="certification_supporting"),
        path("documents-delivres/<int:pk>/retrait/", desk.revoke_document, name="certification_revoke"),
        path(
            "documents-delivres/<int:pk>/remplacement/", desk.replace_document, name="certification_replace"
        ),
        path(
            "documents-delivres/<int:pk>/reprise/", desk.make_document_again, name="certification_make_again"
        ),
        path(
            "documents-delivres/<int:pk>/duplicata/", desk.duplicate_document, name="certification_duplicate"
        ),
        path("cles-de-signature/<int:pk>/changement/", desk_keys.rotate, name="certification_key_rotate"),
        path("cles-de-signature/<int:pk>/public/", desk_keys.public_half, name="certification_key_public"),
        path("cles-de-signature/import/", desk_keys.import_key, name="certification_key_import"),
    ]


@hooks.register("register_admin_urls")
def realisation_addresses():
    base = "certificats-de-realisation"
    return [
        path(f"{base}/delivrer/", realisation_desk.choose, name="certification_realisations"),
        path(f"{base}/<int:pk>/delivrer/", realisation_desk.give, name="certification_realisation"),
    ]


@hooks.register("register_admin_urls")
def jury_addresses():
    return jury_urls.admin_urlpatterns


@hooks.register("register_admin_urls")
def batch_addresses():
    return [*batch_desk.admin_urlpatterns, *registry_desk.admin_urlpatterns]


@hooks.register("register_admin_urls")
def scheme_addresses():
    return [*scheme_desk.admin_urlpatterns, *simulator.admin_urlpatterns]


@hooks.register("construct_homepage_panels")
def dossiers(request, panels: list) -> None:
    panels.append(DossiersPanel())
