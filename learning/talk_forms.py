"""How one hears of things by e-mail, as a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms

from learning.models import Notification, NotificationChoice
from learning.notifications import KINDS

if TYPE_CHECKING:
    from accounts.models import User


class ChoicesForm(forms.Form):
    """One choice a kind; those of the team for the team alone. Costs one query."""

    def __init__(self, *args, person: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        kinds = [kind for kind in KINDS if person.is_staff or not kind.is_for_team]
        chosen = Notification.objects.ways([person.pk], [kind.slug for kind in kinds])
        for kind in kinds:
            self.fields[kind.slug] = forms.ChoiceField(
                label=kind.label,
                choices=NotificationChoice.ByMail.choices,
                initial=chosen.get((person.pk, kind.slug), kind.by_mail),
            )
