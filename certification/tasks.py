"""What the worker does for certification: thin, safe to repeat, given ids."""

import logging
from datetime import timedelta

from django.utils import timezone
from django_q.tasks import async_task

from certification.actions.make_badges import make_badges as sign
from certification.actions.make_batch_files import make_batch_files as bind
from certification.actions.make_file import make_file as make
from certification.actions.make_minutes import make_minutes as write_up
from certification.actions.mark_holders import mark_holders as mark
from certification.actions.mark_holders import tell_holders as tell_of_changes
from certification.actions.remind_dossiers import remind_dossiers as remind
from certification.actions.remind_holders import remind_holders as remind_of_ends
from certification.actions.run_batch import run_batch as run
from certification.actions.sweep_batches import sweep_batches as catch_batches
from certification.actions.sweep_files import sweep_files as clear
from certification.actions.sweep_pending import sweep_pending as sweep
from certification.actions.tell_holder import tell_holder as tell
from certification.models import Batch, Credential, Minutes
from certification.refusals import NoBadge
from learning.models import ContentChange

logger = logging.getLogger(__name__)

#: How long a change whose task was lost is caught by the hourly one.
CAUGHT = timedelta(days=30)


def make_file(credential_id: int) -> bool:
    """Make the file of one granted document; whether this call issued it."""
    credential = Credential.objects.select_related("structure").filter(pk=credential_id).first()
    return credential is not None and make(credential=credential)


def make_files(credential_ids: list[int]) -> int:
    """Make several files, one after the other; how many were issued."""
    return sum(make_file(credential_id) for credential_id in credential_ids)


def make_badges(*credential_ids: int) -> int:
    """Make the badges of these documents, one after the other; how many files were made.

    One that cannot be made keeps none of the others waiting: the sweep asks for it again.
    """
    made = 0
    for credential in Credential.objects.select_related("structure", "holder").filter(pk__in=credential_ids):
        try:
            made += sign(credential=credential)
        except NoBadge:
            continue  # withdrawn meanwhile, or its holder was erased
        except Exception:
            logger.exception("The badge of document %s could not be made", credential.number)
    return made


def tell_holder(credential_id: int) -> bool:
    """Write to the holder of one document that is ready."""
    credential = Credential.objects.select_related("structure", "holder").filter(pk=credential_id).first()
    return credential is not None and tell(credential=credential)


def make_minutes(minutes_id: int) -> bool:
    """Make the file of one jury's minutes; whether this call made it."""
    minutes = Minutes.objects.select_related("session__structure").filter(pk=minutes_id).first()
    return minutes is not None and write_up(minutes=minutes)


def sweep_pending() -> str:
    """Catch what was lost."""
    swept = sweep()
    return f"{swept.files} files, {swept.attestations} attestations, {swept.letters} letters, {swept.badges} badges"


def run_batch(batch_id: int) -> bool:
    """One step of a batch, and the next one asked for; whether there is one."""
    batch = Batch.objects.select_related("structure").filter(pk=batch_id).first()
    if batch is None or not run(batch=batch):
        return False
    async_task("certification.tasks.run_batch", batch_id)
    return True


def make_batch_files(batch_id: int) -> bool:
    """The archive and the printable file of a batch that is done."""
    batch = Batch.objects.select_related("structure").filter(pk=batch_id).first()
    return batch is not None and bind(batch=batch)


def sweep_batches() -> str:
    """Go on with batches whose worker was lost."""
    return f"{catch_batches()} batches"


def sweep_files() -> str:
    """Remove files that have had their time."""
    swept = clear()
    return f"{swept.halves} half-written, {swept.batches} batches"


def remind_dossiers() -> str:
    """Remind of what runs out, settle what has."""
    done = remind()
    return f"{done.complements} complements, {done.tutors} tutors, {done.settled} settled, {done.forgotten} forgotten"


def mark_holders(change_id: int) -> str:
    """Mark the certificates that one change of substance concerns, and tell their holders."""
    change = ContentChange.objects.filter(pk=change_id).first()
    marked = mark(change=change) if change else 0
    return f"{marked} marked, {tell_of_changes()} told"


def remind_holders() -> str:
    """Remind holders of what comes to its end; catch changes of substance whose task was lost."""
    recent = ContentChange.objects.filter(at__gte=timezone.now() - CAUGHT)
    marked = sum(mark(change=change) for change in recent)
    return f"{remind_of_ends()} reminded, {marked} marked, {tell_of_changes()} told"
