"""What allauth asks of us: whose name is kept, what a mail says, where one goes next."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as request_context
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from accounts.models import Structure


class AccountAdapter(DefaultAccountAdapter):
    """Accounts of one display name, mails signed by the house whose site was used.

    allauth already refuses addresses outside this site in ``next``.
    """

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed."),
        "cannot_remove_primary_email": _("You cannot remove your main address."),
        "duplicate_email": _("This address is already yours."),
        "email_password_mismatch": _(
            "The address or the password is not right. Check both, or choose a new password."
        ),
        "enter_current_password": _("Type your current password."),
        "incorrect_password": _("This is not your password."),
        "invalid_password_reset": _("This link is no longer valid. Ask for a new one."),
        "max_email_addresses": _("You already have %d addresses: remove one first."),
        "too_many_login_attempts": _(
            "Too many tries in a row. Wait five minutes, or choose a new password: your account is safe."
        ),
        "unverified_primary_email": _("Confirm this address first: the link is in the mail we sent."),
        "rate_limited": _("That is many requests in a short time. Wait a moment, then try again."),
    }

    def get_login_redirect_url(self, request) -> str:
        """Where one goes after signing in, when no page asked for it: to one's work, or to one's learning."""
        if request.user.is_staff:
            return reverse("wagtailadmin_home")
        return super().get_login_redirect_url(request)

    def save_user(self, request, user, form, commit: bool = True):
        """Keep the name as the form tidied it, and what the person says they are."""
        user.display_name = form.cleaned_data["display_name"]
        user.profile = form.cleaned_data.get("profile", "")
        return super().save_user(request, user, form, commit)

    def format_email_subject(self, subject: str) -> str:
        return str(subject)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Add who writes (the structure of the site that was used, if there is one) and a way back in."""
        request = request_context.request
        site = Site.find_for_request(request)
        more = {
            "structure": Structure.objects.filter(site=site).first() if site else None,
            "password_reset_url": request.build_absolute_uri(reverse("account_reset_password")),
        }
        super().send_mail(template_prefix, email, more | context)
