"""What the pedagogical lead does: exemptions after an interview, appraisals; and guardians' authorisations."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import LogEntry
from certification.actions.appraise_theory import appraise_theory
from certification.actions.decide_exemption import decide_exemption, may_exempt, rule_of
from certification.actions.move_dossier import move
from certification.actions.see_guardian_authorisation import see_guardian_authorisation
from certification.evidence import eligibility_of_dossier
from certification.models import Appraisal, Dossier, Exemption, SchemeVersion
from certification.refusals import (
    AuthorisationMissing,
    InterviewMissing,
    MayNotDecide,
    NotAsked,
    ReasonMissing,
    TooLate,
    WordsMissing,
)
from certification.rules.separation import Obstacle

pytestmark = pytest.mark.django_db


def ruled(version, **changes):
    """The version under other rules; in force, it is changed behind its back."""
    SchemeVersion.objects.filter(pk=version.pk).update(requirements=version.requirements | changes)


@pytest.fixture
def lead(practical, val):
    practical.scheme.leads.add(val)
    return val


@pytest.fixture
def asking(opened, give, ada):
    """Ada's dossier, whose exemption waits."""
    dossier = give(opened, "birth_date")
    Exemption.objects.create(dossier=dossier, grounds="Trésorière depuis dix ans.")
    return move(dossier=dossier, event="request_exemption", actor=ada)


def decide(dossier, actor, verdict="grant", grounds="Dix ans de comptes.", interview_on=date(2026, 1, 5)):
    return decide_exemption(
        dossier=dossier, actor=actor, verdict=verdict, grounds=grounds, interview_on=interview_on
    )


class TestExemption:
    def test_granted_it_stands_for_practice(self, asking, lead, mailoutbox):
        exemption = decide(asking, lead)
        assert (exemption.state, exemption.interviewer, exemption.decided_by) == ("granted", lead, lead)
        assert eligibility_of_dossier(asking).of("practice").met
        assert LogEntry.objects.filter(verb="dossier.exempted").exists()
        # The module is still to follow: facts say so.
        assert Dossier.objects.get().state == "theory" or Dossier.objects.get().state == "registered"
        assert "Dix ans de comptes." in mailoutbox[-1].body

    def test_refused_practice_is_done_like_everybody_s(self, asking, lead):
        assert decide(asking, lead, "refuse").state == "refused"
        assert not eligibility_of_dossier(asking).of("practice").met
        assert Dossier.objects.get().state != "exemption_requested"

    def test_it_takes_a_lead(self, asking, val, marie):
        assert may_exempt(asking, marie).obstacles == (Obstacle.NOT_LEAD,)
        with pytest.raises(MayNotDecide, match="responsable pédagogique"):
            decide(asking, marie)

    def test_or_a_validator_where_the_rules_say_so(self, asking, practical, marie):
        exempts = {"days": 15, "exemption": {"decided_by": "validator", "interview": False}}
        ruled(practical, practice=exempts)
        assert decide(asking, marie, interview_on=None).interviewer is None

    def test_a_lead_does_not_exempt_themself(self, asking, ada, practical, appoint):
        appoint(ada, "validator")
        practical.scheme.leads.add(ada)
        with pytest.raises(MayNotDecide):
            decide(asking, ada)

    @pytest.mark.parametrize("day", [None, timezone.localdate() + timedelta(days=2)])
    def test_the_interview_has_taken_place(self, asking, lead, day):
        with pytest.raises(InterviewMissing):
            decide(asking, lead, interview_on=day)

    def test_it_has_grounds(self, asking, lead):
        with pytest.raises(ReasonMissing):
            decide(asking, lead, grounds=" ")

    def test_decided_twice_it_is_decided_once(self, asking, lead):
        decide(asking, lead)
        with pytest.raises(TooLate):
            decide(asking, lead, "refuse")
        assert Exemption.objects.get().state == "granted"

    def test_a_version_without_practice_exempts_nobody(self, dossier, val):
        assert rule_of(dossier) is None
        with pytest.raises(TooLate):
            decide(dossier, val)


class TestAppraisal:
    @pytest.fixture
    def appraised(self, practical, opened):
        ruled(practical, appraisals=["pedagogical_lead"])
        return opened

    def test_it_is_kept_and_a_second_replaces_it(self, appraised, lead):
        assert not eligibility_of_dossier(appraised).of("appraisal:pedagogical_lead").met
        appraise_theory(dossier=appraised, actor=lead, text=" Assidue. ")
        appraise_theory(dossier=appraised, actor=lead, text="Très assidue.")
        assert Appraisal.objects.get().text == "Très assidue."
        lines = LogEntry.objects.filter(verb="dossier.appraised").order_by("pk")
        assert [line.payload for line in lines] == [{}, {"replaces": "Assidue."}]
        assert eligibility_of_dossier(appraised).of("appraisal:pedagogical_lead").met

    def test_it_takes_a_lead_and_words(self, appraised, lead, marie):
        with pytest.raises(MayNotDecide):
            appraise_theory(dossier=appraised, actor=marie, text="Bien.")
        with pytest.raises(WordsMissing):
            appraise_theory(dossier=appraised, actor=lead, text=" ")

    def test_only_where_it_is_asked_for_and_before_the_end(self, opened, practical, lead, ada):
        with pytest.raises(NotAsked):
            appraise_theory(dossier=opened, actor=lead, text="Bien.")
        ruled(practical, appraisals=["pedagogical_lead"])
        move(dossier=Dossier.objects.locked().get(), event="withdraw", actor=ada)
        with pytest.raises(TooLate):
            appraise_theory(dossier=opened, actor=lead, text="Bien.")


class TestGuardian:
    def test_seen_a_minor_is_authorised(self, opened, val):
        Dossier.objects.update(birth_date=date(2012, 1, 1))
        assert eligibility_of_dossier(opened).of("guardian").reason == "minor"
        seen = see_guardian_authorisation(dossier=opened, actor=val, dated=date(2026, 1, 3))
        assert (seen.guardian_seen_by, seen.guardian_authorised_on) == (val, date(2026, 1, 3))
        assert eligibility_of_dossier(opened).of("guardian").reason == "authorised"
        assert LogEntry.objects.filter(verb="dossier.guardian_seen").get().actor == val

    @pytest.mark.parametrize("day", [None, timezone.localdate() + timedelta(days=2)])
    def test_it_has_a_day(self, opened, val, day):
        with pytest.raises(AuthorisationMissing):
            see_guardian_authorisation(dossier=opened, actor=val, dated=day)

    def test_not_by_the_candidate_nor_after_the_end(self, opened, val, ada, appoint):
        with pytest.raises(MayNotDecide):
            see_guardian_authorisation(dossier=opened, actor=ada, dated=date(2026, 1, 3))
        move(dossier=Dossier.objects.locked().get(), event="withdraw", actor=ada)
        with pytest.raises(TooLate):
            see_guardian_authorisation(dossier=opened, actor=val, dated=date(2026, 1, 3))

    def test_only_where_an_age_is_asked_about(self, dossier, val):
        with pytest.raises(NotAsked):
            see_guardian_authorisation(dossier=dossier, actor=val, dated=date(2026, 1, 3))
