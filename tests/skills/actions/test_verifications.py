"""What the house verifies of a word: submitted by its volunteer, decided once for good, and never by one of the two."""

from dataclasses import replace

import pytest

from accounts.actions.grant_role import grant_role
from accounts.models import LogEntry
from accounts.privacy import rooms
from certification.models.jury import Settled
from skills.actions.ask_attestation import Officer, ask_attestation
from skills.actions.decide_verification import Findings, decide_verification
from skills.actions.forget_volunteer import forget_volunteer
from skills.actions.remove_mission import remove_mission
from skills.actions.say_story import Story, say_story
from skills.actions.submit_verification import submit_verification
from skills.actions.withdraw_verification import withdraw_verification
from skills.models import Attestation, Mission, Verification
from skills.refusals import MayNotVerify, NotYours, VerificationRefused
from skills.rules.attestations import Trust
from skills.rules.verifications import Obstacle, Problem
from skills.space import Space
from skills.trust import trust_of

pytestmark = pytest.mark.django_db

SEEN = Findings(
    verified=True,
    association_exists=True,
    association_source="RNA, le 27 novembre",
    office_held=True,
    office_source="Procès-verbal de 2026",
    tie="none",
    tie_words="rien à dire",
    note="Vu avec la mairie.",
)
NOT_SEEN = Findings(verified=False, tie="none", reason="Aucune trace de l’association.")


@pytest.fixture
def submitted(word, ada) -> Verification:
    return submit_verification(attestation=word, actor=ada)


@pytest.fixture
def verified(submitted, val) -> Verification:
    return decide_verification(verification=submitted, actor=val, findings=SEEN)


def said_of(person, house):
    return next(iter(Space(person, house).said.values()))[0]


class TestSubmitting:
    def test_once_with_its_line_in_the_log(self, submitted, word, ada, house):
        assert submit_verification(attestation=word, actor=ada) == submitted
        assert (submitted.state, submitted.structure) == ("submitted", house)
        line = LogEntry.objects.about(submitted).get()
        assert (line.verb, line.actor, line.payload) == ("verification.submitted", ada, {})

    def test_is_the_volunteers_alone(self, word, linus, val, mission, ada):
        for person in (linus, val):
            with pytest.raises(NotYours):
                submit_verification(attestation=word, actor=person)
        Mission.objects.filter(pk=mission.pk).delete()
        word.refresh_from_db()
        with pytest.raises(NotYours):
            submit_verification(attestation=word, actor=ada)

    def test_of_a_word_that_confirms_the_mission_as_it_is(self, mission, word, ada, house):
        waits = ask_attestation(
            mission=mission, actor=ada, structure=house, officer=Officer("Zoé", "Présidente", "z@exemple.fr")
        )
        with pytest.raises(VerificationRefused) as refused:
            submit_verification(attestation=waits, actor=ada)
        assert refused.value.problem == Problem.NOT_ATTESTED
        say_story(mission=mission, actor=ada, story=Story("J’ai tout fait."))
        with pytest.raises(VerificationRefused) as refused:
            submit_verification(attestation=word, actor=ada)
        assert refused.value.problem == Problem.OLDER_VERSION

    def test_again_after_a_no_a_few_times(self, word, ada, val):
        for _time in range(3):
            made = submit_verification(attestation=word, actor=ada)
            decide_verification(verification=made, actor=val, findings=NOT_SEEN)
        with pytest.raises(VerificationRefused, match="plusieurs fois"):
            submit_verification(attestation=word, actor=ada)

    def test_not_again_once_verified(self, verified, word, ada):
        with pytest.raises(VerificationRefused, match="déjà vérifiée"):
            submit_verification(attestation=word, actor=ada)


class TestTakingBack:
    def test_as_long_as_nothing_is_decided(self, submitted, ada, val, word):
        assert withdraw_verification(verification=submitted, actor=ada)
        assert not withdraw_verification(verification=submitted, actor=ada)
        assert not Verification.objects.for_queue().exists()
        with pytest.raises(VerificationRefused) as refused:
            decide_verification(verification=submitted, actor=val, findings=SEEN)
        assert refused.value.problem == Problem.TAKEN_BACK
        assert submit_verification(attestation=word, actor=ada) != submitted

    def test_not_after(self, verified, ada):
        assert not withdraw_verification(verification=verified, actor=ada)

    def test_is_the_volunteers_alone(self, submitted, val, mission, ada):
        with pytest.raises(NotYours):
            withdraw_verification(verification=submitted, actor=val)
        Mission.objects.filter(pk=mission.pk).delete()
        with pytest.raises(NotYours):
            withdraw_verification(verification=submitted, actor=ada)


class TestDeciding:
    def test_is_kept_with_what_was_looked_at_and_told_to_the_volunteer(self, verified, val, mailoutbox):
        verified.refresh_from_db()
        assert (verified.state, verified.decided_by, verified.association_source) == (
            "verified",
            val,
            "RNA, le 27 novembre",
        )
        assert (verified.tie, verified.tie_words) == ("none", "")
        line = LogEntry.objects.about(verified).order_by("pk").last()
        assert (line.actor, line.verb, line.payload) == (val, "verification.verified", {})
        assert mailoutbox[-1].to == ["ada@exemple.fr"]
        assert "est vérifiée" in mailoutbox[-1].subject
        assert "Ni votre travail ni vos compétences" in mailoutbox[-1].body

    def test_may_be_no_with_its_reason(self, submitted, val, mailoutbox):
        found = decide_verification(verification=submitted, actor=val, findings=NOT_SEEN)
        assert (found.state, found.association_exists) == ("not_verified", False)
        assert "Aucune trace" in mailoutbox[-1].body

    def test_with_a_tie_declared(self, submitted, val):
        tied = replace(SEEN, tie="declared", tie_words="Ils vivent ensemble.")
        found = decide_verification(verification=submitted, actor=val, findings=tied)
        assert (found.state, found.tie_words) == ("verified", "Ils vivent ensemble.")

    def test_is_refused_where_something_is_missing(self, submitted, val):
        with pytest.raises(VerificationRefused) as refused:
            decide_verification(verification=submitted, actor=val, findings=Findings(True, tie="none"))
        assert refused.value.problem == Problem.NOT_ALL_SEEN
        submitted.refresh_from_db()
        assert submitted.state == "submitted"

    def test_is_made_once(self, verified, marie):
        with pytest.raises(VerificationRefused) as refused:
            decide_verification(verification=verified, actor=marie, findings=NOT_SEEN)
        assert refused.value.problem == Problem.DECIDED_ALREADY

    def test_is_nobodys_once_the_mission_is_gone(self, submitted, mission, val, ada):
        Mission.objects.filter(pk=mission.pk).delete()
        for _time in range(2):
            with pytest.raises(VerificationRefused) as refused:
                decide_verification(verification=submitted, actor=val, findings=SEEN)
            assert refused.value.problem == Problem.TAKEN_BACK
            Attestation._base_manager.all().delete()

    def test_is_for_validators_and_managers_of_the_house(
        self, submitted, grace, linus, marie, make_person, other_house
    ):
        eve = make_person("eve", other_house, "manager")
        for person in (grace, linus, eve):
            with pytest.raises(MayNotVerify) as refused:
                decide_verification(verification=submitted, actor=person, findings=SEEN)
            assert refused.value.obstacles == (Obstacle.NOT_STAFF,)
        assert decide_verification(verification=submitted, actor=marie, findings=SEEN).state == "verified"

    def test_is_never_the_volunteers(self, submitted, ada, val, house, marie):
        grant_role(user=ada, structure=house, role="validator", actor=marie)
        with pytest.raises(MayNotVerify, match="propre mission"):
            decide_verification(verification=submitted, actor=ada, findings=SEEN)
        # Nor a second account of theirs.
        val.email = "ada+deux@exemple.fr"
        with pytest.raises(MayNotVerify):
            decide_verification(verification=submitted, actor=val, findings=SEEN)

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("email", "Paul+mda@exemple.fr"),
            ("display_name", "MARTIN Paul"),
            ("display_name", "Paul Martín-Roy"),
        ],
    )
    def test_is_never_the_officers(self, submitted, val, field, value):
        Attestation._base_manager.update(officer_name="Paul Martin-Roy")
        setattr(val, field, value)
        with pytest.raises(MayNotVerify, match="donné cette parole"):
            decide_verification(verification=submitted, actor=val, findings=SEEN)

    def test_is_never_the_officers_by_another_address_of_theirs(self, submitted, val):
        val.emailaddress_set.create(email="paul@exemple.fr")
        with pytest.raises(MayNotVerify):
            decide_verification(verification=submitted, actor=val, findings=SEEN)

    def test_never_changes_again(self, verified):
        verified.reason = "Autre chose."
        with pytest.raises(Settled):
            verified.save()
        with pytest.raises(Settled):
            verified.delete()
        with pytest.raises(TypeError):
            Verification.objects.update(reason="Autre chose.")
        with pytest.raises(TypeError):
            Verification.objects.all().delete()
        assert str(verified) == f"Vérifiée ({verified.pk})"

    def test_what_waits_only_may_go(self, submitted):
        Verification.objects.all().delete()
        assert not Verification.objects.exists()


class TestWhatItIsWorth:
    def test_a_claim_is_verified_as_far_as_the_word_confirms_it(self, verified, ada, house, mission):
        lines = Space(ada, house).lines
        public, bar = lines["accueillir-public"], lines["tenir-buvette"]
        assert trust_of(public, mission).code == "verified"
        assert trust_of(public, mission).words == "attesté par l’association, vérifié par la MDA"
        assert trust_of(bar, mission).code == "declared"
        assert [one[-1] for one in Space(ada, house).cards] == [Trust.VERIFIED]

    def test_at_another_level_it_says_so(self, give, mission, ada, val, house):
        word = give(answers={"accueillir-public": 2, "tenir-buvette": None})
        found = submit_verification(attestation=word, actor=ada)
        decide_verification(verification=found, actor=val, findings=SEEN)
        said = trust_of(Space(ada, house).lines["accueillir-public"], mission)
        assert said.code == "verified"
        assert "à un autre niveau" in said.words and "seul" in said.words

    def test_what_is_asked_or_refused_lifts_nothing(self, submitted, ada, val, house):
        assert [one[-1] for one in Space(ada, house).cards] == [Trust.ATTESTED]
        decide_verification(verification=submitted, actor=val, findings=NOT_SEEN)
        said = said_of(ada, house)
        assert (said.verified, said.may_submit, said.submitted) == (False, True, True)
        assert [one[-1] for one in Space(ada, house).cards] == [Trust.ATTESTED]

    def test_an_edit_leaves_it_on_the_older_version(self, verified, mission, ada, house):
        assert said_of(ada, house).verified
        say_story(mission=mission, actor=ada, story=Story("J’ai tout fait."))
        said = said_of(ada, house)
        assert (said.verified, said.looked[0].current, said.looked[0].counts) == (False, False, False)
        assert [one[-1] for one in Space(ada, house).cards] == [Trust.DECLARED]

    def test_so_does_a_new_word(self, verified, give, ada, house):
        give(officer=Officer("Zoé Petit", "Présidente", "zoe@exemple.fr"), signed_as="Zoé Petit")
        newest, verified_one = next(iter(Space(ada, house).said.values()))
        assert (newest.may_submit, newest.verified) == (True, False)
        assert (verified_one.counts, verified_one.verified, verified_one.may_submit) == (True, False, False)
        assert [one[-1] for one in Space(ada, house).cards] == [Trust.ATTESTED]


class TestForgetting:
    def test_it_goes_with_the_mission(self, verified, mission, ada):
        remove_mission(mission=mission, actor=ada)
        assert not Verification.objects.exists()

    def test_and_with_the_account(self, verified, ada):
        room = next(one for one in rooms() if one.slug == "acquis")
        held = next(one for one in room.holdings if one.slug == "verifications")
        assert held.rows(ada).get() == verified
        for _again in range(2):
            forget_volunteer(person=ada)
        assert not Verification.objects.exists()
