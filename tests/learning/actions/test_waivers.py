"""Waivers, equivalences and exemptions: who grants them, what they open, and that they are never hours."""

import pytest
from django.utils import timezone

from accounts.models import LogEntry
from certification.models import Credential
from learning.actions.complete_step import complete_step
from learning.actions.end_waiver import end_waiver
from learning.actions.grant_waiver import grant_waiver
from learning.actions.leave import leave
from learning.models import Attempt, Enrolment, ModulePage, QuizPage, Waiver
from learning.waivers import NotWaived


def waive(learner, module, house, actor, step=None, **more):
    words = {"reason": "Diplôme du même niveau", "evidence": "BAFD n° 12, 2019"} | more
    return grant_waiver(learner=learner, module=module, structure=house, actor=actor, step=step, **words)


def study_of(enrolment):
    enrolment.refresh_from_db()
    return ModulePage.objects.enrolled([enrolment], request=None)[0]


class TestGranting:
    def test_a_waived_step_counts_as_done_and_never_as_minutes(
        self, ada, enrolment, module, sequences, quiz, house, val
    ):
        waive(ada, module, house, val, sequences[0])
        complete_step(enrolment=enrolment, step=sequences[1], actor=ada)
        study = study_of(enrolment)
        assert (study.progress.done, study.progress.waived, study.progress.percent) == (2, 1, 85)
        complete_step(enrolment=enrolment, step=quiz, actor=ada)
        assert study_of(enrolment).is_finished
        frozen = Credential.objects.get(subject=f"enrolment:{enrolment.pk}").frozen
        assert (frozen["minutes"], frozen["waived"]) == (40, ["Séquence 1"])
        assert "certaines étapes ont été dispensées" in frozen["sentence"]

    def test_it_finishes_what_lacked_only_that(
        self, ada, enrolment, module, sequences, quiz, house, val, announced
    ):
        complete_step(enrolment=enrolment, step=quiz, actor=ada)
        for step in sequences:
            waive(ada, module, house, val, step)
        assert announced == [enrolment]

    def test_a_module_finished_by_waivers_alone_gives_no_attestation(
        self, ada, enrolment, module, sequences, quiz, house, val, announced
    ):
        for step in [*sequences, quiz]:
            waive(ada, module, house, val, step)
        study = study_of(enrolment)
        assert (study.is_finished, study.is_recognised, study.progress.percent) == (False, True, 100)
        assert announced == []
        assert not Credential.objects.exists()

    def test_it_is_granted_once_and_logged(self, ada, module, sequence, house, val):
        first = waive(ada, module, house, val, sequence)
        assert waive(ada, module, house, val, sequence) == first
        assert waive(ada, module, house, val) == waive(ada, module, house, val)
        lines = LogEntry.objects.filter(verb="waiver.granted").order_by("pk")
        assert [line.payload["kind"] for line in lines] == ["waiver", "equivalence"]

    def test_an_equivalence_waives_no_step(self, ada, enrolment, module, sequences, quiz, house, val):
        waive(ada, module, house, val)
        complete_step(enrolment=enrolment, step=quiz, actor=ada)
        study = study_of(enrolment)
        assert (study.is_equivalent, study.is_finished, study.progress.percent) == (True, False, 14)

    @pytest.mark.parametrize(
        ("who", "words", "why"),
        [
            ("marie", {}, None),
            ("grace", {}, "valident ou gèrent"),
            ("ada", {}, "pour soi-même"),
            ("val", {"reason": " "}, "Dites pourquoi"),
            ("val", {"evidence": ""}, "ce que vous avez vu"),
        ],
    )
    def test_who_may_and_with_what_words(self, who, words, why, ada, module, sequence, house, request):
        actor = request.getfixturevalue(who)
        if why is None:
            assert waive(ada, module, house, actor, sequence, **words).granted_by == actor
            return
        with pytest.raises(NotWaived, match=why):
            waive(ada, module, house, actor, sequence, **words)

    def test_nobody_waives_for_themselves_whatever_their_roles(self, house, module, sequence, marie):
        with pytest.raises(NotWaived, match="pour soi-même"):
            waive(marie, module, house, marie, sequence)

    def test_what_was_done_is_not_waived(self, ada, enrolment, module, sequences, quiz, house, val):
        complete_step(enrolment=enrolment, step=sequences[0], actor=ada)
        with pytest.raises(NotWaived, match="déjà fait"):
            waive(ada, module, house, val, sequences[0])
        complete_step(enrolment=enrolment, step=sequences[1], actor=ada)
        complete_step(enrolment=enrolment, step=quiz, actor=ada)
        with pytest.raises(NotWaived, match="déjà fait"):
            waive(ada, module, house, val)


class TestEnding:
    def test_the_step_is_to_be_done_again_and_what_was_finished_stays(
        self, ada, enrolment, module, sequences, quiz, house, val
    ):
        waiver = waive(ada, module, house, val, sequences[0])
        assert end_waiver(waiver=waiver, actor=val, reason="Accordée par erreur") is True
        assert end_waiver(waiver=waiver, actor=val, reason="Encore") is False
        assert study_of(enrolment).progress.percent == 0
        assert LogEntry.objects.filter(verb="waiver.ended").count() == 1
        # It may be granted again: history is kept.
        again = waive(ada, module, house, val, sequences[0])
        complete_step(enrolment=enrolment, step=sequences[1], actor=ada)
        complete_step(enrolment=enrolment, step=quiz, actor=ada)
        end_waiver(waiver=again, actor=val, reason="Erreur")
        assert study_of(enrolment).progress.percent == 100
        assert Waiver.objects.count() == 2

    def test_nobody_ends_their_own_nor_without_a_reason(self, ada, module, sequence, house, val):
        waiver = waive(ada, module, house, val, sequence)
        with pytest.raises(NotWaived, match="pour soi-même"):
            end_waiver(waiver=waiver, actor=ada, reason="Non")
        with pytest.raises(NotWaived, match="Dites pourquoi"):
            end_waiver(waiver=waiver, actor=val, reason=" ")


class TestPositioning:
    @pytest.fixture
    def positioning(self, module, make_quiz) -> QuizPage:
        return make_quiz(module, "Où en êtes-vous ?", exempts=True, required=False)

    def test_passing_it_waives_the_lessons_left(self, ada, enrolment, module, sequences, quiz, positioning):
        complete_step(enrolment=enrolment, step=sequences[0], actor=ada)
        Attempt.objects.create(
            enrolment=enrolment,
            quiz=positioning,
            quiz_key=positioning.translation_key,
            quiz_title=positioning.title,
            percent=90,
            passed=True,
            submitted_at=timezone.now(),
        )
        complete_step(enrolment=enrolment, step=positioning, actor=ada)
        waiver = Waiver.objects.get()
        assert (waiver.kind, waiver.step_key, waiver.granted_by) == (
            "positioning",
            sequences[1].translation_key,
            None,
        )
        assert "Où en êtes-vous" in waiver.evidence
        assert "90" in waiver.evidence
        complete_step(enrolment=enrolment, step=positioning, actor=ada)
        assert Waiver.objects.count() == 1
        complete_step(enrolment=enrolment, step=quiz, actor=ada)
        assert study_of(enrolment).is_finished

    def test_without_a_kept_attempt_the_quiz_is_the_evidence(self, ada, enrolment, positioning):
        complete_step(enrolment=enrolment, step=positioning, actor=ada)
        assert {waiver.evidence for waiver in Waiver.objects.all()} == {
            "Questionnaire «\u00a0Où en êtes-vous ?\u00a0»"
        }

    def test_another_quiz_waives_nothing(self, ada, enrolment, quiz):
        complete_step(enrolment=enrolment, step=quiz, actor=ada)
        assert not Waiver.objects.exists()


def test_coming_back_finishes_what_the_module_came_to_ask(
    ada, enrolment, module, sequences, quiz, house, announced
):
    from learning.actions.enrol import enrol

    for step in sequences:
        complete_step(enrolment=enrolment, step=step, actor=ada)
    leave(enrolment=enrolment, actor=ada)
    quiz.unpublish()
    assert announced == []
    enrol(learner=ada, module=module, structure=house, actor=ada)
    assert announced == [enrolment]
    assert Enrolment.objects.get(pk=enrolment.pk).completed_at
