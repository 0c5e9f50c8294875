"""What is kept of certification: schemes and their versions, dossiers and all they hold, juries, registries and keys,
and what was granted.
"""

from certification.models.batch import Batch, BatchItem
from certification.models.credential import Credential, CredentialFile, Registry
from certification.models.dossier import Appeal, Complement, Dossier, SupportingDocument
from certification.models.jury import Conflict, JuryCase, JuryMember, JurySession, Minutes, Opinion
from certification.models.practice import Appraisal, Exemption, Practice, TutorLink
from certification.models.renewal import ExpiryReminder, RevisionMark
from certification.models.scheme import IssuerAuthorisation, Scheme, SchemeVersion
from certification.models.signing_key import SigningKey

__all__ = [
    "Appeal",
    "Appraisal",
    "Batch",
    "BatchItem",
    "Complement",
    "Conflict",
    "Credential",
    "CredentialFile",
    "Dossier",
    "Exemption",
    "ExpiryReminder",
    "IssuerAuthorisation",
    "JuryCase",
    "JuryMember",
    "JurySession",
    "Minutes",
    "Opinion",
    "Practice",
    "Registry",
    "RevisionMark",
    "Scheme",
    "SchemeVersion",
    "SigningKey",
    "SupportingDocument",
    "TutorLink",
]
