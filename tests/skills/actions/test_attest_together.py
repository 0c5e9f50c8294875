"""One signature for several missions: each word whole and on its own, or not at all."""

import uuid
from datetime import date
from decimal import Decimal

import pytest

from accounts.models import LogEntry
from skills.actions.ask_attestation import Officer, ask_attestation
from skills.actions.attest_together import attest_together
from skills.actions.choose_competencies import choose_competencies
from skills.actions.forget_volunteer import forget_volunteer
from skills.actions.open_mission import Where, open_mission
from skills.actions.say_story import Story, say_story
from skills.actions.say_when import When, say_when
from skills.actions.withdraw_attestation import withdraw_attestation
from skills.models import Attestation, Mission
from skills.refusals import AttestationRefused
from skills.rules.attestations import Problem
from skills.shown import claims_of, digest_of, facts_of

pytestmark = pytest.mark.django_db

PAUL = Officer("Paul Martin", "Trésorier", "paul@exemple.fr")


@pytest.fixture
def asked(mission, ada, linus, house, nights, framework) -> list[Attestation]:
    """Ada and Linus asked the same officer."""
    where = Where(role="Buvette", association=nights)
    theirs = open_mission(actor=linus, structure=house, token=uuid.uuid4(), where=where)
    when = When(date(2026, 7, 3), date(2026, 7, 6), Decimal(12), "total")
    say_when(mission=theirs, actor=linus, when=when)
    say_story(mission=theirs, actor=linus, story=Story("J’ai tenu la buvette."))
    levels = {"tenir-buvette": 2}
    choose_competencies(mission=theirs, actor=linus, framework=framework, levels=levels)
    return [
        ask_attestation(mission=one, actor=who, structure=house, officer=PAUL)
        for one, who in ((mission, ada), (Mission.objects.get(pk=theirs.pk), linus))
    ]


def read_of(asked: list[Attestation]) -> dict[int, str]:
    fresh = {one.pk: Mission.objects.get(pk=one.mission_id) for one in asked}
    return {pk: digest_of(facts_of(one, claims_of(one))) for pk, one in fresh.items()}


@pytest.fixture
def sign(asked):
    """A function that signs for all."""

    def sign(**said):
        given = {"asked": asked, "signed_as": "Paul Martin", "signed_office": "Trésorier", "viewer": None}
        return attest_together(**given | ({} if "read" in said else {"read": read_of(asked)}) | said)

    return sign


def states() -> list[str]:
    return list(Attestation.objects.order_by("pk").values_list("state", flat=True))


def test_each_word_is_kept_on_its_own_as_declared(sign, asked, mailoutbox):
    before = len(mailoutbox)
    done = sign()
    assert (len(done.given), done.left) == (2, [])
    first, second = Attestation.objects.order_by("pk")
    assert {one["code"]: (one["decision"], one["confirmed"]) for one in first.answers} == {
        "accueillir-public": ("confirmed", 3),
        "tenir-buvette": ("confirmed", 1),
    }
    assert [one["confirmed"] for one in second.answers] == [2]
    assert (second.signed_as, second.signed_office, second.shown["volunteer"]) == (
        "Paul Martin",
        "Trésorier",
        "Linus Exemple",
    )
    assert [one.to for one in mailoutbox[before:]] == [["ada@exemple.fr"], ["linus@exemple.fr"]]
    for one in asked:
        line = LogEntry.objects.about(one).order_by("pk").last()
        assert (line.verb, line.payload["together"]) == ("attestation.attested", True)


@pytest.mark.parametrize(
    ("said", "problem"),
    [({"signed_as": " "}, Problem.NO_NAME), ({"signed_office": ""}, Problem.NO_OFFICE)],
)
def test_without_a_signature_nothing_is_written(sign, said, problem):
    with pytest.raises(AttestationRefused) as refused:
        sign(**said)
    assert refused.value.problem == problem
    assert states() == ["asked", "asked"]


def test_what_changed_meanwhile_is_left_out(sign, asked, mission, ada):
    read = read_of(asked)
    say_story(mission=mission, actor=ada, story=Story("J’ai tout fait."))
    done = sign(read=read)
    assert [one.pk for one, _why in done.left] == [asked[0].pk]
    assert "modifiée pendant" in done.left[0][1]
    assert states() == ["asked", "attested"]
    assert Attestation.objects.order_by("pk")[0].shown == {}


def test_what_was_not_read_is_left_out(sign, asked):
    assert len(sign(read={}).left) == 2
    assert states() == ["asked", "asked"]


def test_what_was_taken_back_answered_or_is_gone_is_left_out(sign, asked, ada, linus):
    read = read_of(asked)
    withdraw_attestation(attestation=asked[0], actor=ada)
    done = sign(read=read)
    assert "a retiré sa demande" in done.left[0][1]
    assert states() == ["withdrawn", "attested"]
    assert "est arrivée" in sign(read=read).left[1][1]
    forget_volunteer(person=linus)
    assert [one.pk for one, _why in sign(read=read).left] == [one.pk for one in asked]


def test_ones_own_is_left_out(sign, asked, linus):
    done = sign(signed_as="Exemple Linus")
    assert [one.pk for one in done.given] == [asked[0].pk]
    assert "quelqu’un d’autre" in done.left[0][1]
    assert sign(viewer=linus).given == []
    assert states() == ["attested", "asked"]


class TestWhatWaitsBeside:
    def test_is_of_the_same_mailbox_house_and_association(self, asked):
        for one in asked:
            assert set(Attestation.objects.beside(one)) == set(asked)

    @pytest.mark.parametrize("address", ["PAUL@Exemple.fr"])
    def test_whatever_the_capitals(self, asked, address):
        Attestation._base_manager.filter(pk=asked[1].pk).update(officer_email=address)
        assert Attestation.objects.beside(asked[0]).count() == 2

    @pytest.mark.parametrize("address", ["pau1@exemple.fr", "paul+a@exemple.fr", "pa_l@exemple.fr", ""])
    def test_and_to_the_letter(self, asked, address):
        Attestation._base_manager.filter(pk=asked[1].pk).update(officer_email=address)
        assert list(Attestation.objects.beside(asked[0])) == [asked[0]]
        asked[1].refresh_from_db()
        assert asked[0] not in Attestation.objects.beside(asked[1])

    def test_not_of_another_house(self, asked, other_house):
        Attestation._base_manager.filter(pk=asked[1].pk).update(structure=other_house)
        assert list(Attestation.objects.beside(asked[0])) == [asked[0]]

    def test_not_of_another_association(self, asked, linus):
        from skills.models import Association

        Mission.objects.filter(pk=asked[1].mission_id).update(
            association=Association.objects.create(name="Autre", added_by=linus)
        )
        assert list(Attestation.objects.beside(asked[0])) == [asked[0]]

    def test_nothing_beside_one_whose_mission_is_gone(self, asked):
        Mission.objects.filter(pk=asked[0].mission_id).delete()
        asked[0].refresh_from_db()
        assert not Attestation.objects.beside(asked[0])
