"""Keep what somebody is writing for an assignment."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import filetype
from django.db import transaction
from django.utils import timezone

from learning.activities.opening import at_step, must_be_open
from learning.activities.refusals import Refused
from learning.activities.rubric import as_kept
from learning.models.enrolment import Enrolment
from learning.models.work import Submission, SubmittedFile, submitted_file_path
from learning.rules.handing_in import refusal_to_write
from learning.rules.work_files import FileProblem, endings, problem_of_file
from learning.storage import digest_of, forget, keep

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from django.core.files.base import File

    from learning.models import AssignmentPage

# Office files are told apart by what stands within their first kilobytes.
START_BYTES = 16_384
LONGEST_TEXT = 50_000


class Saved(NamedTuple):
    """The draft as it is kept now, and the files that were not taken, by name."""

    draft: Submission
    not_taken: list[tuple[str, FileProblem]]


@transaction.atomic
def save_draft(
    *,
    enrolment: Enrolment,
    assignment: AssignmentPage,
    text: str,
    files: Sequence[File] = (),
    taken_out: Collection[str] = (),
) -> Saved:
    """The one draft of this person for this assignment, with this text, and these files more.

    ``taken_out`` are files to remove, by hash. After work was returned to complete, the draft begins as a copy of it.
    Each file is looked at by itself: one that is refused loses nothing of the others. No line in the log: a draft is
    nobody's business yet. Raises Refused, Locked.
    """
    enrolment = Enrolment.objects.locked(enrolment)
    must_be_open(enrolment, assignment)
    last = Submission.objects.at(enrolment, assignment).order_by("-number").first()
    refusal = refusal_to_write(
        last_state=last and last.state,
        last_number=last.number if last else 0,
        resubmissions=assignment.resubmissions,
    )
    if refusal:
        raise Refused(refusal)
    draft = last if last and last.state == Submission.State.DRAFT else _begin(enrolment, assignment, last)
    draft.text = text[:LONGEST_TEXT] if assignment.accepts_text else draft.text
    draft.saved_at = timezone.now()
    draft.save(update_fields=["text", "saved_at"])
    _take_out(draft, taken_out)
    return Saved(draft, [refused for file in files if (refused := _add(draft, assignment, file))])


def _begin(enrolment: Enrolment, assignment: AssignmentPage, former: Submission | None) -> Submission:
    """A new draft: a copy of what was returned, where something was."""
    draft = Submission.objects.create(
        **at_step(enrolment, assignment),
        number=former.number + 1 if former else 1,
        text=former.text if former else "",
        rubric=as_kept(assignment.rubric),
    )
    kept = former.files.all() if former else []
    SubmittedFile.objects.bulk_create(
        SubmittedFile(submission=draft, name=one.name, file=one.file.name, size=one.size, sha256=one.sha256)
        for one in kept
    )
    return draft


def _take_out(draft: Submission, hashes: Collection[str]) -> None:
    for one in list(draft.files.filter(sha256__in=list(hashes))):
        name = one.file.name
        one.delete()
        transaction.on_commit(lambda name=name: _forget_unless_named(name))


def _forget_unless_named(name: str) -> None:
    """An earlier version of the work may still hold the file."""
    if not SubmittedFile.objects.filter(file=name).exists():
        forget(name)


def _add(draft: Submission, assignment: AssignmentPage, file: File) -> tuple[str, FileProblem] | None:
    """Add one file; its name and what is wrong with it if it is not taken."""
    name = file.name.replace("\x00", "")[-150:]
    start = file.read(START_BYTES)
    file.seek(0)
    problem = problem_of_file(
        name=name,
        size=file.size,
        start=start,
        kind=filetype.guess_extension(start) if start else None,
        asked=endings(assignment.file_types),
        largest_mb=assignment.largest_mb,
        room=assignment.most_files - draft.files.count(),
    )
    if problem:
        return name, problem
    sha256 = digest_of(file)
    if not draft.files.filter(sha256=sha256).exists():
        one = SubmittedFile(submission=draft, name=name, size=file.size, sha256=sha256)
        one.file.name = keep(file, submitted_file_path(one, name))
        one.save()
    return None
