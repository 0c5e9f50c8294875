"""What the worker does for certification: thin, safe to repeat, given ids."""

from certification.actions.make_file import make_file as make
from certification.actions.make_minutes import make_minutes as write_up
from certification.actions.sweep_pending import sweep_pending as sweep
from certification.actions.tell_holder import tell_holder as tell
from certification.models import Credential, Minutes


def make_file(credential_id: int) -> bool:
    """Make the file of one granted document; whether this call issued it."""
    credential = Credential.objects.select_related("structure").filter(pk=credential_id).first()
    return credential is not None and make(credential=credential)


def make_files(credential_ids: list[int]) -> int:
    """Make several files, one after the other; how many were issued."""
    return sum(make_file(credential_id) for credential_id in credential_ids)


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
    return f"{swept.files} files, {swept.attestations} attestations, {swept.letters} letters"
