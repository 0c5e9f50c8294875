"""How mail is kept and where it lands.

Mail is written to the database (`post_office.Email`) with what the person did, in the same transaction, then delivered
by the worker, so that a mail server that is down loses nothing. Bodies hold keys of confirmation and of new passwords:
whoever reads the table or its backups can use those that have not expired; rows are deleted after 90 days.
"""

from __future__ import annotations

import os
from email.mime.base import MIMEBase
from email.utils import make_msgid
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage
from django.db import transaction
from django.utils import timezone
from django_q.tasks import async_task
from post_office.models import PRIORITY, STATUS, Email
from post_office.settings import get_message_id_fqdn
from post_office.signals import email_queued
from post_office.utils import create_attachments

#: Where erased people's addresses stand: nobody is ever written to there (RFC 2606).
ERASED_DOMAIN = "efface.invalid"


def _reaches_somebody(message: EmailMessage) -> bool:
    """Whether some recipient is not an erased person."""
    return any(not address.endswith(f"@{ERASED_DOMAIN}") for address in message.recipients())


class KeptMail(BaseEmailBackend):
    """Django's mail backend: keeps each message as it is, for the worker.

    post_office's own backend compiles subject and body as Django templates, so that a person named ``{% load x %}``
    would have their name run; here a message is text and nothing else.
    """

    def send_messages(self, email_messages: list[EmailMessage]) -> int:
        kept = [keep(message) for message in email_messages if _reaches_somebody(message)]
        if kept:
            email_queued.send(sender=Email, emails=kept)
        return len(kept)


@transaction.atomic
def keep(message: EmailMessage) -> Email:
    """Write one message to the queue, with its attachments."""
    html = next(
        (content for content, kind in getattr(message, "alternatives", ()) if kind == "text/html"), ""
    )
    headers = dict(message.extra_headers)
    if message.reply_to:
        headers.setdefault("Reply-To", ", ".join(str(address) for address in message.reply_to))
    kept = Email.objects.create(
        from_email=message.from_email,
        to=message.to,
        cc=message.cc,
        bcc=message.bcc,
        subject=message.subject,
        message=message.body,
        html_message=html,
        headers=headers or None,
        priority=PRIORITY.medium,
        status=STATUS.queued,
        message_id=make_msgid(domain=get_message_id_fqdn()),
    )
    files = {}
    for part in message.attachments:
        if isinstance(part, MIMEBase):
            raise TypeError("Attach a file as (name, content, kind), not as a MIME part.")
        files[part[0]] = {"file": ContentFile(part[1]), "mimetype": part[2] or ""}
    kept.attachments.add(*create_attachments(files))
    return kept


class MailFolder(BaseEmailBackend):
    """Where mail lands without a mail server: an `.eml` file a message in `DATA_DIR/mail`, for any mail program."""

    def send_messages(self, email_messages: list[EmailMessage]) -> int:
        folder = Path(settings.MAIL_DIR)
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            name = f"{timezone.now():%Y%m%d-%H%M%S-%f}-{uuid4().hex[:8]}"
            unfinished = folder / f"{name}.part"
            unfinished.write_bytes(message.message().as_bytes())
            os.replace(unfinished, folder / f"{name}.eml")
        return len(email_messages)


def deliver_soon(sender, **kwargs) -> None:
    """Ask the worker to deliver, once what was done is committed. The sweep of each minute catches what is lost."""
    transaction.on_commit(lambda: async_task("accounts.tasks.deliver_mail"), robust=True)
