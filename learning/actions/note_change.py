"""Note a change of substance to a page that learners study."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from accounts.models import LogEntry
from cms.freshness import content_changed
from learning.models.module import ModulePage
from learning.models.paths import ContentChange
from learning.models.steps import StepPage

if TYPE_CHECKING:
    from wagtail.models import Page, Revision


@transaction.atomic
def note_change(*, page: Page, revision: Revision, module: ModulePage) -> ContentChange | None:
    """What its author said of this publication, kept as one change; None where they said nothing.

    The sentence has then been said: it is emptied on the page, in the revision published and in the draft that carries
    it on, so that publishing again says nothing. Publishing the same revision twice makes one change.
    """
    sentence = page.change_note.strip()
    if not sentence:
        return None
    change, is_new = ContentChange.objects.get_or_create(
        revision_id=revision.pk,
        defaults={
            "module_key": module.translation_key,
            "step_key": page.translation_key if isinstance(page, StepPage) else None,
            "page_title": page.title,
            "sentence": sentence,
            "by": revision.user,
        },
    )
    _empty(page, revision)
    if is_new:
        LogEntry.objects.append(
            actor=revision.user,
            verb="content.changed",
            subject=change,
            structure=module.structure,
            payload={"module": module.code, "page": page.title, "sentence": sentence},
        )
    content_changed()
    transaction.on_commit(content_changed)
    return change


def _empty(page: Page, revision: Revision) -> None:
    said, page.change_note = page.change_note, ""
    model = StepPage if isinstance(page, StepPage) else ModulePage
    model.objects.filter(pk=page.pk).update(change_note="")
    # Drafts begun since carry the same sentence; one that says something else is still to be said.
    for carried in page.revisions.filter(pk__gte=revision.pk):
        if carried.content.get("change_note") == said:
            carried.content["change_note"] = ""
            carried.save(update_fields=["content"])
