"""What the worker does for people and mail. Each can be lost, repeated or run twice at once."""

from django.core.management import call_command

from accounts.actions.deliver_mail import deliver_mail as deliver
from accounts.actions.expire_roles import expire_roles as expire
from accounts.actions.sync_groups import sync_groups
from accounts.models import Structure

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
