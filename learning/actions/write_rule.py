"""Make a rule of enrolment, change it or take it away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from accounts.models import LogEntry
from learning.models.ways_in import EnrolmentRule

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def write_rule(*, rule: EnrolmentRule, actor: User) -> EnrolmentRule:
    """Keep the rule as it is given, new or not. It applies from tonight on to those who are there already."""
    is_new = rule.pk is None
    rule.email_domain = rule.email_domain.strip().lower().lstrip("@")
    rule.save()
    _note(actor, "rule.made" if is_new else "rule.changed", rule)
    return rule


@transaction.atomic
def remove_rule(*, rule: EnrolmentRule, actor: User) -> None:
    """Take the rule away; those it enrolled stay enrolled."""
    _note(actor, "rule.removed", rule)
    rule.delete()


def _note(actor: User, verb: str, rule: EnrolmentRule) -> None:
    LogEntry.objects.append(
        actor=actor, verb=verb, subject=rule, structure=rule.structure, payload={"title": rule.title}
    )
