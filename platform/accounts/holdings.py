"""What the ground holds of people, and what their account leaves behind."""

from __future__ import annotations

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from post_office.models import Email
from wagtail.users.models import UserProfile

from accounts.models import Archive, LogEntry, Membership, Structure, User
from accounts.privacy import HeldFile, Holding, Room
from accounts.rules.roles import MANAGER

AS_LONG_AS_THE_ACCOUNT = gettext_lazy("As long as your account")


def _mail_to(person: User) -> QuerySet[Email]:
    addresses = EmailAddress.objects.filter(user=person).values("email")
    return Email.objects.filter(Q(to=person.email) | Q(to__in=addresses)).order_by("pk")


def _lines(person: User) -> QuerySet[LogEntry]:
    about = Q(subject_type="accounts.user", subject_id=str(person.pk))
    return LogEntry.objects.filter(Q(actor=person) | about).order_by("pk")


def _avatar(profile: UserProfile) -> Iterable[HeldFile]:
    return [HeldFile(profile.avatar.name, "default", profile.avatar.name)] if profile.avatar else []


def _forget(*, person: User) -> None:
    from accounts.actions.forget_account import forget_account

    forget_account(person=person)


def _refusals(person: User) -> list[str]:
    """A house keeps a manager, and the platform an administrator. Two queries at most."""
    reasons = []
    managers = Membership.objects.current().with_role(MANAGER).filter(user__is_active=True)
    alone = (
        Structure.objects.filter(pk__in=managers.held_by(person).values("structure"))
        .filter(memberships__in=managers)
        .annotate(managers=Count("memberships__user", distinct=True))
        .filter(managers=1)
    )
    reasons += [
        _("You are the only manager of %(house)s: give this role to somebody else first.")
        % {"house": house.name}
        for house in alone.order_by("name")
    ]
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=person.pk)
    if person.is_superuser and not others.exists():
        reasons.append(_("You are the only administrator of the platform: name another one first."))
    return reasons


ACCOUNT = Room(
    slug="compte",
    label=gettext_lazy("Your account"),
    forget=_forget,
    refusals=_refusals,
    holdings=(
        Holding(
            slug="compte",
            label=gettext_lazy("Your account: name, address, profile, password (only its fingerprint)"),
            rows=lambda person: User.objects.filter(pk=person.pk),
            until=AS_LONG_AS_THE_ACCOUNT,
            heading="display_name",
            hidden=frozenset({"password"}),
            kept=format_lazy(
                gettext_lazy(
                    "An empty line without name or address, so that what is kept below holds together. If you decided "
                    "for others (as a trainer, a validator, a member of a jury…), your name stays beside what you "
                    "decided, for {years} years: they may need to know who did."
                ),
                years=settings.REGISTER_KEPT_YEARS,
            ),
        ),
        Holding(
            slug="adresses",
            label=gettext_lazy("Your e-mail addresses"),
            rows=lambda person: EmailAddress.objects.filter(user=person).order_by("pk"),
            until=AS_LONG_AS_THE_ACCOUNT,
            links=("account.EmailAddress.user",),
            heading="email",
        ),
        Holding(
            slug="roles",
            label=gettext_lazy("Your roles in houses"),
            rows=lambda person: Membership.objects.held_by(person).order_by("pk"),
            until=AS_LONG_AS_THE_ACCOUNT,
            links=("accounts.Membership.user",),
            heading="role",
        ),
        Holding(
            slug="courriels",
            label=gettext_lazy("E-mails that we sent you"),
            rows=_mail_to,
            until=gettext_lazy("90 days"),
            heading="subject",
            # Bodies hold keys that open the account; each was sent to the person.
            hidden=frozenset({"message", "html_message", "headers", "context", "bcc", "cc", "backend_alias"}),
            kept=gettext_lazy("The last e-mail, which tells you that the account is closed: 90 days."),
        ),
        Holding(
            slug="copies",
            label=gettext_lazy("Copies of your data that you asked for"),
            rows=lambda person: Archive.objects.of(person).order_by("pk"),
            until=gettext_lazy("7 days"),
            links=("accounts.Archive.person",),
            heading="asked_at",
            hidden=frozenset({"token", "file_name"}),
        ),
        Holding(
            slug="journal",
            label=gettext_lazy("The log of what you did, which shows that nothing was changed afterwards"),
            rows=_lines,
            until=format_lazy(gettext_lazy("{years} years"), years=settings.REGISTER_KEPT_YEARS),
            links=("accounts.LogEntry.actor",),
            heading="verb",
            hidden=frozenset({"hash", "previous_hash"}),
            kept=format_lazy(
                gettext_lazy(
                    "The lines, without your name or address: each is sealed by the next, and together they prove that "
                    "documents were granted properly. {years} years."
                ),
                years=settings.REGISTER_KEPT_YEARS,
            ),
        ),
        Holding(
            slug="administration",
            label=gettext_lazy("Your settings in the administration"),
            rows=lambda person: UserProfile.objects.filter(user=person),
            until=AS_LONG_AS_THE_ACCOUNT,
            links=("wagtailusers.UserProfile.user",),
            files=_avatar,
        ),
    ),
    stays={
        # Erased with the account; nothing in them is worth a copy.
        "wagtailadmin.EditingSession.user": "who has a page open now: deleted at erasure",
        "wagtailadmin.FormState.user": "a form half filled in: deleted at erasure",
        "wagtailcore.APIToken.user": "a secret: deleted at erasure",
        "wagtailcore.PageSubscription.user": "which pages tell of comments: deleted at erasure",
        # Pages, pictures and their history are the house's; the account that they lead to has no name any more.
        "wagtailcore.Page.owner": "the house's page",
        "wagtailcore.Page.locked_by": "the house's page",
        "wagtailcore.Revision.user": "the house's page, as it was",
        "wagtailcore.PageLogEntry.user": "the history of the house's pages",
        "wagtailcore.ModelLogEntry.user": "the history of the house's content",
        "wagtailcore.WorkflowState.requested_by": "the moderation of the house's pages",
        "wagtailcore.TaskState.finished_by": "the moderation of the house's pages",
        "wagtailcore.Comment.user": "a remark of the team on the house's page",
        "wagtailcore.Comment.resolved_by": "a remark of the team on the house's page",
        "wagtailcore.CommentReply.user": "a remark of the team on the house's page",
        "wagtailcore.UploadedFile.uploaded_by_user": "a file on its way to the house's library",
        "wagtaildocs.Document.uploaded_by_user": "the house's library",
        "wagtailimages.Image.uploaded_by_user": "the house's library",
    },
)
