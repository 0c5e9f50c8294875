"""Mail is kept, delivered, retried and forgotten."""

from datetime import timedelta
from email import message_from_bytes, policy
from smtplib import SMTPRecipientsRefused

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from django_q.models import Schedule
from post_office.models import STATUS, Email

from accounts.actions.deliver_mail import LEASE, deliver_mail
from accounts.schedules import SCHEDULES, ensure_schedules
from accounts.tasks import deliver_mail as deliver_mail_task
from accounts.tasks import forget_old_mail, forget_old_sessions


class Server(BaseEmailBackend):
    """A mail server that can be down, refuse somebody, and counts what it took."""

    down = False
    refused: set[str] = set()
    tries = 0
    taken: list[EmailMessage] = []

    def send_messages(self, messages):
        for message in messages:
            Server.tries += 1
            if Server.down:
                raise ConnectionRefusedError("the server is down")
            if Server.refused & set(message.to):
                raise SMTPRecipientsRefused({})
            Server.taken.append(message)
        return len(messages)


@pytest.fixture
def server(settings):
    settings.EMAIL_BACKEND = "accounts.mail.KeptMail"
    settings.POST_OFFICE = settings.POST_OFFICE | {"BACKENDS": {"default": f"{__name__}.Server"}}
    Server.down, Server.refused, Server.tries, Server.taken = False, set(), 0, []
    return Server


def write(to="ada@exemple.fr", subject="Bonjour", body="Une ligne."):
    send_mail(subject, body, None, [to])
    return Email.objects.order_by("-pk").first()


def make_due():
    Email.objects.update(scheduled_time=timezone.now() - timedelta(seconds=1))


def test_mail_is_kept_until_the_worker_delivers_it(db, server):
    mail = write()
    assert (mail.status, server.taken) == (STATUS.queued, [])
    assert deliver_mail_task() == "1 delivered, 0 put back"
    mail.refresh_from_db()
    assert mail.status == STATUS.sent
    assert server.taken[0].body == "Une ligne."


@pytest.mark.django_db(transaction=True)
def test_the_worker_is_asked_once_what_was_done_is_committed(server):
    write()
    # Tasks run at once in tests: the message is there already.
    assert len(server.taken) == 1


def test_with_the_server_down_mail_stays_and_is_tried_again(db, server):
    server.down = True
    mail = write()
    assert deliver_mail() == (0, 1)
    mail.refresh_from_db()
    assert (mail.status, mail.number_of_retries) == (STATUS.requeued, 1)
    assert mail.logs.get().exception_type == "ConnectionRefusedError"
    assert deliver_mail() == (0, 0), "not before its time"

    server.down = False
    make_due()
    assert deliver_mail() == (1, 0)
    mail.refresh_from_db()
    assert mail.status == STATUS.sent


def test_each_wait_is_longer_than_the_one_before(db, server):
    server.down = True
    mail, waits = write(), []
    for _ in range(4):
        make_due()
        deliver_mail()
        mail.refresh_from_db()
        waits.append(round((mail.scheduled_time - timezone.now()).total_seconds() / 60))
    assert waits == [1, 2, 4, 8]


def test_a_server_that_is_down_is_tried_once_a_round_and_not_once_a_mail(db, server):
    server.down = True
    for number in range(5):
        write(to=f"p{number}@exemple.fr")
    deliver_mail()
    assert server.tries == 1
    assert Email.objects.filter(status=STATUS.queued).count() == 4


def test_a_refused_address_does_not_hold_back_the_others(db, server):
    server.refused = {"personne@exemple.fr"}
    refused = write(to="personne@exemple.fr")
    write(to="ada@exemple.fr")
    assert deliver_mail() == (1, 1)
    refused.refresh_from_db()
    assert refused.status == STATUS.requeued


def test_after_its_last_try_mail_is_kept_and_marked(db, server, settings):
    settings.POST_OFFICE = settings.POST_OFFICE | {"MAX_RETRIES": 1}
    server.down = True
    mail = write()
    for _ in range(2):
        make_due()
        deliver_mail()
    mail.refresh_from_db()
    assert mail.status == STATUS.failed
    make_due()
    assert deliver_mail() == (0, 0)


def test_mail_that_another_worker_took_is_left_to_it(db, server, monkeypatch):
    write()
    from accounts.actions import deliver_mail as module

    def as_both_read_it():
        read = list(Email.objects.filter(status=STATUS.queued))
        Email.objects.update(scheduled_time=timezone.now() + LEASE)
        return read

    monkeypatch.setattr(module, "get_queued", as_both_read_it)
    assert deliver_mail() == (0, 0)
    assert server.taken == []


def test_mail_of_a_worker_that_was_killed_is_taken_up_after_a_while(db, server):
    write()
    Email.objects.update(scheduled_time=timezone.now() + LEASE)
    assert deliver_mail() == (0, 0)
    make_due()
    assert deliver_mail() == (1, 0)


def test_words_that_look_like_a_template_are_words(db, server):
    body = "Bonjour {% load wagtailcore_tags %}{{ settings.SECRET_KEY }} & <b>Zoé</b>"
    write(subject="{{ 7|add:7 }} %} {% fin", body=body)
    deliver_mail()
    assert server.taken[0].subject == "{{ 7|add:7 }} %} {% fin"
    assert server.taken[0].body == body


def test_html_answers_and_files_are_kept_too(db, server):
    message = EmailMultiAlternatives(
        "Sujet", "Texte", None, ["ada@exemple.fr"], reply_to=["maison@exemple.fr"]
    )
    message.attach_alternative("<p>Texte</p>", "text/html")
    message.attach("note.txt", "Contenu é", "text/plain")
    message.send()
    deliver_mail()
    sent = server.taken[0]
    assert sent.alternatives[0][0] == "<p>Texte</p>"
    assert sent.extra_headers["Reply-To"] == "maison@exemple.fr"
    assert sent.attachments[0][:2] == ("note.txt", "Contenu é")


def test_a_message_to_nobody_is_not_kept(db, server):
    EmailMessage("Sujet", "Texte", None, []).send()
    assert not Email.objects.exists()


def test_without_a_server_mail_lands_in_a_folder(db, settings, tmp_path):
    settings.MAIL_DIR = tmp_path / "mail"
    settings.EMAIL_BACKEND = "accounts.mail.KeptMail"
    settings.POST_OFFICE = settings.POST_OFFICE | {"BACKENDS": {"default": "accounts.mail.MailFolder"}}
    write(subject="Éloïse, à vous", body="Ligne avec é et « guillemets ».")
    write()
    deliver_mail()
    files = sorted((tmp_path / "mail").iterdir())
    assert [file.suffix for file in files] == [".eml", ".eml"]
    read = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
    first = next(message for message in read if message["Subject"] == "Éloïse, à vous")
    assert "« guillemets »" in first.get_content()


def test_mail_of_more_than_ninety_days_is_forgotten(db, server):
    old, fresh = write(), write()
    Email.objects.filter(pk=old.pk).update(created=timezone.now() - timedelta(days=91))
    forget_old_mail()
    assert list(Email.objects.all()) == [fresh]


def test_sessions_that_ended_are_forgotten(db, client):
    from django.contrib.sessions.models import Session

    Session.objects.create(
        session_key="a" * 32, session_data="", expire_date=timezone.now() - timedelta(days=1)
    )
    forget_old_sessions()
    assert not Session.objects.exists()


def test_the_clock_knows_each_task_once(db):
    Schedule.objects.filter(name="Deliver mail").update(minutes=9)
    ensure_schedules()
    ensure_schedules()
    kept = dict(Schedule.objects.filter(name__in=SCHEDULES).values_list("name", "func"))
    assert len(kept) == Schedule.objects.filter(name__in=SCHEDULES).count() == len(SCHEDULES)
    assert Schedule.objects.get(name="Deliver mail").minutes == 1
    from django.utils.module_loading import import_string

    for func in kept.values():
        assert callable(import_string(func))
