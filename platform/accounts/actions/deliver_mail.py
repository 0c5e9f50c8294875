"""Hand queued mail to the server that delivers it."""

from __future__ import annotations

import logging
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused

from django.utils import timezone
from post_office.connections import connections
from post_office.mail import get_queued
from post_office.models import STATUS, Email
from post_office.settings import get_max_retries

from accounts.rules.retries import wait_after

logger = logging.getLogger(__name__)

# Longer than one delivery can last: a mail whose worker was killed is tried again after it.
LEASE = timedelta(minutes=5)
# The server answered and refused this one mail: the next may pass.
REFUSED = (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError)


def deliver_mail() -> tuple[int, int]:
    """Try each mail that is due; return how many were delivered and how many were put back.

    A mail is taken by moving its time forward in one filtered update, so that two workers never send the same one.
    Not one transaction: what was delivered stays delivered. When the server cannot be reached, the rest of the queue is
    left for the next round instead of waiting for each mail in turn. Mail is never lost: after the last try it is kept,
    marked as failed, with the reason.
    """
    delivered = put_back = 0
    try:
        for email in list(get_queued()):
            if not _take(email):
                continue
            error = _send(email)
            if error is None:
                delivered += 1
                continue
            put_back += 1
            if isinstance(error, OSError) and not isinstance(error, REFUSED):
                break
    finally:
        connections.close()
    return delivered, put_back


def _take(email: Email) -> bool:
    """Reserve the mail for this worker; False if another did."""
    as_read = Email.objects.filter(pk=email.pk, status=email.status, scheduled_time=email.scheduled_time)
    return bool(as_read.update(scheduled_time=timezone.now() + LEASE))


def _send(email: Email) -> Exception | None:
    """Deliver one mail and write down how it went; return what went wrong, if anything."""
    row = Email.objects.filter(pk=email.pk)
    try:
        email.dispatch(commit=False, disconnect_after_delivery=False, connection=connections["default"])
    except Exception as error:
        tries = (email.number_of_retries or 0) + 1
        last = tries > get_max_retries()
        row.update(
            status=STATUS.failed if last else STATUS.requeued,
            number_of_retries=tries,
            scheduled_time=timezone.now() + wait_after(tries),
            last_updated=timezone.now(),
        )
        email.logs.create(status=STATUS.failed, message=str(error), exception_type=type(error).__name__)
        logger.warning("Mail %s could not be delivered (try %s): %s", email.pk, tries, type(error).__name__)
        return error
    row.update(status=STATUS.sent, last_updated=timezone.now())
    return None
