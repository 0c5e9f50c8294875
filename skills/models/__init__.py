"""What is kept of skill records: frameworks, associations, missions, what people claim, what shows it, the word of
those who attest it, what the house verified of that, the pages that are shared by a link, and the hours that people
bring from elsewhere.
"""

from skills.models.association import Association
from skills.models.attestation import Attestation, AttestationLink
from skills.models.claim import Claim, ClaimSupport
from skills.models.counting import CountingChoice
from skills.models.evidence import Evidence
from skills.models.framework import Framework
from skills.models.mission import Mission
from skills.models.shared_page import SharedPage, SharedPageLink
from skills.models.timesheet import LoggedTime, Timesheet
from skills.models.verification import Verification

__all__ = [
    "Association",
    "Attestation",
    "AttestationLink",
    "Claim",
    "ClaimSupport",
    "CountingChoice",
    "Evidence",
    "Framework",
    "LoggedTime",
    "Mission",
    "SharedPage",
    "SharedPageLink",
    "Timesheet",
    "Verification",
]
