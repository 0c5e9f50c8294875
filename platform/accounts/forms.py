"""What people write about themselves."""

from __future__ import annotations

from datetime import timedelta

from allauth.account import forms as allauth_forms
from django import forms
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.refusals import words_of_name_problem
from accounts.rules.names import LONGEST, problem_of, tidy


class NameField(forms.CharField):
    """A person's name, tidied; refused in words that name the field."""

    default_error_messages = {"required": _("Write your name.")}

    def __init__(self, **kwargs) -> None:
        attributes = {"autocomplete": "name", "maxlength": LONGEST, "spellcheck": "false"}
        # The rule says what is too long, after tidying; the browser's own limit is only a courtesy.
        super().__init__(widget=forms.TextInput(attrs=attributes), **kwargs)

    def clean(self, value) -> str:
        name = tidy(super().clean(value))
        if problem := problem_of(name):
            raise forms.ValidationError(words_of_name_problem(problem), code=problem.value)
        return name


class ProfileField(forms.ChoiceField):
    """What a person says they are, if they wish."""

    def __init__(self, **kwargs) -> None:
        words = {
            "label": _("You are (if you wish to say)"),
            "help_text": _(
                "Some groups and modules are offered to some people: nothing else is done with it."
            ),
        }
        choices = [("", _("I would rather not say")), *User.Profile.choices]
        super().__init__(choices=choices, required=False, **words | kwargs)


def describe_email(field: forms.Field, *, autocomplete: str) -> None:
    """Name an address field of allauth in our words, without its placeholder."""
    field.label = _("E-mail address")
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs["autocomplete"] = autocomplete
    field.error_messages |= {
        "required": _("Write your e-mail address."),
        "invalid": _("Write a whole e-mail address, such as prenom@exemple.fr."),
    }


def describe_password(field: forms.Field, label: str, *, missing: str = "") -> None:
    field.label = label
    field.widget.attrs.pop("placeholder", None)
    field.error_messages |= {"required": missing or _("Write a password.")}
    # allauth puts a link to “forgotten password” here; our templates place their own.
    field.help_text = ""


class LoginForm(allauth_forms.LoginForm):
    """The address and the password."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        describe_email(self.fields["login"], autocomplete="username")
        describe_password(self.fields["password"], _("Password"), missing=_("Write your password."))


class SignupForm(allauth_forms.SignupForm):
    """The address, the name to print, a password once."""

    field_order = ["display_name", "email", "password1", "profile"]

    display_name = NameField(
        label=_("Your name, as it will stand on your certificates"),
        help_text=_("First name and family name, in the order and the way you write them."),
    )
    profile = ProfileField()

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        describe_email(self.fields["email"], autocomplete="email")
        self.fields["email"].help_text = _("We send you one message, to check that the address is yours.")
        describe_password(self.fields["password1"], _("Password"))
        self.fields["password1"].help_text = _(
            "Ten characters or more: a short sentence is easy to remember."
        )

    def try_save(self, request):
        """Spend on a used address the time that a new account takes, so that the clock tells nothing either."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
            return super().try_save(request)
        try:
            return super().try_save(request)
        except IntegrityError:
            # A double click: the other request was faster, and the address is a used one by now.
            self.account_already_exists = True
            return super().try_save(request)


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    """The address of the account whose password is forgotten."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        describe_email(self.fields["email"], autocomplete="username")


class ResetPasswordKeyForm(allauth_forms.ResetPasswordKeyForm):
    """A new password, once."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        describe_password(self.fields["password1"], _("New password"))
        self.fields["password1"].help_text = _(
            "Ten characters or more: a short sentence is easy to remember."
        )


class ChangePasswordForm(allauth_forms.ChangePasswordForm):
    """The current password and a new one, once."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        describe_password(
            self.fields["oldpassword"], _("Current password"), missing=_("Type your current password.")
        )
        describe_password(self.fields["password1"], _("New password"))
        self.fields["password1"].help_text = _(
            "Ten characters or more: a short sentence is easy to remember."
        )


class AddEmailForm(allauth_forms.AddEmailForm):
    """One more address."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        describe_email(self.fields["email"], autocomplete="email")


class ReauthenticateForm(allauth_forms.ReauthenticateForm):
    """The password again, before something that matters."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        describe_password(self.fields["password"], _("Password"), missing=_("Write your password."))


class CloseForm(ReauthenticateForm):
    """That one means to close the account, and that it is oneself: a word to type, and the password.

    Whoever has no password signed in by a code sent to their address: it must be a moment ago.
    """

    FRESH = timedelta(minutes=15)

    word = forms.CharField(
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"})
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.wanted = gettext("close my account")
        self.fields["word"].label = gettext("Type: %(words)s") % {"words": self.wanted}
        self.fields["word"].error_messages["required"] = gettext(
            "Type “%(words)s”, to show that you mean it."
        ) % {"words": self.wanted}
        if not self.user.has_usable_password():
            del self.fields["password"]

    def clean_word(self) -> str:
        typed = " ".join(self.cleaned_data["word"].split()).casefold()
        if typed != self.wanted.casefold():
            raise forms.ValidationError(self.fields["word"].error_messages["required"])
        return typed

    def clean(self):
        entered = self.user.last_login
        if "password" not in self.fields and (entered is None or entered < timezone.now() - self.FRESH):
            raise forms.ValidationError(
                gettext("You signed in some time ago: sign out, sign in again, then come back to this page.")
            )
        return super().clean()


class RenameForm(forms.Form):
    """The name to go by from now on."""

    display_name = NameField(label=_("Your name"))


class ProfileForm(forms.Form):
    """What one says one is."""

    profile = ProfileField()
