"""What is written about groups and ways in: by learners, then by the team."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django import forms
from django.core.validators import FileExtensionValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.rules import names
from learning.models import Group, Invitation, ModulePage, StepPage
from learning.querysets.groups import managed_structures
from learning.rules.keys import typed_key
from learning.rules.ways_in import Refusal
from learning.ways_in import words_of

if TYPE_CHECKING:
    from accounts.models import Structure

LARGEST_FILE = 2_000_000
LAST_MINUTE = time(23, 59)


class KeyForm(forms.Form):
    """A key, typed as one likes. ``invitation`` is what it opens, once it is valid."""

    key = forms.CharField(
        label=_("Your key"),
        max_length=40,
        help_text=_(
            "Eight letters and digits, such as KQ7M-X3PD. Capitals, spaces and dashes make no difference."
        ),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": _("Type your key.")},
    )

    def clean_key(self) -> str:
        token = typed_key(self.cleaned_data["key"])
        keys = Invitation.objects.with_things().filter(kind=Invitation.Kind.KEY)
        self.invitation = keys.filter(token=token).first() if token else None
        if self.invitation is None:
            raise forms.ValidationError(words_of(Refusal.UNKNOWN))
        return token


class RequestForm(forms.Form):
    """A word to the team, if one wishes."""

    message = forms.CharField(
        label=_("A word to the team"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("If you wish: what brings you to this module."),
    )


# --- The team ------------------------------------------------------------------------------------------


def _day(**kwargs) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


def _moment(day, at: time | None) -> datetime:
    """The moment that this day and this time are, here: the last minute of the day where no time is given."""
    return timezone.make_aware(datetime.combine(day, at or LAST_MINUTE))


class MemberForm(forms.Form):
    """Somebody to put into a group, by their address."""

    email = forms.EmailField(label=_("E-mail address"))
    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=names.LONGEST,
        help_text=_("Only for somebody who has no account yet: we open one and write to them."),
    )

    def clean_email(self) -> str:
        return self.cleaned_data["email"].strip().lower()

    def clean(self):
        email, name = self.cleaned_data.get("email"), names.tidy(self.cleaned_data.get("name", ""))
        person = User.objects.filter(email=email).first() if email else None
        if email and person is None and names.problem_of(name):
            self.add_error("name", _("No account has this address yet: write the person’s name as well."))
        if person is not None and not person.is_active:
            self.add_error("email", _("This account is closed."))
        return self.cleaned_data | {"name": name}


class DeadlineForm(forms.Form):
    """By when the group should have done a module, or one of its steps. ``step`` is None for the whole module."""

    what = forms.ChoiceField(label=_("What"))
    day = _day(label=_("Day"))
    at = forms.TimeField(
        label=_("Time"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}),
        help_text=_("Left empty, the end of the day."),
    )
    label = forms.CharField(
        label=_("Label"),
        required=False,
        max_length=120,
        help_text=_("If you wish, in place of the module’s or the step’s title."),
    )

    def __init__(self, *args, group: Group, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.modules = {module.pk: module for module in group.taught()}
        outlines = StepPage.objects.outlines(self.modules.values())
        self.fields["what"].choices = [
            (module.title, self._parts(module, outlines[module.pk])) for module in self.modules.values()
        ]

    @staticmethod
    def _parts(module: ModulePage, outline: list) -> list[tuple[str, str]]:
        """The whole module, then its steps."""
        steps = [(f"{module.pk}:{row.pk}", row.title) for row in outline]
        return [(f"{module.pk}:", _("The whole module")), *steps]

    def clean_what(self) -> str:
        module, _colon, step = self.cleaned_data["what"].partition(":")
        self.module = self.modules[int(module)]
        self.step = StepPage.objects.get(pk=step) if step else None
        return self.cleaned_data["what"]

    @property
    def due_at(self) -> datetime:
        return _moment(self.cleaned_data["day"], self.cleaned_data["at"])


class InvitationForm(forms.Form):
    """A link or a key to make."""

    kind = forms.ChoiceField(
        label=_("Link or key"),
        choices=[
            (Invitation.Kind.LINK, _("A link to send")),
            (Invitation.Kind.KEY, _("A key to say or to write on a board")),
        ],
    )
    until = _day(label=_("Good until"), help_text=_("Included."))
    most_uses = forms.IntegerField(
        label=_("People at most"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=_("Empty: no limit."),
        validators=[MinValueValidator(1)],
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = timezone.localdate() + timedelta(days=30)

    def clean_until(self):
        if self.cleaned_data["until"] < timezone.localdate():
            raise forms.ValidationError(_("This day is past."))
        return self.cleaned_data["until"]

    @property
    def expires_at(self) -> datetime:
        return _moment(self.cleaned_data["until"] + timedelta(days=1), time(0, 0))


class TargetField(forms.ChoiceField):
    """A group or a module that this person may put people into. Cleaned: {"group", "module", "structure"}."""

    def aim(self, user: User) -> None:
        """Offer what this person may choose. Costs two queries."""
        groups = Group.objects.followed_by(user).open().select_related("structure")
        modules = ModulePage.objects.live().filter(structure__in=managed_structures(user))
        self._offered = {f"group:{one.pk}": ("group", one) for one in groups} | {
            f"module:{one.pk}": ("module", one)
            for one in modules.select_related("structure").defer("search_text", "objectives")
        }
        by_kind = {"group": [], "module": []}
        for value, (kind, one) in self._offered.items():
            by_kind[kind].append((value, one.title))
        self.choices = [(_("Groups"), by_kind["group"]), (_("Modules"), by_kind["module"])]

    def target(self, value: str) -> dict[str, Group | ModulePage | Structure | None]:
        kind, one = self._offered[value]
        return {"group": None, "module": None, "structure": one.structure, kind: one}


class ListForm(forms.Form):
    """A list of people to read, and what they are put into."""

    target = TargetField(label=_("Enrol them in"))
    file = forms.FileField(
        label=_("CSV file"),
        validators=[FileExtensionValidator(["csv", "txt"])],
        help_text=_(
            "Export the sheet as CSV. The first line names the columns: Courriel, Nom (or Prénom and Nom), and "
            "Profil if you wish. 5,000 people at most."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"}),
    )

    def __init__(self, *args, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].aim(user)

    def clean_file(self):
        if self.cleaned_data["file"].size > LARGEST_FILE:
            raise forms.ValidationError(_("This file is too large: 2 MB at most. Cut it in two."))
        return self.cleaned_data["file"]

    @property
    def aimed_at(self) -> dict:
        return self.fields["target"].target(self.cleaned_data["target"])
