"""What is kept of skill records: frameworks of competencies, associations, missions, and what people claim."""

from skills.models.association import Association
from skills.models.claim import Claim, ClaimSupport
from skills.models.framework import Framework
from skills.models.mission import Mission

__all__ = ["Association", "Claim", "ClaimSupport", "Framework", "Mission"]
