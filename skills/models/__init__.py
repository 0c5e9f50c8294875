"""What is kept of skill records: frameworks, associations, missions, what people claim and what shows it."""

from skills.models.association import Association
from skills.models.claim import Claim, ClaimSupport
from skills.models.evidence import Evidence
from skills.models.framework import Framework
from skills.models.mission import Mission

__all__ = ["Association", "Claim", "ClaimSupport", "Evidence", "Framework", "Mission"]
