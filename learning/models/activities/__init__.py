"""Steps that are done rather than read, one kind a file."""

from learning.models.activities.assignment import AssignmentPage
from learning.models.activities.case_study import CaseStudyPage
from learning.models.activities.external import ExternalActivityPage
from learning.models.activities.self_assessment import SelfAssessmentPage

__all__ = ["AssignmentPage", "CaseStudyPage", "ExternalActivityPage", "SelfAssessmentPage"]
