"""Lists and pages of certification in the administration: what a person may see of their structures, and no more."""

from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.options import ModelAdminGroup

from certification.modeladmins.batches import BatchAdmin
from certification.modeladmins.documents import (
    AttestationAdmin,
    CertificateAdmin,
    PathAttestationAdmin,
    RealisationAdmin,
)
from certification.modeladmins.dossiers import DossierAdmin
from certification.modeladmins.juries import JuryAdmin
from certification.modeladmins.keys import SigningKeyAdmin
from certification.modeladmins.revisions import RevisionMarkAdmin
from certification.modeladmins.schemes import SchemeAdmin, SchemeVersionAdmin


class CertificationGroup(ModelAdminGroup):
    menu_label = _("Certification")
    menu_icon = "tick-inverse"
    menu_order = 300
    items = (
        DossierAdmin,
        JuryAdmin,
        BatchAdmin,
        CertificateAdmin,
        AttestationAdmin,
        PathAttestationAdmin,
        RealisationAdmin,
        RevisionMarkAdmin,
        SchemeAdmin,
        SchemeVersionAdmin,
        SigningKeyAdmin,
    )
