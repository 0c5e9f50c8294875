"""What is kept of skill records: frameworks, associations, missions, what people claim, what shows it, and the word of
those who attest it.
"""

from skills.models.association import Association
from skills.models.attestation import Attestation, AttestationLink
from skills.models.claim import Claim, ClaimSupport
from skills.models.evidence import Evidence
from skills.models.framework import Framework
from skills.models.mission import Mission

__all__ = [
    "Association",
    "Attestation",
    "AttestationLink",
    "Claim",
    "ClaimSupport",
    "Evidence",
    "Framework",
    "Mission",
]
