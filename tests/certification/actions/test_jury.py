"""A jury decides together, and can show later that it did it properly: from the convocation to the minutes."""

import io
from datetime import date, timedelta

import pytest
from django.utils import timezone
from pyhanko.pdf_utils.reader import PdfFileReader
from pypdf import PdfReader

from accounts.models import LogEntry
from certification.actions.close_session import close_session
from certification.actions.convene_jury import convene_jury
from certification.actions.decide_case import decide_case
from certification.actions.decide_dossier import decide_dossier
from certification.actions.declare_conflict import declare_conflict
from certification.actions.give_opinion import give_opinion
from certification.actions.make_minutes import make_minutes
from certification.actions.move_dossier import move
from certification.actions.name_president import name_president
from certification.actions.open_deliberation import open_deliberation
from certification.actions.open_session import open_session
from certification.actions.seat_member import seat_member
from certification.actions.send_to_jury import send_to_jury
from certification.actions.sign_opinion import sign_opinion, words_of
from certification.actions.sweep_pending import sweep_pending
from certification.actions.take_back_case import take_back_case
from certification.actions.unseat_member import unseat_member
from certification.actions.withdraw import withdraw
from certification.hearings import hearing_of
from certification.jury_refusals import OBSTACLES, TIES, JuryRefused
from certification.models import (
    Appraisal,
    Conflict,
    Credential,
    Dossier,
    JuryCase,
    JurySession,
    Minutes,
    Opinion,
)
from certification.models.jury import Settled
from certification.refusals import AlreadyDecided, DecidedByJury, MayNotDecide, NotEligible
from certification.rules.jury import Obstacle, Tie, seal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_queue")]

ALL = {"rigour": {"view": "favourable"}, "clarity": {"view": "favourable"}}


def refuses(*obstacles):
    """A block that must be refused for exactly these reasons."""

    class Block:
        def __enter__(self):
            self.raised = pytest.raises(JuryRefused)
            self.caught = self.raised.__enter__()

        def __exit__(self, *problem):
            done = self.raised.__exit__(*problem)
            assert self.caught.value.obstacles == obstacles
            return done

    return Block()


def verbs(session) -> list[str]:
    return list(LogEntry.objects.about(session).order_by("pk").values_list("verb", flat=True))


def test_every_obstacle_and_tie_has_its_words():
    assert set(OBSTACLES) == set(Obstacle)
    assert set(TIES) == set(Tie)


class TestConvening:
    def convene(self, house, scheme, actor, quorum=3):
        return convene_jury(
            structure=house,
            scheme=scheme,
            title=" Jury ",
            held_on=date(2026, 12, 3),
            quorum=quorum,
            actor=actor,
        )

    def test_it_is_planned_and_logged(self, house, judged, val):
        session = self.convene(house, judged.scheme, val)
        assert (session.state, session.title, session.quorum) == ("planned", "Jury", 3)
        assert verbs(session) == ["jury.convened"]

    def test_only_by_validators_and_managers_of_the_house(
        self, house, judged, grace, other_house, make_person
    ):
        for person in (grace, make_person("eve", other_house, "manager")):
            with refuses(Obstacle.NOT_STAFF):
                self.convene(house, judged.scheme, person)

    def test_only_for_a_scheme_that_says_so_and_of_this_house(self, house, version, judged, val, other_house):
        with refuses(Obstacle.NOT_BY_JURY):
            self.convene(house, version.scheme, val)
        judged.scheme.structure = other_house
        with refuses(Obstacle.NOT_BY_JURY):
            self.convene(house, judged.scheme, val)

    def test_a_quorum_is_no_smaller_than_the_rules_say(self, house, judged, val):
        with refuses(Obstacle.QUORUM_TOO_LOW):
            self.convene(house, judged.scheme, val, quorum=2)
        assert self.convene(house, judged.scheme, val, quorum=4).quorum == 4


class TestSeats:
    def test_the_first_seated_presides_and_each_is_told(self, session, jurors, mailoutbox):
        assert [one.presides for one in session.members.all()] == [True, False, False]
        assert [letter.to for letter in mailoutbox[-3:]] == [[one.email] for one in jurors[:3]]
        assert "Vous présidez." in mailoutbox[-3].body
        assert "Vous présidez." not in mailoutbox[-1].body
        assert "3 décembre 2026" in mailoutbox[-1].body

    def test_nobody_sits_twice_nor_is_seated_by_others(self, session, jurors, val, linus):
        with refuses(Obstacle.ALREADY_SEATED):
            seat_member(session=session, person=jurors[0], actor=val)
        with refuses(Obstacle.NOT_STAFF):
            seat_member(session=session, person=linus, actor=linus)

    def test_another_is_named_president(self, session, val, jurors):
        second = session.members.all()[1]
        name_president(member=second, actor=val)
        assert list(session.members.filter(presides=True)) == [second]
        with refuses(Obstacle.NOT_STAFF):
            name_president(member=second, actor=jurors[0])

    def test_who_has_not_signed_may_be_taken_out_with_their_draft(self, open_case, jurors, val, speak):
        speak(open_case, jurors[2], sign=False)
        declare_conflict(case=open_case, actor=jurors[2], reason="other")
        member = open_case.session.members.get(person=jurors[2])
        with refuses(Obstacle.NOT_STAFF):
            unseat_member(member=member, actor=jurors[0])
        unseat_member(member=member, actor=val)
        assert open_case.session.members.count() == 2
        assert not Opinion.objects.exists()
        assert not Conflict.objects.exists()
        for act in (unseat_member, name_president):
            with refuses(Obstacle.NOT_A_MEMBER):
                act(member=member, actor=val)

    def test_who_signed_stays(self, open_case, jurors, val, speak):
        speak(open_case, jurors[1])
        with refuses(Obstacle.HAS_SPOKEN):
            unseat_member(member=open_case.session.members.get(person=jurors[1]), actor=val)

    def test_nobody_comes_or_goes_once_they_deliberate(self, deliberating, jurors, val):
        with refuses(Obstacle.TOO_LATE):
            seat_member(session=deliberating.session, person=jurors[3], actor=val)
        with refuses(Obstacle.TOO_LATE):
            unseat_member(member=deliberating.session.members.first(), actor=val)

    def test_no_president_is_named_for_a_closed_session(self, minutes, val):
        with refuses(Obstacle.TOO_LATE):
            name_president(member=minutes.session.members.last(), actor=val)


class TestDossiers:
    def test_a_dossier_goes_before_it_and_its_candidate_is_told(self, case, mailoutbox):
        assert Dossier.objects.get().state == "jury"
        assert mailoutbox[-1].to == [case.dossier.candidate.email]
        assert "3 décembre 2026" in mailoutbox[-1].body
        assert verbs(case.session)[-1] == "jury.case_added"
        assert LogEntry.objects.about(case.dossier).order_by("-pk").first().verb == "dossier.jury"

    def test_not_ones_own_nor_by_somebody_else(self, session, before_jury, ada, appoint, grace):
        appoint(ada, "validator")
        for person in (ada, grace):
            with pytest.raises(MayNotDecide):
                send_to_jury(session=session, dossier=before_jury, actor=person)

    def test_not_twice_and_not_one_that_was_not_sent(self, case, val, house, judged, make_person):
        with refuses(Obstacle.NOT_SUBMITTED):
            send_to_jury(session=case.session, dossier=case.dossier, actor=val)
        take_back_case(case=case, actor=val, grounds="Salle fermée.")
        with refuses(Obstacle.HEARD_ALREADY):
            send_to_jury(session=case.session, dossier=case.dossier, actor=val)

    def test_not_one_of_another_scheme(self, session, dossier, val):
        with refuses(Obstacle.UNKNOWN):
            send_to_jury(session=session, dossier=dossier, actor=val)

    def test_not_one_whose_version_asks_for_a_validator_or_a_larger_quorum(self, session, before_jury, val):
        asked = before_jury.version.requirements
        for decision, obstacle in (
            ({"by": "validator"}, Obstacle.NOT_BY_JURY),
            (asked["decision"] | {"quorum": 4}, Obstacle.QUORUM_TOO_LOW),
        ):
            type(before_jury.version).objects.update(requirements=asked | {"decision": decision})
            with refuses(obstacle):
                send_to_jury(session=session, dossier=before_jury, actor=val)

    def test_not_once_they_deliberate(self, deliberating, before_jury, val):
        with refuses(Obstacle.TOO_LATE):
            send_to_jury(session=deliberating.session, dossier=before_jury, actor=val)

    def test_a_validator_alone_does_not_decide_it(self, before_jury, val):
        for verdict in ("validate", "refuse"):
            with pytest.raises(DecidedByJury):
                decide_dossier(dossier=before_jury, actor=val, verdict=verdict, reason="Non.")

    def test_it_is_taken_back_with_the_reason(self, case, val, mailoutbox, linus):
        with refuses(Obstacle.NOT_STAFF):
            take_back_case(case=case, actor=linus, grounds="Salle fermée.")
        with refuses(Obstacle.GROUNDS_MISSING):
            take_back_case(case=case, actor=val, grounds="  ")
        take_back_case(case=case, actor=val, grounds="Salle fermée.")
        assert Dossier.objects.get().state == "submitted"
        assert "Salle fermée." in mailoutbox[-1].body
        with refuses(Obstacle.ALREADY_DECIDED):
            take_back_case(case=case, actor=val, grounds="Encore.")

    def test_not_from_a_jury_that_can_decide(self, open_case, val, jurors):
        with refuses(Obstacle.STILL_HEARD):
            take_back_case(case=open_case, actor=val, grounds="Trop long.")
        declare_conflict(case=open_case, actor=jurors[1], reason="household")
        assert take_back_case(case=open_case, actor=val, grounds="Quorum.").decision == "not_heard"

    def test_one_withdrawn_meanwhile_does_not_hold_the_others_up(
        self, deliberating, ada, val, jurors, mailoutbox
    ):
        withdraw(dossier=deliberating.dossier, actor=ada)
        with pytest.raises(AlreadyDecided):
            decide_case(case=deliberating, actor=jurors[0], decision="validated")
        sent = len(mailoutbox)
        take_back_case(case=deliberating, actor=val, grounds="Retiré par la candidate.")
        assert Dossier.objects.get().state == "withdrawn"
        assert len(mailoutbox) == sent
        assert close_session(session=deliberating.session, actor=jurors[0])


class TestOpening:
    def test_members_are_told(self, open_case, jurors, mailoutbox):
        assert open_case.session.state == "open"
        assert {letter.to[0] for letter in mailoutbox[-3:]} == {one.email for one in jurors[:3]}
        assert all("avis" in letter.subject for letter in mailoutbox[-3:])

    def test_not_without_a_dossier_nor_enough_members_nor_twice(self, session, val, linus):
        with refuses(Obstacle.NOT_STAFF):
            open_session(session=session, actor=linus)
        for member in list(session.members.all())[1:]:
            unseat_member(member=member, actor=val)
        with refuses(Obstacle.TOO_FEW_MEMBERS, Obstacle.NO_CASE):
            open_session(session=session, actor=val)
        unseat_member(member=session.members.get(), actor=val)
        with refuses(Obstacle.NO_PRESIDENT, Obstacle.TOO_FEW_MEMBERS, Obstacle.NO_CASE):
            open_session(session=session, actor=val)

    def test_not_twice(self, open_case, val):
        with refuses(Obstacle.TOO_LATE):
            open_session(session=open_case.session, actor=val)


class TestTies:
    def test_a_declared_tie_excludes_for_good(self, open_case, jurors, speak):
        declare_conflict(case=open_case, actor=jurors[1], reason="household", note="Même foyer.")
        hearing = hearing_of(open_case)
        assert [(one.person, tie) for one, tie in hearing.excluded] == [(jurors[1], Tie.HOUSEHOLD)]
        assert not hearing.bench.quorum_holds
        with refuses(Obstacle.MAY_NOT_SPEAK):
            speak(open_case, jurors[1])
        with refuses(Obstacle.ALREADY_DECLARED):
            declare_conflict(case=open_case, actor=jurors[1], reason="other")

    def test_only_a_member_declares_one_that_is_offered(self, open_case, jurors, linus):
        with refuses(Obstacle.NOT_A_MEMBER):
            declare_conflict(case=open_case, actor=linus, reason="other")
        with refuses(Obstacle.UNKNOWN):
            declare_conflict(case=open_case, actor=jurors[0], reason="dislike")

    def test_one_declared_after_signing_takes_the_opinion_out(self, open_case, jurors, speak):
        for person in jurors[:3]:
            speak(open_case, person)
        declare_conflict(case=open_case, actor=jurors[2], reason="other")
        assert [one.member.person for one in hearing_of(open_case).counted] == jurors[:2]

    def test_a_decided_dossier_takes_none(self, deliberating, jurors):
        decide_case(case=deliberating, actor=jurors[0], decision="validated")
        with refuses(Obstacle.ALREADY_DECIDED):
            declare_conflict(case=deliberating, actor=jurors[1], reason="other")

    def test_the_candidate_who_sits_does_not_speak_of_themselves(self, open_case, ada, val, speak):
        seat_member(session=open_case.session, person=ada, actor=val)
        with refuses(Obstacle.MAY_NOT_SPEAK):
            speak(open_case, ada)
        with refuses(Obstacle.MAY_NOT_SPEAK):
            sign_opinion(case=open_case, actor=ada)

    def test_the_same_association_as_the_dossier_states(self, open_case):
        Dossier.objects.update(association_name="RIVE")
        assert {tie for _one, tie in hearing_of(open_case).excluded} == {Tie.SAME_ASSOCIATION}

    def test_who_appraised_or_confirmed_trained_them(self, open_case, jurors, enrolment):
        Appraisal.objects.create(
            dossier=open_case.dossier, author="pedagogical_lead", text="Bien.", written_by=jurors[0]
        )
        enrolment.completed_steps.update(confirmed_by=jurors[1])
        assert [tie for _one, tie in hearing_of(open_case).excluded] == [Tie.OWN_TRAINEE] * 2

    def test_the_tutor_of_their_practice_too(self, open_case, jurors, give):
        give(open_case.dossier, "practice")
        open_case.dossier.practices.update(tutor_email=jurors[2].email.upper())
        assert [tie for _one, tie in hearing_of(open_case).excluded] == [Tie.OWN_TRAINEE]

    def test_a_second_account_counts_once(self, open_case, make_person, val):
        twin = make_person("twin")
        twin.email = "irene+bis@exemple.fr"
        twin.save()
        seat_member(session=open_case.session, person=twin, actor=val)
        assert [tie for _one, tie in hearing_of(open_case).excluded] == [Tie.TWICE]


class TestOpinions:
    def test_one_is_kept_then_changed_then_signed(self, open_case, jurors, speak):
        speak(open_case, jurors[0], "reserved", "Hésite.", sign=False)
        opinion = speak(open_case, jurors[0], "favourable", "Convainc.")
        assert Opinion.objects.get() == opinion
        assert (opinion.view, opinion.text) == ("favourable", "Convainc.")
        assert opinion.seal == seal(words_of(Opinion.objects.select_related("case", "member").get()))
        assert verbs(open_case.session)[-3:] == ["jury.opinion_given"] * 2 + ["jury.opinion_signed"]

    def test_a_signed_one_cannot_change(self, open_case, jurors, speak):
        stale = speak(open_case, jurors[0], sign=False)
        signed = speak(open_case, jurors[0])
        with refuses(Obstacle.ALREADY_SIGNED):
            speak(open_case, jurors[0], "unfavourable")
        with refuses(Obstacle.ALREADY_SIGNED):
            sign_opinion(case=open_case, actor=jurors[0])
        for opinion in (stale, signed, Opinion.objects.get()):
            opinion.view = "unfavourable"
            with pytest.raises(Settled):
                opinion.save()
            with pytest.raises(Settled):
                opinion.delete()
        with pytest.raises(TypeError):
            Opinion.objects.update(view="unfavourable")
        with pytest.raises(TypeError):
            Opinion.objects.all().delete()
        assert Opinion.objects.get().view == "favourable"

    def test_they_are_hidden_until_all_have_signed(self, open_case, jurors, speak):
        for person in jurors[:2]:
            speak(open_case, person)
        speak(open_case, jurors[2], sign=False)
        hearing = hearing_of(open_case)
        assert hearing.shown == ()
        assert [one.person for one in hearing.missing] == [jurors[2]]
        sign_opinion(case=open_case, actor=jurors[2])
        assert len(hearing_of(open_case).shown) == 3

    @pytest.mark.parametrize(
        ("criteria", "view", "text", "obstacle"),
        [
            ({}, "favourable", "Bien.", Obstacle.CRITERIA_MISSING),
            ({"rigour": {"view": "favourable"}}, "favourable", "Bien.", Obstacle.CRITERIA_MISSING),
            (ALL | {"clarity": {"view": "superb"}}, "favourable", "Bien.", Obstacle.CRITERIA_MISSING),
            (ALL, "reserved", "  ", Obstacle.TEXT_MISSING),
            (ALL, "unfavourable", "", Obstacle.TEXT_MISSING),
        ],
    )
    def test_one_that_says_too_little_is_not_signed(self, open_case, jurors, criteria, view, text, obstacle):
        give_opinion(case=open_case, actor=jurors[0], view=view, criteria=criteria, text=text)
        with refuses(obstacle):
            sign_opinion(case=open_case, actor=jurors[0])

    def test_nothing_written_is_not_signed(self, open_case, jurors):
        with refuses(Obstacle.CRITERIA_MISSING):
            sign_opinion(case=open_case, actor=jurors[0])

    def test_only_members_speak_while_the_session_is_open(self, case, jurors, linus, speak, val):
        with refuses(Obstacle.NOT_OPEN):
            speak(case, jurors[0])
        open_session(session=case.session, actor=val)
        with refuses(Obstacle.NOT_A_MEMBER):
            speak(case, linus)
        with refuses(Obstacle.NOT_A_MEMBER):
            sign_opinion(case=case, actor=linus)
        with refuses(Obstacle.UNKNOWN):
            speak(case, jurors[0], "enthusiastic")

    def test_a_draft_is_not_signed_late(self, open_case, jurors, speak):
        speak(open_case, jurors[0], sign=False)
        JurySession.objects.update(state="deliberating")
        with refuses(Obstacle.NOT_OPEN):
            sign_opinion(case=open_case, actor=jurors[0])


class TestDeliberation:
    def test_the_president_alone_opens_it_once_all_signed(self, open_case, jurors, speak):
        for person in jurors[:2]:
            speak(open_case, person)
        with refuses(Obstacle.NOT_LEADING):
            open_deliberation(session=open_case.session, actor=jurors[1])
        with refuses(Obstacle.OPINIONS_MISSING):
            open_deliberation(session=open_case.session, actor=jurors[0])
        speak(open_case, jurors[2])
        assert open_deliberation(session=open_case.session, actor=jurors[0]).state == "deliberating"
        with refuses(Obstacle.NOT_OPEN):
            open_deliberation(session=open_case.session, actor=jurors[0])

    def test_a_dossier_without_quorum_does_not_hold_it_up(self, open_case, jurors):
        declare_conflict(case=open_case, actor=jurors[1], reason="other")
        assert open_deliberation(session=open_case.session, actor=jurors[0]).state == "deliberating"
        with refuses(Obstacle.NO_QUORUM, Obstacle.OPINIONS_MISSING):
            decide_case(case=open_case, actor=jurors[0], decision="validated")


class TestDecisions:
    def test_validated_grants_the_certificate_at_once(self, deliberating, jurors, mailoutbox):
        decide_case(case=deliberating, actor=jurors[0], decision="validated")
        dossier = Dossier.objects.get()
        certificate = Credential.objects.get(subject=f"dossier:{dossier.pk}")
        assert (dossier.state, dossier.decided_by) == ("validated", jurors[0])
        assert dossier.record
        assert certificate.number in mailoutbox[-1].body
        assert verbs(deliberating.session)[-1] == "jury.case_decided"

    def test_refused_needs_grounds_and_is_told(self, deliberating, jurors, mailoutbox):
        with refuses(Obstacle.GROUNDS_MISSING):
            decide_case(case=deliberating, actor=jurors[0], decision="refused", grounds=" ")
        decide_case(case=deliberating, actor=jurors[0], decision="refused", grounds="L’épargne d’O'Brien.")
        assert Dossier.objects.get().state == "refused"
        assert "L’épargne d’O'Brien." in mailoutbox[-1].body

    def test_adjourned_goes_back_to_the_candidate_undecided(self, deliberating, jurors):
        decide_case(case=deliberating, actor=jurors[0], decision="adjourned", grounds="Un justificatif.")
        dossier = Dossier.objects.get()
        assert (dossier.state, dossier.reason, dossier.decided_at) == ("adjourned", "Un justificatif.", None)

    def test_partial_keeps_what_is_met_and_nothing_else(self, deliberating, jurors):
        for kept in ([], ["practice"]):
            with refuses(Obstacle.NOTHING_KEPT):
                decide_case(
                    case=deliberating, actor=jurors[0], decision="partial", kept_parts=kept, grounds="Bien."
                )
        decide_case(
            case=deliberating,
            actor=jurors[0],
            decision="partial",
            kept_parts=["group:bases"],
            grounds="Bien.",
        )
        dossier = Dossier.objects.get()
        assert (dossier.state, dossier.kept_parts) == ("partial", ["group:bases"])
        assert JuryCase.objects.get().kept_parts == ["group:bases"]

    def test_what_no_longer_stands_is_not_validated(self, deliberating, jurors):
        Credential.objects.of_kind("attestation").update(status="revoked", sha256="0" * 64)
        with pytest.raises(NotEligible):
            decide_case(case=deliberating, actor=jurors[0], decision="validated")
        assert Dossier.objects.get().state == "jury"

    def test_against_somebodys_advice_it_is_explained(self, open_case, jurors, speak):
        speak(open_case, jurors[0])
        speak(open_case, jurors[1])
        speak(open_case, jurors[2], "unfavourable", "Trop court.")
        open_deliberation(session=open_case.session, actor=jurors[0])
        with refuses(Obstacle.GROUNDS_MISSING):
            decide_case(case=open_case, actor=jurors[0], decision="validated")
        assert decide_case(case=open_case, actor=jurors[0], decision="validated", grounds="À deux contre un.")

    def test_only_by_whoever_leads_and_of_what_is_offered(self, deliberating, jurors, val):
        for person in (jurors[1], val):
            with refuses(Obstacle.NOT_LEADING):
                decide_case(case=deliberating, actor=person, decision="validated")
        with refuses(Obstacle.UNKNOWN):
            decide_case(case=deliberating, actor=jurors[0], decision="not_heard", grounds="x")

    def test_a_president_with_a_tie_leaves_the_lead_to_the_next(
        self, session, before_jury, val, jurors, speak
    ):
        seat_member(session=session, person=jurors[3], actor=val)
        case = send_to_jury(session=session, dossier=before_jury, actor=val)
        open_session(session=session, actor=val)
        declare_conflict(case=case, actor=jurors[0], reason="own_trainee")
        for person in jurors[1:]:
            speak(case, person)
        open_deliberation(session=session, actor=jurors[0])
        with refuses(Obstacle.NOT_LEADING):
            decide_case(case=case, actor=jurors[0], decision="validated")
        assert decide_case(case=case, actor=jurors[1], decision="validated").decided_at

    def test_nobody_leads_where_all_are_excluded(self, open_case, jurors):
        for person in jurors[:3]:
            declare_conflict(case=open_case, actor=person, reason="other")
        open_deliberation(session=open_case.session, actor=jurors[0])
        with refuses(Obstacle.NO_QUORUM):
            decide_case(case=open_case, actor=jurors[0], decision="validated")

    def test_not_before_the_deliberation(self, open_case, jurors, speak):
        for person in jurors[:3]:
            speak(open_case, person)
        with refuses(Obstacle.NOT_DELIBERATING):
            decide_case(case=open_case, actor=jurors[0], decision="validated")

    def test_it_is_made_once_and_never_changes(self, deliberating, jurors):
        decide_case(case=deliberating, actor=jurors[0], decision="validated")
        with refuses(Obstacle.ALREADY_DECIDED):
            decide_case(case=deliberating, actor=jurors[0], decision="refused", grounds="Non.")
        decided = JuryCase.objects.get()
        decided.decision = "refused"
        with pytest.raises(Settled):
            decided.save()
        with pytest.raises(TypeError):
            JuryCase.objects.update(decision="refused")
        assert Credential.objects.of_kind("certificate").count() == 1

    def test_an_appeal_is_heard_by_others(self, deliberating, jurors, house, judged, val, ada, make_person):
        decide_case(case=deliberating, actor=jurors[0], decision="refused", grounds="Non.")
        dossier = Dossier.objects.locked().get()
        move(dossier=dossier, event="appeal", actor=ada)
        move(dossier=dossier, event="review_again", actor=val)
        again = convene_jury(
            structure=house,
            scheme=judged.scheme,
            title="Recours",
            held_on=date(2027, 1, 8),
            quorum=3,
            actor=val,
        )
        others = [jurors[3], make_person("marc"), make_person("noor")]
        for person in (*others, jurors[1]):
            seat_member(session=again, person=person, actor=val)
        case = send_to_jury(session=again, dossier=dossier, actor=val)
        hearing = hearing_of(case)
        assert [one.person for one in hearing.speaking] == others
        assert [(one.person, tie) for one, tie in hearing.excluded] == [(jurors[1], Tie.JUDGED)]
        # The first session stays what it was.
        assert len(hearing_of(deliberating).counted) == 3


class TestMinutes:
    def test_they_are_numbered_and_frozen_word_for_word(self, minutes, jurors, this_year):
        assert minutes.number == f"VAL-PV-{this_year}-0001"
        [case] = minutes.frozen["cases"]
        assert case["decision_words"] == "Validé"
        assert [one["name"] for one in case["opinions"]] == [one.display_name for one in jurors[:3]]
        assert case["opinions"][0]["criteria"][0]["label"] == "Rigueur des comptes"
        assert minutes.frozen["members"][0]["presides"]
        assert verbs(minutes.session)[-1] == "jury.closed"

    def test_a_partial_validation_says_what_is_kept_and_who_did_not_speak(
        self, session, before_jury, val, jurors, speak
    ):
        seat_member(session=session, person=jurors[3], actor=val)
        case = send_to_jury(session=session, dossier=before_jury, actor=val)
        open_session(session=session, actor=val)
        declare_conflict(case=case, actor=jurors[3], reason="household")
        for person in jurors[:3]:
            speak(case, person)
        open_deliberation(session=session, actor=jurors[0])
        decide_case(
            case=case, actor=jurors[0], decision="partial", kept_parts=["group:bases"], grounds="À revoir."
        )
        [frozen] = close_session(session=session, actor=jurors[0]).frozen["cases"]
        assert frozen["kept"] == ["Modules : Bases".replace(" :", "\u00a0:")]
        assert frozen["excluded"] == [{"name": "Lucie Exemple", "tie": "même foyer, selon sa déclaration"}]

    def test_only_once_all_is_decided_by_the_president(self, deliberating, jurors, val):
        with refuses(Obstacle.UNDECIDED):
            close_session(session=deliberating.session, actor=jurors[0])
        decide_case(case=deliberating, actor=jurors[0], decision="validated")
        with refuses(Obstacle.NOT_LEADING):
            close_session(session=deliberating.session, actor=val)
        close_session(session=deliberating.session, actor=jurors[0])
        with refuses(Obstacle.NOT_DELIBERATING):
            close_session(session=deliberating.session, actor=jurors[0])
        assert Minutes.objects.count() == 1

    def test_a_closed_session_never_changes(self, minutes):
        session = JurySession.objects.get()
        session.title = "Autre"
        with pytest.raises(Settled):
            session.save()

    def test_numbers_have_no_gap_when_a_closing_fails(self, deliberating, jurors, monkeypatch, this_year):
        decide_case(case=deliberating, actor=jurors[0], decision="validated")
        with monkeypatch.context() as patch:
            patch.setattr("certification.actions.close_session.freeze", lambda *args: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                close_session(session=deliberating.session, actor=jurors[0])
        assert close_session(session=deliberating.session, actor=jurors[0]).number.endswith("-0001")

    def test_the_file_is_made_once_from_the_frozen_words(self, minutes, files):
        assert make_minutes(minutes=minutes)
        made = Minutes.objects.get()
        assert not make_minutes(minutes=made)
        assert not make_minutes(minutes=minutes)  # a second worker, which read it before
        assert (made.status, len(files())) == ("issued", 1)
        # Signed by the house's key over the whole file, at the moment that is kept.
        [signature] = PdfFileReader(io.BytesIO(files()[0].read_bytes())).embedded_signatures
        signature.compute_integrity_info()
        assert signature.evaluate_signature_coverage().name == "ENTIRE_FILE"
        assert signature.signer_cert.sha256.hex() == made.signed_with.fingerprint
        assert signature.self_reported_timestamp == made.made_at.replace(microsecond=0)
        text = " ".join(
            page.extract_text() for page in PdfReader(io.BytesIO(files()[0].read_bytes())).pages
        ).replace("\u00a0", " ")
        for words in (made.number, "Ada Exemple", "Irene Exemple", "Validé", "Rigueur des comptes"):
            assert words in text
        assert LogEntry.objects.about(made).order_by("-pk").first().verb == "minutes.made"

    def test_words_that_cannot_be_printed_say_so(self, minutes):
        minutes.frozen["title"] = "Jury 会議"
        assert not make_minutes(minutes=minutes)
        assert "caractères" in Minutes.objects.get().problem

    def test_a_lost_task_is_asked_for_again(self, minutes, monkeypatch):
        asked = []
        monkeypatch.setattr(
            "certification.actions.sweep_pending.async_task", lambda *args: asked.append(args)
        )
        sweep_pending(now=timezone.now() + timedelta(hours=1))
        assert ("certification.tasks.make_minutes", minutes.pk) in asked
