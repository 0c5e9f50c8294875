"""Tell those who study a module what changed in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from learning.models.enrolment import Enrolment
from learning.models.module import ModulePage
from learning.models.steps import StepPage
from learning.models.talk import Notification

if TYPE_CHECKING:
    from learning.models.paths import ContentChange

CHUNK = 200


def tell_change(*, change: ContentChange) -> int:
    """How many people were told: those who study the module and began before the change.

    A few hundred in each transaction, so that thousands of them hold nobody up; each is told once, however often it is
    run. Those who finished are not written to: their attestation says of which version it is.
    """
    studying = (
        Enrolment.objects.active()
        .unfinished()
        .filter(module_key=change.module_key, enrolled_at__lt=change.at)
    )
    address = _address(change)
    words = {"page": change.page_title, "sentence": change.sentence}
    ids, told = list(studying.order_by("pk").values_list("pk", flat=True)), 0
    for start in range(0, len(ids), CHUNK):
        with transaction.atomic():
            for enrolment in Enrolment.objects.filter(pk__in=ids[start : start + CHUNK]).select_related(
                "learner", "structure"
            ):
                told += bool(
                    Notification.objects.tell(
                        person=enrolment.learner,
                        kind="content_changed",
                        about=f"change:{change.pk}",
                        words=words | {"module": enrolment.module_title},
                        address=address,
                        structure=enrolment.structure,
                    )
                )
    return told


def _address(change: ContentChange) -> str:
    """Where the change is seen, from the site's root; nothing where the page is gone."""
    pages = StepPage.objects if change.step_key else ModulePage.objects
    page = pages.live().filter(translation_key=change.step_key or change.module_key).first()
    parts = page.get_url_parts() if page else None
    return parts[2] if parts else ""
