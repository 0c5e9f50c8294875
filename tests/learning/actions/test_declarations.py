"""Activities elsewhere: declared once, answered once, by somebody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import LogEntry
from learning.actions.confirm_declaration import confirm_declaration
from learning.actions.declare_activity import declare_activity
from learning.actions.refuse_declaration import refuse_declaration
from learning.activities.refusals import Answered, Refused
from learning.models import CompletedStep, Declaration, ExternalActivityPage, Notification
from learning.rules.declarations import Refusal


@pytest.fixture
def activity(add) -> ExternalActivityPage:
    return add(ExternalActivityPage(title="Assemblée", slug="assemblee"))


@pytest.fixture
def declare(enrolment, activity, ada):
    """A function that declares an activity of today, of two hours."""

    def declare(**fields):
        said = {"done_on": timezone.localdate(), "minutes": 120, "actor": ada} | fields
        return declare_activity(enrolment=enrolment, page=activity, **said)

    return declare


def test_another_while_one_stands_changes_nothing(declare, grace):
    one = declare(note="Chez Éloïse O’Brien")
    assert declare(minutes=30, note="Encore").pk == one.pk
    assert (Declaration.objects.get().minutes, Declaration.objects.get().note) == (120, "Chez Éloïse O’Brien")
    confirm_declaration(declaration=one, actor=grace)
    assert declare().pk == one.pk
    assert LogEntry.objects.filter(verb="activity.declared").count() == 1


def test_everything_missing_is_told_at_once(declare):
    with pytest.raises(Refused) as caught:
        declare(done_on=None, minutes=None)
    assert list(caught.value.reasons) == [Refusal.NO_DATE, Refusal.MINUTES]
    assert not Declaration.objects.exists()


def test_refused_with_a_reason_it_counts_for_nothing_and_may_be_declared_again(
    declare, grace, ada, enrolment
):
    one = refuse_declaration(
        declaration=declare(), actor=grace, reason="  Ce jour-là, la salle était fermée. "
    )
    assert (one.state, one.reason) == ("refused", "Ce jour-là, la salle était fermée.")
    assert (one.decided_by, one.minutes_confirmed) == (grace, None) and one.decided_at
    assert not CompletedStep.objects.exists()
    line = LogEntry.objects.get(verb="activity.refused")
    assert (line.actor, line.structure, line.payload) == (grace, enrolment.structure, {"step": "Assemblée"})
    told = Notification.objects.get(kind="declaration_decided")
    assert (told.person, told.words["confirmed"], told.words["reason"]) == (ada, False, one.reason)
    again = declare(done_on=timezone.localdate() - timedelta(days=1))
    assert again.pk != one.pk and again.state == "declared"


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_refusal_without_a_reason_is_none(declare, grace, reason):
    one = declare()
    with pytest.raises(Refused) as caught:
        refuse_declaration(declaration=one, actor=grace, reason=reason)
    assert list(caught.value.reasons) == [Refusal.NO_REASON]
    one.refresh_from_db()
    assert (one.state, one.decided_by) == ("declared", None)


def answers(actor):
    return [
        lambda one: confirm_declaration(declaration=one, actor=actor),
        lambda one: refuse_declaration(declaration=one, actor=actor, reason="Non."),
    ]


def test_nobody_answers_their_own(declare, ada):
    one = declare()
    for answer in answers(ada):
        with pytest.raises(Refused) as caught:
            answer(one)
        assert list(caught.value.reasons) == [Answered.OWN]
    one.refresh_from_db()
    assert one.state == "declared"
    assert not CompletedStep.objects.exists()


@pytest.mark.parametrize("first", [0, 1], ids=["confirmed", "refused"])
def test_whoever_answers_second_is_told_so(declare, grace, marie, first):
    one = declare()
    answers(grace)[first](one)
    for answer in answers(marie):
        with pytest.raises(Refused) as caught:
            answer(one)
        assert list(caught.value.reasons) == [Answered.MEANWHILE]
    one.refresh_from_db()
    assert (one.state, one.decided_by) == (["confirmed", "refused"][first], grace)
    assert CompletedStep.objects.count() == [1, 0][first]
    assert Notification.objects.filter(kind="declaration_decided").count() == 1


def test_a_step_that_was_deleted_is_not_confirmed_but_may_be_answered(declare, activity, grace):
    one = declare()
    activity.delete()
    with pytest.raises(Refused) as caught:
        confirm_declaration(declaration=one, actor=grace)
    assert list(caught.value.reasons) == [Answered.STEP_GONE]
    assert (
        refuse_declaration(declaration=one, actor=grace, reason="L’étape n’existe plus.").state == "refused"
    )
