"""What was read before having an account is given to the account: merged, never doubled."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import LogEntry
from learning.actions.claim_reading import claim_reading
from learning.actions.complete_step import complete_step
from learning.models import CompletedStep, Enrolment
from learning.reading import ReadStep

THEN = timezone.now() - timedelta(days=1)


def read(*steps, at=THEN):
    return [ReadStep(step.translation_key, at, step.live_revision_id) for step in steps]


def test_reading_enrols_and_records_each_step_when_it_was_read(linus, module, sequences, house):
    claimed = claim_reading(learner=linus, reading=read(*sequences), structure=house, actor=linus)

    enrolment = Enrolment.objects.get(learner=linus)
    assert enrolment.enrolled_at == THEN
    assert [(fact.step_title, fact.completed_at) for fact in claimed] == [
        ("Séquence 1", THEN),
        ("Séquence 2", THEN),
    ]
    assert claimed[0].revision_id == sequences[0].live_revision_id
    assert LogEntry.objects.get(verb="reading.claimed").payload["steps"] == ["Séquence 1", "Séquence 2"]


def test_claiming_twice_changes_nothing(linus, sequences, house):
    claim_reading(learner=linus, reading=read(*sequences), structure=house, actor=linus)
    assert claim_reading(learner=linus, reading=read(*sequences), structure=house, actor=linus) == []
    assert CompletedStep.objects.count() == 2


def test_what_was_done_with_the_account_stays_as_it_was(ada, enrolment, sequences, house):
    fact = complete_step(enrolment=enrolment, step=sequences[0], actor=ada)
    claimed = claim_reading(learner=ada, reading=read(*sequences), structure=house, actor=ada)

    assert [one.step_title for one in claimed] == ["Séquence 2"]
    assert {one.enrolment for one in claimed} == {enrolment}
    fact.refresh_from_db()
    assert fact.completed_at > THEN


def test_a_quiz_is_not_finished_by_reading_it(linus, quiz, house):
    assert claim_reading(learner=linus, reading=read(quiz), structure=house, actor=linus) == []
    assert not Enrolment.objects.by(linus).exists()


def test_steps_that_are_gone_are_dropped(linus, sequences, house):
    reading = read(*sequences)
    sequences[0].delete()
    sequences[1].unpublish()
    assert claim_reading(learner=linus, reading=reading, structure=house, actor=linus) == []


def test_a_clock_ahead_of_ours_never_dates_a_step_in_the_future(linus, sequence, house):
    tomorrow = timezone.now() + timedelta(days=1)
    fact = claim_reading(learner=linus, reading=read(sequence, at=tomorrow), structure=house, actor=linus)[0]
    assert fact.completed_at <= timezone.now()


def test_without_a_site_the_house_that_owns_the_module_is_the_one(linus, sequence, house):
    claim_reading(learner=linus, reading=read(sequence), structure=None, actor=linus)
    assert Enrolment.objects.get(learner=linus).structure == house


def test_what_was_read_at_another_house_is_studied_there(linus, house, other_house, make_module):
    theirs = make_module(other_house, "DROIT", "Un module de dix minutes", sequences=1, quiz=False)
    step = theirs.get_children().get().specific
    claim_reading(learner=linus, reading=read(step), structure=house, actor=linus)
    assert Enrolment.objects.get(learner=linus).structure == other_house


def test_steps_of_two_modules_make_two_enrolments(linus, sequence, house, make_module):
    other = make_module(house, "AUTRE", "Autre module", sequences=1, quiz=False)
    claim_reading(
        learner=linus,
        reading=read(sequence, other.get_children().get().specific),
        structure=house,
        actor=linus,
    )
    assert Enrolment.objects.by(linus).count() == 2
    assert CompletedStep.objects.by(linus).count() == 2


def test_having_read_all_of_a_module_finishes_it(linus, house, make_module, announced):
    short = make_module(house, "COURT", "Court", sequences=1, quiz=False)
    claim_reading(
        learner=linus, reading=read(short.get_children().get().specific), structure=house, actor=linus
    )
    assert [one.learner for one in announced] == [linus]
