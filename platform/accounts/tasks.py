"""What the worker does for people and mail. Each can be lost, repeated or run twice at once."""

from django.core.management import call_command

from accounts.actions.deliver_mail import deliver_mail as deliver
from accounts.actions.expire_roles import expire_roles as expire
from accounts.actions.forget_past_terms import forget_past_terms as forget_past
from accounts.actions.make_archive import make_archive as make
from accounts.actions.sweep_archives import sweep_archives as sweep
from accounts.actions.sync_groups import sync_groups
from accounts.models import Archive, Structure

MAIL_KEPT_DAYS = 90


def deliver_mail() -> str:
    """Deliver the mail that is due."""
    delivered, put_back = deliver()
    return f"{delivered} delivered, {put_back} put back"


def expire_roles() -> int:
    """Take rights away from roles past their last day, give those that begin today, renew each group's rights.

    The last, so that rights that a new version adds to a role reach the structures that are there already.
    """
    ended = expire()
    for structure in Structure.objects.select_related("site"):
        sync_groups(structure=structure)
    return ended


def forget_old_mail() -> None:
    """Delete mail of more than 90 days, with its attachments: bodies hold addresses and keys of confirmation."""
    call_command("cleanup_mail", days=MAIL_KEPT_DAYS, delete_attachments=True, verbosity=0)


def forget_old_sessions() -> None:
    """Delete sessions that ended."""
    call_command("clearsessions", verbosity=0)


def make_archive(archive_id: int) -> bool:
    """Make the copy of all that is held of somebody, at their request; whether this call did."""
    archive = Archive.objects.select_related("person").filter(pk=archive_id).first()
    return archive is not None and make(archive=archive)


def sweep_archives() -> str:
    """Delete copies past their seven days, and take up again those that were lost."""
    deleted, again = sweep()
    return f"{deleted} deleted, {again} asked for again"


def forget_past_terms() -> int:
    """Drop what closed accounts had left until a day that has gone by; how many accounts were looked at."""
    return forget_past()
