"""Put a framework in force."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry, User
from skills.actions.draft_framework import may_write
from skills.models import Framework
from skills.refusals import FrameworkRefused, NotYours
from skills.rules.frameworks import problems


@transaction.atomic
def publish_framework(*, framework: Framework, actor: User) -> Framework:
    """The framework in force, in place of the version before it; what people declared keeps that one. Once.

    Raises NotYours or FrameworkRefused.
    """
    versions = Framework.objects.select_for_update(no_key=True).filter(
        structure=framework.structure_id, code=framework.code
    )
    framework = versions.get(pk=framework.pk)
    if not may_write(framework.structure, actor):
        raise NotYours
    if not framework.is_draft:
        return framework
    if found := problems(framework.reading):
        raise FrameworkRefused(found)
    now = timezone.now()
    versions.filter(published_at__isnull=False, retired_at=None).update(retired_at=now)
    framework.published_at, framework.published_by = now, actor
    framework.save(update_fields=["published_at", "published_by"])
    LogEntry.objects.append(
        actor=actor,
        verb="framework.published",
        subject=framework,
        structure=framework.structure,
        payload={"code": framework.code, "number": framework.number},
    )
    return framework
