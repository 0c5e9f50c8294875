"""A part of a record shared by a link: frozen, known by its hash alone, closed at once."""

import json
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import LogEntry
from accounts.privacy import rooms
from skills.actions.add_evidence import Shown, add_evidence
from skills.actions.change_address import change_address
from skills.actions.close_page import close_page
from skills.actions.decide_verification import Findings, decide_verification
from skills.actions.declare_level import declare_level
from skills.actions.forget_volunteer import forget_volunteer
from skills.actions.open_mission import Where, open_mission
from skills.actions.remove_evidence import remove_evidence
from skills.actions.remove_mission import remove_mission
from skills.actions.say_story import Story, say_story
from skills.actions.share_page import share_page
from skills.actions.submit_verification import submit_verification
from skills.actions.sweep_shared_pages import sweep_shared_pages
from skills.models import Claim, Evidence, SharedPage, SharedPageLink
from skills.refusals import NotYours, PageClosed, SharingRefused
from skills.rules.sharing import MOST_OPEN, TOLD_FOR, Address, Problem
from skills.shared import Choice
from skills.tasks import sweep_shared_pages as task

pytestmark = pytest.mark.django_db


@pytest.fixture
def share(ada, house, mission):
    """A function that shares a page of Ada's mission, or of what is given; the page and its secret."""

    def share(*, actor=ada, token=None, **choice):
        chosen = Choice(**({"missions": [mission.pk]} | choice))
        return share_page(actor=actor, structure=house, token=token or uuid.uuid4(), choice=chosen)

    return share


@pytest.fixture
def claim(mission) -> Claim:
    return Claim.objects.get(code="accueillir-public")


@pytest.fixture
def evidence(mission, ada, claim) -> Evidence:
    letter = Shown(kind="words", title="Un mot d’Odile", text="Merci.\n\nÀ bientôt.")
    return add_evidence(mission=mission, actor=ada, shown=letter, claims=[claim])


def worth(secret: str) -> Address:
    return SharedPageLink.objects.by_secret(secret).worth(timezone.now())


class TestSharing:
    def test_freezes_what_was_ticked_and_nothing_else(self, share, claim, mission, ada, evidence):
        page, secret = share(claims=[claim.pk], label="  Pour  la mairie ", days=7)
        assert worth(secret) == Address.OPEN
        assert (page.label, str(page)) == ("Pour la mairie", f"Pour la mairie ({page.pk})")
        assert page.expires_at - page.made_at == timedelta(days=7)
        told = json.dumps(page.shown, ensure_ascii=False)
        for said in ("Accueil du festival", "J’ai accueilli le public", "A. E.", "en autonomie", claim.title):
            assert said in told, said
        for hidden in ("Ada Exemple", "Odile", "buvette ou", "ada@exemple.fr"):
            assert hidden not in told, hidden
        frozen = page.shown
        declare_level(claim=claim, actor=ada, level=1)
        say_story(mission=mission, actor=ada, story=Story("Autre chose."))
        page.refresh_from_db()
        assert page.shown == frozen

    def test_keeps_the_hash_of_the_secret_alone(self, share):
        page, secret = share()
        link = page.links.get()
        assert link.secret_hash == SharedPageLink.hash_of(secret)
        assert str(link) == f"{page.pk} ({link.pk})"
        line = LogEntry.objects.about(page).get()
        assert (line.verb, line.structure) == ("page.shared", None)
        kept = json.dumps([page.shown, line.payload])
        assert secret not in kept
        assert "festival" not in json.dumps(line.payload)

    def test_twice_the_same_form_is_one_page(self, share):
        token = uuid.uuid4()
        page, _secret = share(token=token)
        assert share(token=token) == (page, None)

    def test_shows_evidence_that_was_ticked(self, share, mission, ada, evidence):
        link = Shown(kind="link", title="Le programme", url="https://nuits.example/2026")
        other = add_evidence(mission=mission, actor=ada, shown=link)
        page, _secret = share(evidence=[evidence.pk, other.pk], own_words=False)
        [told] = page.shown["missions"]
        assert [(one["title"], one["address"], one["lines"]) for one in told["evidence"]] == [
            ("Un mot d’Odile", "", ["Merci.", "À bientôt."]),
            ("Le programme", "https://nuits.example/2026", []),
        ]
        assert told["told"] == []

    def test_leads_to_a_document_where_the_name_is_whole(self, share, evidence):
        Evidence.objects.update(kind="document", public_id="abc", text="Attestation 12")
        for whole, address in ((False, ""), (True, "/certificats/abc/")):
            page, _secret = share(evidence=[evidence.pk], whole_name=whole)
            [told] = page.shown["missions"][0]["evidence"]
            assert (told["address"], told["lines"]) == (address, [])
            assert page.shown["name"] == ("Ada Exemple" if whole else "A. E.")

    def test_says_whose_word_each_line_is(self, share, claim, mission, word):
        page, _secret = share(claims=[one.pk for one in Claim.objects.all()])
        assert page.shown["missions"][0]["trust"] == "attested"
        assert "attestée par l’association le " in page.shown["missions"][0]["trust_words"].replace(
            "\u00a0", " "
        )
        told = {one["title"]: one for domain in page.shown["domains"] for one in domain["competencies"]}
        assert told[claim.title]["trust"] == "attested"
        assert {one["trust"] for one in told.values()} == {"attested", "declared"}

    def test_says_what_the_house_verified(self, share, claim, word, ada, val):
        submitted = submit_verification(attestation=word, actor=ada)
        findings = Findings(
            verified=True,
            association_exists=True,
            association_source="RNA",
            office_held=True,
            office_source="Procès-verbal",
            tie="none",
            tie_words="rien",
        )
        decide_verification(verification=submitted, actor=val, findings=findings)
        page, _secret = share(claims=[claim.pk])
        [mission], [domain] = page.shown["missions"], page.shown["domains"]
        assert mission["trust"] == domain["competencies"][0]["trust"] == "verified"
        assert mission["trust_words"].endswith(", vérifiée par la MDA")

    def test_a_competency_alone_names_no_mission(self, share, claim, word):
        page, _secret = share(missions=[], claims=[claim.pk])
        [domain] = page.shown["domains"]
        [told] = domain["competencies"]
        assert (told["missions"], told["trust"]) == ([], "attested")
        assert "festival" not in json.dumps(page.shown)

    @pytest.mark.parametrize(
        ("choice", "problem"),
        [
            ({"missions": []}, Problem.NOTHING),
            ({"missions": [0]}, Problem.GONE),
            ({"claims": [0]}, Problem.GONE),
            ({"evidence": [0]}, Problem.GONE),
            ({"days": 400}, Problem.DAYS),
        ],
    )
    def test_is_refused(self, share, choice, problem):
        with pytest.raises(SharingRefused) as refused:
            share(**choice)
        assert refused.value.problem == problem
        assert str(refused.value)
        assert not SharedPage.objects.exists()

    def test_takes_nothing_of_others_nor_what_is_unfinished(self, share, linus, house, ada, mission):
        with pytest.raises(SharingRefused) as refused:
            share(actor=linus)
        assert refused.value.problem == Problem.GONE
        begun = open_mission(
            actor=ada, structure=house, token=uuid.uuid4(), where=Where("Aide", name="Entraide")
        )
        with pytest.raises(SharingRefused) as refused:
            share(missions=[begun.pk])
        assert refused.value.problem == Problem.GONE

    def test_is_short_and_few_at_once(self, share, mission, ada):
        for _number in range(MOST_OPEN):
            page, _secret = share()
        with pytest.raises(SharingRefused) as refused:
            share()
        assert refused.value.problem == Problem.TOO_MANY
        close_page(page=page, actor=ada)
        say_story(mission=mission, actor=ada, story=Story("é" * 4000, "é" * 2000, "é" * 2000))
        with pytest.raises(SharingRefused) as refused:
            share()
        assert refused.value.problem == Problem.TOO_LONG
        assert share(own_words=False)


class TestItsOwner:
    def test_closes_it_at_once(self, share, ada, linus):
        page, secret = share()
        with pytest.raises(NotYours):
            close_page(page=page, actor=linus)
        assert close_page(page=page, actor=ada)
        assert not close_page(page=page, actor=ada)
        page.refresh_from_db()
        assert (page.shown, worth(secret), page.is_open) == ({}, Address.CLOSED, False)
        assert str(page.standing) == "Fermée"
        assert LogEntry.objects.about(page).filter(verb="page.closed").count() == 1

    def test_gives_it_another_address(self, share, ada, linus):
        page, secret = share()
        with pytest.raises(NotYours):
            change_address(page=page, actor=linus)
        other = change_address(page=page, actor=ada)
        assert (worth(secret), worth(other)) == (Address.REPLACED, Address.OPEN)
        close_page(page=page, actor=ada)
        with pytest.raises(PageClosed):
            change_address(page=page, actor=ada)

    def test_takes_a_mission_away_from_it_too(self, share, mission, ada, house, claim):
        page, secret = share()
        _other, without = share(missions=[], claims=[claim.pk])
        remove_mission(mission=mission, actor=ada)
        assert (worth(secret), worth(without)) == (Address.CLOSED, Address.OPEN)
        assert LogEntry.objects.about(page).filter(verb="page.closed").count() == 1

    def test_takes_what_shows_it_away_too(self, share, evidence, ada):
        _with, secret = share(evidence=[evidence.pk])
        _without, other = share()
        remove_evidence(evidence=evidence, actor=ada)
        assert (worth(secret), worth(other)) == (Address.CLOSED, Address.OPEN)


class TestTime:
    def test_ends_it_and_forgets_what_it_showed(self, share):
        page, secret = share()
        _still, other = share(days=90)
        made = timezone.now() - timedelta(days=8)
        SharedPage.objects.filter(pk=page.pk).update(made_at=made, expires_at=made + timedelta(days=7))
        assert worth(secret) == Address.EXPIRED
        assert task() == "1 emptied, 0 removed"
        assert task() == "0 emptied, 0 removed"
        page.refresh_from_db()
        assert (page.shown, str(page.standing)) == ({}, "Terminée")
        ended = timezone.now() - TOLD_FOR
        SharedPage.objects.filter(pk=page.pk).update(made_at=made - TOLD_FOR, expires_at=ended)
        assert sweep_shared_pages().removed == 1
        assert SharedPageLink.objects.by_secret(secret) is None
        assert worth(other) == Address.OPEN


def test_erasure_closes_all(share, ada, evidence):
    page, secret = share(evidence=[evidence.pk], label="Mairie")
    closed, other = share()
    close_page(page=closed, actor=ada)
    room = next(one for one in rooms() if one.slug == "acquis")
    held = next(one for one in room.holdings if one.slug == "pages-partagees")
    assert list(held.rows(ada)) == [page, closed]
    for _again in range(2):
        forget_volunteer(person=ada)
        assert not held.rows(ada).exists()
        page.refresh_from_db()
        assert (page.volunteer, page.label, page.shown) == (None, "", {})
        assert worth(secret) == worth(other) == Address.CLOSED
