"""What is set up when the platform starts."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    default = True  # Two stand in this file: without it Django would take neither.
    name = "accounts"
    verbose_name = _("People and structures")

    def ready(self) -> None:
        from post_office.signals import email_queued

        from accounts.holdings import ACCOUNT
        from accounts.mail import deliver_soon
        from accounts.privacy import register
        from accounts.schedules import ensure_schedules
        from accounts.signal_handlers import connect

        email_queued.connect(deliver_soon, dispatch_uid="accounts.deliver_soon")
        connect()
        register(ACCOUNT)
        post_migrate.connect(ensure_schedules, sender=self, dispatch_uid="accounts.schedules")


class WagtailUsersConfig(WagtailUsersAppConfig):
    """Wagtail's own people screens, with our form (one display name, the e-mail as login)."""

    user_viewset = "accounts.viewsets.PersonViewSet"
