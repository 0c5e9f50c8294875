"""Named questions about notes."""

from __future__ import annotations

from django.db import models


class NoteQuerySet(models.QuerySet):
    def by(self, learner) -> NoteQuerySet:
        """Notes of this person: the only way to any note."""
        return self.filter(learner=learner)

    def on(self, step) -> NoteQuerySet:
        """Notes on this step."""
        return self.filter(step_key=step.translation_key)

    def bookmarks(self) -> NoteQuerySet:
        """Those without words."""
        return self.filter(text="")

    def for_list(self) -> NoteQuerySet:
        """With their pages, those of a module together, in the order they were written."""
        return self.select_related("step").order_by("module_title", "module_key", "made_at", "pk")
