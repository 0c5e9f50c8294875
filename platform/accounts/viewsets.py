"""Wagtail's screens for people, for the installation's administrator: one name, the address as login, no groups.

What somebody may do follows the roles of a structure (“Roles” in the menu), not groups ticked by hand.
"""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.users import forms as wagtail_forms
from wagtail.users.views.users import IndexView, UserColumn, UserViewSet

from accounts.forms import NameField
from accounts.models import User


class PersonForm(wagtail_forms.UserForm):
    """An account as the administrator writes it; its address is held for good, since the administrator vouches."""

    display_name = NameField(label=_("Name"))
    first_name = last_name = None

    error_messages = wagtail_forms.UserForm.error_messages | {
        "duplicate_username": _("An account already has this address.")
    }

    def clean_email(self) -> str:
        return self.cleaned_data["email"].strip().lower()

    def save(self, commit: bool = True) -> User:
        user = super().save(commit=commit)
        if commit:
            EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
            EmailAddress.objects.update_or_create(
                user=user, email=user.email, defaults={"primary": True, "verified": True}
            )
        return user


class PersonCreationForm(PersonForm):
    class Meta:
        model = User
        fields = ["email", "display_name", "is_superuser"]


class PersonEditForm(PersonForm):
    password_required = False

    def __init__(self, *args, editing_self: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if editing_self:
            del self.fields["is_active"]
            del self.fields["is_superuser"]

    class Meta:
        model = User
        fields = ["email", "display_name", "is_active", "is_superuser"]


class PeopleView(IndexView):
    """People, found by name or address."""

    page_title = _("People")
    add_item_label = _("Add a person")
    search_fields = ["display_name", "email"]

    @cached_property
    def columns(self):
        name = self._get_title_column_class(UserColumn)
        return [
            name(
                "name",
                accessor="display_name",
                label=_("Name"),
                sort_key="display_name",
                get_url=self.get_edit_url,
                classname="name",
            ),
            Column("email", label=_("E-mail address"), sort_key="email", width="30%"),
            BooleanColumn("is_superuser", label=_("Administrator"), sort_key="is_superuser", width="10%"),
            BooleanColumn("is_active", label=_("Active"), sort_key="is_active", width="10%"),
            DateColumn("last_login", label=_("Last visit"), sort_key="last_login", width="15%"),
        ]


class PersonViewSet(UserViewSet):
    """Registered in place of Wagtail's own by `accounts.apps.WagtailUsersConfig`."""

    menu_label = _("People")
    ordering = "display_name"
    index_view_class = PeopleView

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return PersonEditForm if for_update else PersonCreationForm
