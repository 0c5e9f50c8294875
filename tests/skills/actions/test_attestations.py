"""The association's word: asked for, given once for good, and never by the volunteer."""

import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from django_q.models import Schedule

from accounts.models import LogEntry
from accounts.privacy import rooms
from certification.models.jury import Settled
from skills.actions.ask_attestation import Officer, ask_attestation
from skills.actions.attest_mission import Word, attest_mission
from skills.actions.check_attestation_code import check_attestation_code
from skills.actions.declare_level import declare_level
from skills.actions.forget_volunteer import forget_volunteer
from skills.actions.open_mission import Where, open_mission
from skills.actions.remind_officers import remind_officers
from skills.actions.remove_mission import remove_mission
from skills.actions.say_story import Story, say_story
from skills.actions.send_attestation_code import send_attestation_code
from skills.actions.withdraw_attestation import withdraw_attestation
from skills.models import Attestation, AttestationLink, Claim, Mission
from skills.refusals import AttestationRefused, CodeRefused, LinkRefused, MissionChanged, NotYours
from skills.rules.attestations import Code, Link, Problem
from skills.shown import as_read, claims_of, digest_of, facts_of
from skills.tasks import remind_officers as task

pytestmark = pytest.mark.django_db

PAUL = Officer("Paul  Martin", "Trésorier", "paul@exemple.fr")
LEVELS = {"accueillir-public": 3, "tenir-buvette": None}


def change(attestation: Attestation, **fields) -> None:
    """As time does, or somebody at a console."""
    Attestation._base_manager.filter(pk=attestation.pk).update(**fields)


def read_of(mission: Mission) -> str:
    mission = Mission.objects.get(pk=mission.pk)
    return digest_of(facts_of(mission, claims_of(mission)))


@pytest.fixture
def ask(mission, ada, house):
    """A function that asks an officer."""

    def ask(officer: Officer = PAUL, *, actor=ada) -> Attestation:
        return ask_attestation(mission=mission, actor=actor, structure=house, officer=officer)

    return ask


@pytest.fixture
def asked(ask) -> Attestation:
    return ask()


@pytest.fixture
def secret_in(mailoutbox):
    """A function that finds the secret in the last letter to this address."""

    def secret_in(address: str = "paul@exemple.fr") -> str:
        letters = [one for one in mailoutbox if one.to == [address] and "/parole/" in one.body]
        return re.search(r"/parole/([\w-]+)/", letters[-1].body)[1]

    return secret_in


@pytest.fixture
def answer(mission):
    """A function that answers."""

    def answer(secret: str, *, viewer=None, **said) -> Attestation:
        said = {
            "confirms": True,
            "read": read_of(mission),
            "signed_as": "Paul Martin",
            "signed_office": "Trésorier",
            "word": "Merci à elle.",
            "answers": LEVELS,
        } | said
        return attest_mission(secret=secret, word=Word(**said), viewer=viewer)

    return answer


class TestAsking:
    def test_writes_to_the_officer_and_keeps_no_secret(self, asked, mission, mailoutbox, secret_in):
        letter = mailoutbox[-1]
        assert letter.to == ["paul@exemple.fr"]
        assert "Ada Exemple" in letter.subject
        assert "Les Nuits de Valmont" in letter.body
        assert (asked.state, asked.officer_name, str(asked)) == (
            "asked",
            "Paul Martin",
            f"Paul Martin ({asked.pk})",
        )
        link = AttestationLink.objects.get()
        assert str(link) == f"{asked.pk} ({link.pk})"
        assert link.secret_hash == AttestationLink.hash_of(secret_in()) != secret_in()
        line = LogEntry.objects.about(asked).get()
        assert (line.verb, line.structure, line.payload) == ("attestation.asked", None, {})

    def test_twice_the_same_mailbox_is_one_request(self, asked, ask, mailoutbox):
        assert ask(Officer("Paul Martin", "Trésorier", "Paul+asso@exemple.fr")) == asked
        assert len(mailoutbox) == 1

    @pytest.mark.parametrize(
        ("officer", "problem"),
        [
            (Officer("Paul", "Trésorier", "ADA+asso@exemple.fr"), Problem.OWN_WORD),
            (Officer("Paul", "Trésorier", "аda@exemple.fr"), Problem.OWN_WORD),
            (Officer("exemple ADÀ", "Trésorier", "paul@exemple.fr"), Problem.OWN_WORD),
            (Officer(" ", "Trésorier", "paul@exemple.fr"), Problem.NO_NAME),
            (Officer("Paul", " ", "paul@exemple.fr"), Problem.NO_OFFICE),
        ],
    )
    def test_is_refused(self, ask, officer, problem, mailoutbox):
        with pytest.raises(AttestationRefused) as refused:
            ask(officer)
        assert refused.value.problem == problem
        assert not mailoutbox and not Attestation.objects.exists()

    def test_another_address_of_the_volunteer_is_theirs_too(self, ask, ada):
        ada.emailaddress_set.create(email="autre@exemple.fr")
        with pytest.raises(AttestationRefused, match="quelqu’un d’autre"):
            ask(Officer("Paul", "Trésorier", "autre@exemple.fr"))

    def test_a_mission_is_told_first_and_by_its_owner(self, begun, ada, house, linus):
        with pytest.raises(AttestationRefused, match="jusqu’au bout"):
            ask_attestation(mission=begun, actor=ada, structure=house, officer=PAUL)
        with pytest.raises(NotYours):
            ask_attestation(mission=begun, actor=linus, structure=house, officer=PAUL)

    def test_a_few_people_at_once_and_a_few_letters_a_day(self, ask, ada):
        for number in range(5):
            ask(Officer(f"P{number}", "Trésorier", f"p{number}@exemple.fr"))
        with pytest.raises(AttestationRefused, match="Plusieurs personnes"):
            ask()
        for one in Attestation.objects.all():
            withdraw_attestation(attestation=one, actor=ada)
        for number in range(3):
            ask(Officer(f"P{number}", "Trésorier", f"p{number}@exemple.fr"))
        with pytest.raises(AttestationRefused, match="demain"):
            ask()


class TestTakingBack:
    def test_closes_the_link_and_forgets_the_address(self, asked, ada, secret_in):
        assert withdraw_attestation(attestation=asked, actor=ada)
        assert not withdraw_attestation(attestation=asked, actor=ada)
        asked.refresh_from_db()
        assert (asked.state, asked.officer_email) == ("withdrawn", "")
        with pytest.raises(LinkRefused) as refused:
            send_attestation_code(secret=secret_in())
        assert refused.value.link == Link.WITHDRAWN
        verbs = [line.verb for line in LogEntry.objects.about(asked).order_by("pk")]
        assert verbs == ["attestation.asked", "attestation.withdrawn"]

    def test_is_the_volunteers_alone_and_not_after_the_answer(self, asked, ada, linus, secret_in, answer):
        with pytest.raises(NotYours):
            withdraw_attestation(attestation=asked, actor=linus)
        answer(secret_in())
        assert not withdraw_attestation(attestation=asked, actor=ada)

    def test_what_is_left_of_a_mission_is_nobodys_to_take_back(self, asked, mission, ada):
        remove_mission(mission=mission, actor=ada)
        with pytest.raises(NotYours):
            withdraw_attestation(attestation=asked, actor=ada)


class TestTheCode:
    @pytest.fixture
    def sent(self, asked, secret_in, mailoutbox) -> str:
        send_attestation_code(secret=secret_in())
        return re.search(r"\b\d{6}\b", mailoutbox[-1].body)[0]

    def test_goes_to_the_address_the_link_is_bound_to_and_is_kept_as_a_hash(self, sent, asked, mailoutbox):
        assert mailoutbox[-1].to == ["paul@exemple.fr"]
        assert sent not in mailoutbox[-1].subject
        asked.refresh_from_db()
        assert asked.code_hash == asked.hash_of(sent)
        assert sent not in asked.code_hash

    def test_opens_once(self, sent, asked, secret_in):
        spaced = f" {sent[:3]} {sent[3:]} "
        assert check_attestation_code(secret=secret_in(), typed=spaced) == (asked, Code.RIGHT)
        assert check_attestation_code(secret=secret_in(), typed=sent) == (asked, Code.STALE)
        assert LogEntry.objects.about(asked).filter(verb="attestation.opened").count() == 1

    def test_serves_for_five_tries(self, sent, asked, secret_in):
        wrong = f"{(int(sent) + 1) % 1_000_000:06}"
        for _time in range(5):
            assert check_attestation_code(secret=secret_in(), typed=wrong)[1] == Code.WRONG
        assert check_attestation_code(secret=secret_in(), typed=sent)[1] == Code.STALE

    def test_serves_for_a_quarter_of_an_hour(self, sent, asked, secret_in):
        change(asked, code_sent_at=timezone.now() - timedelta(minutes=16))
        assert check_attestation_code(secret=secret_in(), typed=sent)[1] == Code.STALE

    def test_is_not_sent_too_often(self, sent, asked, secret_in):
        with pytest.raises(CodeRefused) as refused:
            send_attestation_code(secret=secret_in())
        assert refused.value.code == Code.TOO_SOON

    def test_an_unknown_link_opens_nothing(self, db):
        with pytest.raises(LinkRefused) as refused:
            send_attestation_code(secret="x")
        assert refused.value.link == Link.UNKNOWN


class TestTheWord:
    def test_is_kept_with_what_was_read_and_told_to_the_volunteer(
        self, asked, mission, answer, secret_in, mailoutbox
    ):
        given = answer(secret_in(), signed_as=" Paul  Martin ", signed_office="Co-trésorier")
        given.refresh_from_db()
        assert (given.state, given.signed_as, given.signed_office, given.word) == (
            "attested",
            "Paul Martin",
            "Co-trésorier",
            "Merci à elle.",
        )
        shown = given.shown
        assert (shown["volunteer"], shown["association"], shown["hours_in_all"]) == (
            "Ada Exemple",
            "Les Nuits de Valmont, Valmont",
            "24",
        )
        said = {one["code"]: one for one in given.answers}
        assert said["accueillir-public"]["decision"] == "confirmed"
        assert (said["accueillir-public"]["version"], said["accueillir-public"]["level"]) == (1, 3)
        assert (said["tenir-buvette"]["decision"], said["tenir-buvette"]["attested"]) == ("refused", "")
        assert mailoutbox[-1].to == ["ada@exemple.fr"]
        assert "Merci à elle." in mailoutbox[-1].body
        line = LogEntry.objects.about(given).order_by("pk").last()
        assert (line.actor, line.verb) == (None, "attestation.attested")

    def test_may_amend_a_level(self, asked, answer, secret_in):
        given = answer(secret_in(), answers={"accueillir-public": 2, "tenir-buvette": 1})
        said = {one["code"]: (one["decision"], one["confirmed"]) for one in given.answers}
        assert said == {"accueillir-public": ("amended", 2), "tenir-buvette": ("confirmed", 1)}
        assert Claim.objects.get(code="accueillir-public").level == 3

    def test_may_be_no(self, asked, answer, secret_in, mailoutbox):
        given = answer(secret_in(), confirms=False, word="Je ne l’ai pas vue.", answers={})
        assert given.state == "refused"
        assert {one["decision"] for one in given.answers} == {"refused"}
        assert "Je ne l’ai pas vue." in mailoutbox[-1].body

    @pytest.mark.parametrize(
        ("said", "problem"),
        [
            ({"signed_as": " "}, Problem.NO_NAME),
            ({"signed_office": " "}, Problem.NO_OFFICE),
            ({"signed_as": "EXEMPLE Ada"}, Problem.OWN_WORD),
            ({"answers": {}}, Problem.NO_ANSWER),
            ({"confirms": False, "word": ""}, Problem.NO_REASON),
        ],
    )
    def test_is_refused(self, asked, answer, secret_in, said, problem):
        with pytest.raises(AttestationRefused) as refused:
            answer(secret_in(), **said)
        assert refused.value.problem == problem
        asked.refresh_from_db()
        assert asked.state == "asked"

    def test_is_never_the_volunteers(self, asked, answer, secret_in, ada, linus):
        with pytest.raises(AttestationRefused, match="quelqu’un d’autre"):
            answer(secret_in(), viewer=ada)
        linus.email = "ada+deux@exemple.fr"
        with pytest.raises(AttestationRefused):
            answer(secret_in(), viewer=linus)
        # The address became theirs since they asked.
        ada.emailaddress_set.create(email="paul@exemple.fr")
        with pytest.raises(AttestationRefused):
            answer(secret_in())

    def test_who_is_signed_in_by_chance_may_answer(self, asked, answer, secret_in, linus):
        assert answer(secret_in(), viewer=linus).state == "attested"

    def test_is_on_what_was_read(self, asked, answer, secret_in, mission, ada):
        read = read_of(mission)
        say_story(mission=mission, actor=ada, story=Story("J’ai tout fait."))
        with pytest.raises(MissionChanged):
            answer(secret_in(), read=read)
        assert answer(secret_in()).state == "attested"

    def test_is_given_once(self, asked, answer, secret_in):
        answer(secret_in())
        with pytest.raises(LinkRefused) as refused:
            answer(secret_in())
        assert refused.value.link == Link.USED

    def test_never_changes_again(self, asked, answer, secret_in):
        given = answer(secret_in())
        given.word = "Autre chose."
        with pytest.raises(Settled):
            given.save()
        with pytest.raises(Settled):
            given.delete()
        with pytest.raises(TypeError):
            Attestation.objects.filter(pk=given.pk).update(word="Autre chose.")
        with pytest.raises(TypeError):
            Attestation.objects.filter(pk=given.pk).delete()
        given.refresh_from_db()
        assert given.word == "Merci à elle."

    def test_is_on_an_older_version_once_the_mission_or_a_level_changes(
        self, asked, answer, secret_in, mission, ada
    ):
        def current() -> bool:
            fresh = Mission.objects.get(pk=mission.pk)
            return Attestation.objects.get().is_of(facts_of(fresh, claims_of(fresh)))

        answer(secret_in())
        assert current()
        declare_level(claim=Claim.objects.get(code="accueillir-public"), actor=ada, level=4)
        assert not current()
        declare_level(claim=Claim.objects.get(code="accueillir-public"), actor=ada, level=3)
        assert current()
        say_story(mission=mission, actor=ada, story=Story("J’ai tout fait."))
        assert not current()

    def test_two_officers_may_disagree_and_both_words_stay(self, asked, ask, answer, secret_in):
        answer(secret_in())
        ask(Officer("Zoé Petit", "Présidente", "zoe@exemple.fr"))
        second = secret_in("zoe@exemple.fr")
        answer(second, confirms=False, word="Elle était absente.", signed_as="Zoé Petit", answers={})
        assert sorted(Attestation.objects.values_list("state", flat=True)) == ["attested", "refused"]

    def test_a_mission_without_hours_or_competencies_is_read_too(self, mission):
        mission.hours = mission.ends_on = None
        read = as_read(mission, [])
        assert (read["hours_in_all"], read["competencies"]) == ("", [])
        mission.starts_on = None
        assert facts_of(mission, [])["starts_on"] == ""


class TestReminding:
    def test_twice_with_a_link_of_its_own_then_no_more(self, asked, mailoutbox, secret_in, answer):
        first = secret_in()
        assert remind_officers().reminded == 0
        change(asked, asked_at=timezone.now() - timedelta(days=7, hours=1))
        assert remind_officers().reminded == 1
        assert remind_officers().reminded == 0
        assert "attend encore" in mailoutbox[-1].subject
        change(asked, asked_at=timezone.now() - timedelta(days=19))
        assert task() == "1 reminded, 0 expired, 0 forgotten, 0 removed"
        assert remind_officers().reminded == 0
        assert secret_in() != first
        # The first letter still serves.
        assert answer(first).state == "attested"

    def test_nobody_who_answered(self, asked, answer, secret_in):
        answer(secret_in())
        change(asked, asked_at=timezone.now() - timedelta(days=8))
        assert remind_officers().reminded == 0

    def test_once_where_two_workers_run_at_once(self, asked, monkeypatch):
        from skills.actions import remind_officers as module

        change(asked, asked_at=timezone.now() - timedelta(days=8))
        assert module._remind(asked.pk)
        assert not module._remind(asked.pk)
        assert not module._remind(0)

    def test_closes_what_had_its_time_and_forgets_the_address(self, asked):
        change(asked, expires_at=timezone.now())
        asked.refresh_from_db()
        assert (asked.state, asked.standing, str(asked.standing_words)) == (
            "asked",
            "expired",
            "Sans réponse",
        )
        assert asked.template == "skills/attestations/expired.html"
        assert remind_officers().expired == 1
        assert remind_officers().expired == 0
        asked.refresh_from_db()
        assert (asked.state, asked.officer_email) == ("expired", "")

    def test_forgets_an_address_a_year_after_the_word(self, asked, answer, secret_in):
        answer(secret_in())
        change(asked, answered_at=timezone.now() - timedelta(days=364))
        assert remind_officers().forgotten == 0
        change(asked, answered_at=timezone.now() - timedelta(days=366))
        assert remind_officers().forgotten == 1
        assert remind_officers().forgotten == 0
        asked.refresh_from_db()
        assert (asked.officer_email, asked.signed_as) == ("", "Paul Martin")

    def test_is_scheduled(self, db):
        from skills.schedules import ensure_schedules

        ensure_schedules()
        assert Schedule.objects.get(func="skills.tasks.remind_officers")


class TestForgetting:
    def test_a_mission_goes_with_the_words_on_it(self, asked, ask, answer, secret_in, mission, ada):
        answer(secret_in())
        ask(Officer("Zoé Petit", "Présidente", "zoe@exemple.fr"))
        remove_mission(mission=mission, actor=ada)
        left = Attestation.objects.get()
        assert (left.state, left.officer_name, left.officer_email, left.mission) == (
            "withdrawn",
            "",
            "",
            None,
        )
        with pytest.raises(LinkRefused) as refused:
            send_attestation_code(secret=secret_in("zoe@exemple.fr"))
        assert refused.value.link == Link.WITHDRAWN

    def test_a_volunteer_erased_leaves_why_a_link_is_closed_until_it_would_have_been(
        self, asked, ask, answer, secret_in, ada, house
    ):
        ask(Officer("Zoé Petit", "Présidente", "zoe@exemple.fr"))
        answer(secret_in())
        room = next(one for one in rooms() if one.slug == "acquis")
        held = next(one for one in room.holdings if one.slug == "paroles")
        assert held.rows(ada).count() == 2
        for _again in range(2):
            forget_volunteer(person=ada)
        left = Attestation.objects.get()
        assert (left.state, left.officer_name, left.officer_email, left.shown) == ("erased", "", "", {})
        with pytest.raises(LinkRefused) as refused:
            send_attestation_code(secret=secret_in("zoe@exemple.fr"))
        assert refused.value.link == Link.ERASED
        assert remind_officers().removed == 0
        change(left, expires_at=timezone.now() - timedelta(minutes=1))
        assert remind_officers().removed == 1
        assert not Attestation.objects.exists() and not AttestationLink.objects.exists()

    def test_of_somebody_else_changes_nothing(self, asked, linus):
        forget_volunteer(person=linus)
        asked.refresh_from_db()
        assert asked.state == "asked"

    def test_another_mission_keeps_its_words(self, asked, ada, house, nights):
        where = Where(role="Aide", association=nights)
        other = open_mission(actor=ada, structure=house, token=uuid.uuid4(), where=where)
        remove_mission(mission=other, actor=ada)
        asked.refresh_from_db()
        assert asked.mission_id is not None
