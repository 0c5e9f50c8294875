"""Enrol people by the rules of enrolment."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction

from accounts.models import LogEntry, Membership, Structure, User
from learning.actions.enrol import enrol
from learning.actions.join_group import join_group
from learning.models.enrolment import EnrolmentSource
from learning.models.ways_in import EnrolmentRule, EnrolmentRuleUse
from learning.rules.ways_in import Refusal, rule_applies
from learning.ways_in import Refused

if TYPE_CHECKING:
    from django.db.models import QuerySet


def apply_rules(*, person: User, here: Structure | None = None) -> list[EnrolmentRuleUse]:
    """Apply to this person the rules of the structures where they learn, and of the one they are at (``here``).

    Each rule once for all, in a transaction of its own; one that cannot (a full group) is left for another day.
    """
    structures = set(
        Membership.objects.held_by(person)
        .current()
        .with_role("learner")
        .values_list("structure_id", flat=True)
    ) | ({here.pk} if here else set())
    rules = EnrolmentRule.objects.active().filter(structure__in=structures).exclude(uses__person=person)
    uses = [_apply(rule, person) for rule in _with_things(rules) if _is_about(rule, person)]
    return [use for use in uses if use]


def apply_rules_to_all() -> int:
    """Apply every active rule to every learner of its structure; how many times one was applied. Safe to repeat."""
    count = 0
    for rule in _with_things(EnrolmentRule.objects.active()):
        learners = User.objects.learners(Structure.objects.filter(pk=rule.structure_id)).filter(
            is_active=True
        )
        if rule.profile:
            learners = learners.filter(profile=rule.profile)
        if rule.email_domain:
            learners = learners.filter(
                emailaddress__verified=True, emailaddress__email__iendswith=rule.email_domain
            )
        done = EnrolmentRuleUse.objects.filter(rule=rule).values("person_id")
        for person in _with_addresses(learners.exclude(pk__in=done).distinct().order_by("pk")):
            count += bool(_is_about(rule, person) and _apply(rule, person))
    return count


def _with_things(rules: QuerySet[EnrolmentRule]) -> QuerySet[EnrolmentRule]:
    return rules.select_related("structure", "group", "module").order_by("pk")


def _with_addresses(people: Iterable[User]) -> Iterable[User]:
    return people.prefetch_related("emailaddress_set")


def _is_about(rule: EnrolmentRule, person: User) -> bool:
    return rule_applies(
        profile=rule.profile,
        email_domain=rule.email_domain,
        person_profile=person.profile,
        addresses=[one.email for one in person.emailaddress_set.all() if one.verified],
    )


def _apply(rule: EnrolmentRule, person: User) -> EnrolmentRuleUse | None:
    try:
        return _let_in(rule, person)
    except Refused:
        return None


@transaction.atomic
def _let_in(rule: EnrolmentRule, person: User) -> EnrolmentRuleUse | None:
    use, is_new = EnrolmentRuleUse.objects.get_or_create(rule=rule, person=person)
    if not is_new:
        return None
    if rule.group:
        join_group(group=rule.group, person=person, actor=None, source=EnrolmentSource.RULE)
    elif rule.module.live:
        enrol(
            learner=person,
            module=rule.module,
            structure=rule.structure,
            actor=None,
            source=EnrolmentSource.RULE,
        )
    else:
        raise Refused(Refusal.OFFLINE)
    LogEntry.objects.append(
        actor=None,
        verb="enrolment.by_rule",
        subject=rule,
        structure=rule.structure,
        payload={"learner": person.pk},
    )
    return use
