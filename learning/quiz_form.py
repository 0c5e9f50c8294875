"""What the editor refuses of a quiz: draws from banks that are not its house's to use, and draws that ask too much."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from learning.prerequisites import StepForm
from learning.questions.parts import DRAW, DrawBlock


class QuizForm(StepForm):
    """A quiz as its author writes it. Each question and each draw answers for itself; here, the whole."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        blocks = cleaned.get("questions") or []
        draws = [one.value for one in blocks if one.block_type == DRAW and one.value["bank"]]
        self._refuse_banks_of_others(draws)
        self._refuse_too_many(draws)
        if cleaned.get("reveal") == "date" and not cleaned.get("reveal_from"):
            self.add_error("reveal_from", _("Say from when on the corrections are shown."))
        return cleaned

    def _refuse_banks_of_others(self, draws: list) -> None:
        module: Page | None = self.parent_page and self.parent_page.specific
        house = getattr(module, "structure_id", None)
        for title in {
            draw["bank"].title
            for draw in draws
            if draw["bank"].structure_id != house and not draw["bank"].is_shared
        }:
            message = _("The bank “%(title)s” is of another structure, which does not share it.")
            self.add_error("questions", message % {"title": title})

    def _refuse_too_many(self, draws: list) -> None:
        """Draws from the same place never draw the same question: together they need enough of them."""
        wanted, several = Counter(), Counter()
        for draw in draws:
            place = (draw["bank"], draw.get("category") or "", draw.get("tag") or "")
            wanted[place] += draw.get("count") or 0
            several[place] += 1
        for place in [place for place, times in several.items() if times > 1]:
            there = DrawBlock.drawable(dict(zip(("bank", "category", "tag"), place, strict=True)))
            count = there.values("pk").distinct().count()
            if count < wanted[place]:
                message = _(
                    "The draws from “%(title)s” ask for %(wanted)s questions together; the bank has %(there)s."
                )
                words = {"title": place[0].title, "wanted": wanted[place], "there": count}
                self.add_error("questions", message % words)
