"""What trainers write about work and declarations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from learning.rules.declarations import MOST_MINUTES


class AppraisalForm(forms.Form):
    """An appraisal: a level and a remark for each criterion, and words. A field that makes no sense is left empty."""

    verdict = forms.ChoiceField(choices=[("accept", ""), ("redo", "")])
    appraisal = forms.CharField(required=False, max_length=10_000)
    seen = forms.CharField(required=False, max_length=40)

    def __init__(self, data, *, rubric: list[dict[str, Any]]) -> None:
        super().__init__(data)
        for place, criterion in enumerate(rubric):
            levels = [("", ""), *((n, "") for n in range(len(criterion["levels"])))]
            self.fields[f"level-{place}"] = forms.TypedChoiceField(
                choices=levels, coerce=int, empty_value=None, required=False
            )
            self.fields[f"comment-{place}"] = forms.CharField(required=False, max_length=1000)
        self.places = range(len(rubric))

    @property
    def answer(self) -> dict[str, Any]:
        """What the action takes."""
        given = self.cleaned_data
        levels = {place: given[f"level-{place}"] for place in self.places}
        return {
            "accept": given["verdict"] == "accept",
            "appraisal": given["appraisal"],
            "seen": given["seen"],
            "levels": {place: level for place, level in levels.items() if level is not None},
            "comments": {place: given[f"comment-{place}"] for place in self.places},
        }

    @property
    def as_typed(self) -> dict[str, Any]:
        """What was typed, to show it again."""
        answer = self.answer
        return {
            "appraisal": answer["appraisal"],
            "levels": {str(place): level for place, level in answer["levels"].items()},
            "comments": {str(place): words for place, words in answer["comments"].items()},
        }


class DeclarationForm(forms.Form):
    """The answer to a declaration."""

    verdict = forms.ChoiceField(choices=[("confirm", ""), ("refuse", "")])
    minutes = forms.IntegerField(
        label=_("Minutes confirmed"), required=False, min_value=1, max_value=MOST_MINUTES
    )
    reason = forms.CharField(required=False, max_length=500)

    @property
    def answer(self) -> dict[str, Any]:
        """What the action takes."""
        given = self.cleaned_data
        more = {"minutes": given["minutes"]} if given["verdict"] == "confirm" else {}
        return {"reason": given["reason"]} | more
