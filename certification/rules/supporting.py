"""Which files a candidate may put in their dossier, of which kinds, and which of them they may take out again.

- Files that staff can look at without running anything: PDF, pictures, text documents. What each holds is looked at
  (`learning.rules.work_files`), never its name alone.
- A guardian's authorisation is asked of schemes that know an age, a proof of experience of those that exempt from
  practice; a CV or another document may go with any dossier. No kind is an identity document: nobody asks for one.
- Files are added while the dossier is in its candidate's hands, and while an exemption waits for its interview.
- A file is taken out until the dossier is sent with it: what staff were shown stays.
"""

from __future__ import annotations

from datetime import datetime

from certification.rules.dossier_states import CANDIDATES_TURN
from certification.rules.requirements import Requirements

GUARDIAN, EXPERIENCE, CV, OTHER = "guardian", "experience", "cv", "other"

#: The endings taken, each with the type that its content is served as.
TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
}
LARGEST_MB, MOST = 10, 12


def kinds(requirements: Requirements) -> tuple[str, ...]:
    """The kinds of document that this version may need, in the order they are offered."""
    found = []
    if requirements.guardian_below_age:
        found.append(GUARDIAN)
    if requirements.practice is not None and requirements.practice.exemption is not None:
        found.append(EXPERIENCE)
    return (*found, CV, OTHER)


def may_add(state: str) -> bool:
    """Whether the candidate of a dossier in this state may put a file in it."""
    return state in CANDIDATES_TURN or state == "exemption_requested"


def may_take_out(*, state: str, added_at: datetime, submitted_at: datetime | None) -> bool:
    """Whether a file added at this moment may be taken out: not once the dossier was sent with it."""
    return state in CANDIDATES_TURN and (submitted_at is None or added_at > submitted_at)
