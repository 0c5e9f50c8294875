"""A tutor is asked by a link, and answers once, without an account."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.models import LogEntry
from certification.actions.appraise_practice import Word, appraise_practice
from certification.actions.move_dossier import move
from certification.actions.revoke_tutor_link import revoke_tutor_link
from certification.actions.send_tutor_link import send_tutor_link
from certification.models import Practice, SchemeVersion, TutorLink
from certification.practice_refusals import LinkRefused, PracticeRefused
from certification.refusals import MayNotDecide, NotYours
from certification.rules.practice import Link, Problem

WORD = Word(confirms=True, days=14, appraisal=" A tenu la caisse. ", signed_as=" Paul  Tuteur ")


@pytest.fixture
def practice(opened, give):
    """A period of Ada's, declared."""
    give(opened, "birth_date", "practice")
    practice = Practice.objects.get()
    Practice.objects.update(
        state="declared", appraised_at=None, confirmed_days=None, appraisal="", signed_as=""
    )
    practice.refresh_from_db()
    return practice


def secret_in(letter) -> str:
    return re.search(r"/tuteur/([\w-]+)/", letter.body)[1]


@pytest.fixture
def secret(practice, ada, mailoutbox) -> str:
    send_tutor_link(practice=practice, actor=ada)
    return secret_in(mailoutbox[-1])


def closed(link, secret, actor=None):
    with pytest.raises(LinkRefused) as caught:
        appraise_practice(secret=secret, word=WORD, actor=actor)
    assert caught.value.link == link


class TestAsking:
    def test_the_tutor_gets_a_letter_and_only_its_hash_is_kept(self, practice, ada, mailoutbox):
        link = send_tutor_link(practice=practice, actor=ada)
        letter = mailoutbox[-1]
        secret = secret_in(letter)
        assert letter.to == ["paul@exemple.fr"]
        assert letter.subject == "Ada Exemple vous demande une confirmation de pratique"
        assert "Bonjour Paul Tuteur" in letter.body
        assert secret in letter.alternatives[0][0]
        assert link.secret_hash == TutorLink.hash_of(secret) != secret
        assert link.expires_at - link.sent_at == timedelta(days=30)
        practice.refresh_from_db()
        assert practice.state == "asked"
        line = LogEntry.objects.get(verb="practice.asked")
        assert secret not in str(line.payload) and "paul@" not in str(line.payload)

    def test_another_link_closes_the_first(self, practice, ada, secret, mailoutbox):
        send_tutor_link(practice=practice, actor=ada)
        closed(Link.WITHDRAWN, secret)
        assert appraise_practice(secret=secret_in(mailoutbox[-1]), word=WORD, actor=None).state == "appraised"

    def test_not_more_than_three_a_day(self, practice, ada, mailoutbox):
        for _each in range(3):
            send_tutor_link(practice=practice, actor=ada)
        with pytest.raises(PracticeRefused) as caught:
            send_tutor_link(practice=practice, actor=ada)
        assert caught.value.problem == Problem.TOO_OFTEN
        assert len(mailoutbox) == 3

    def test_an_address_that_became_the_candidates_is_refused(self, practice, ada, mailoutbox):
        EmailAddress.objects.create(user=ada, email="paul@exemple.fr")
        with pytest.raises(PracticeRefused) as caught:
            send_tutor_link(practice=practice, actor=ada)
        assert caught.value.problem == Problem.OWN_TUTOR
        assert mailoutbox == []

    def test_only_by_the_candidate(self, practice, linus):
        with pytest.raises(NotYours):
            send_tutor_link(practice=practice, actor=linus)
        with pytest.raises(NotYours):
            revoke_tutor_link(practice=practice, actor=linus)

    def test_it_may_be_withdrawn(self, practice, ada, secret):
        assert revoke_tutor_link(practice=practice, actor=ada).state == "declared"
        closed(Link.WITHDRAWN, secret)
        revoke_tutor_link(practice=practice, actor=ada)
        assert LogEntry.objects.filter(verb="practice.link_withdrawn").count() == 1

    def test_an_asked_one_without_an_open_link_stays(self, practice, ada, secret):
        TutorLink.objects.update(revoked_at=timezone.now())
        practice.refresh_from_db()
        assert revoke_tutor_link(practice=practice, actor=ada).state == "asked"


class TestAnswering:
    def test_the_word_is_kept_with_what_was_shown(self, secret, ada, mailoutbox):
        practice = appraise_practice(secret=secret, word=WORD, actor=None)
        practice.refresh_from_db()
        assert (practice.state, practice.confirmed_days) == ("appraised", 14)
        assert (practice.appraisal, practice.signed_as) == ("A tenu la caisse.", "Paul Tuteur")
        assert practice.shown["association"] == "Les Amis du canal"
        assert practice.shown["days"] == 15
        assert TutorLink.objects.get().used_at
        letter = mailoutbox[-1]
        assert letter.to == [ada.email]
        assert "a confirmé 14" in letter.body.replace("\u00a0", " ")
        line = LogEntry.objects.get(verb="practice.appraised")
        assert line.actor is None
        assert line.payload["days"] == 14

    def test_it_moves_the_dossier(self, secret, opened, ada, module, finish):
        finish(ada, module)
        opened.refresh_from_db()
        assert opened.state == "practice"
        appraise_practice(secret=secret, word=replace(WORD, days=15), actor=None)
        opened.refresh_from_db()
        assert opened.state == "practice_done"

    def test_fourteen_days_are_not_fifteen(self, secret, opened, ada, module, finish):
        finish(ada, module)
        appraise_practice(secret=secret, word=WORD, actor=None)
        opened.refresh_from_db()
        assert opened.state == "practice"

    def test_one_who_cannot_confirm_says_why(self, secret, mailoutbox):
        word = Word(False, None, "Je ne l’ai vue que deux fois.", "Paul Tuteur")
        practice = appraise_practice(secret=secret, word=word, actor=None)
        assert (practice.state, practice.confirmed_days) == ("declined", 0)
        assert practice.shown["skills"] == []
        assert "Je ne l’ai vue que deux fois." in mailoutbox[-1].body
        assert LogEntry.objects.filter(verb="practice.declined").exists()

    def test_once(self, secret, mailoutbox):
        appraise_practice(secret=secret, word=WORD, actor=None)
        letters = len(mailoutbox)
        closed(Link.USED, secret)
        assert len(mailoutbox) == letters
        assert LogEntry.objects.filter(verb="practice.appraised").count() == 1

    def test_not_too_late(self, secret):
        TutorLink.objects.update(expires_at=timezone.now())
        closed(Link.EXPIRED, secret)

    def test_not_with_another_secret(self, secret):
        closed(Link.UNKNOWN, secret[:-1])

    def test_not_once_the_dossier_is_closed(self, secret, opened, ada):
        opened.refresh_from_db()
        move(dossier=opened, event="withdraw", actor=ada)
        closed(Link.CLOSED, secret)

    def test_never_by_the_candidate_nor_in_their_other_account(self, secret, ada, make_person):
        twin = make_person("twin")
        twin.email = "ada+deux@exemple.fr"
        twin.save()
        for person in (ada, twin):
            with pytest.raises(MayNotDecide):
                appraise_practice(secret=secret, word=WORD, actor=person)
        assert Practice.objects.get().state == "asked"

    def test_somebody_signed_in_may_be_a_tutor(self, secret, linus):
        assert appraise_practice(secret=secret, word=WORD, actor=linus).state == "appraised"
        assert LogEntry.objects.get(verb="practice.appraised").actor is None

    def test_more_days_than_the_period_has_are_refused_and_the_link_still_serves(self, secret):
        with pytest.raises(PracticeRefused) as caught:
            appraise_practice(secret=secret, word=replace(WORD, days=83), actor=None)
        assert caught.value.problem == Problem.TOO_MANY_DAYS
        assert appraise_practice(secret=secret, word=replace(WORD, days=82), actor=None).confirmed_days == 82


class TestSkills:
    @pytest.fixture(autouse=True)
    def skills(self, practical):
        asked = practical.requirements | {"skills": ["Tenir un budget", "Parler en public"]}
        SchemeVersion.objects.filter(pk=practical.pk).update(requirements=asked)

    def test_each_is_answered_and_kept(self, secret):
        word = replace(WORD, skills=("seen", "not_seen"))
        practice = appraise_practice(secret=secret, word=word, actor=None)
        assert practice.seen_skills == [
            {"skill": "Tenir un budget", "seen": "seen", "words": "Constaté"},
            {"skill": "Parler en public", "seen": "not_seen", "words": "Pas constaté"},
        ]

    @pytest.mark.parametrize("answers", [(), ("seen",), ("seen", "superbe"), ("seen", "")])
    def test_none_may_be_left_out_or_made_up(self, secret, answers):
        with pytest.raises(PracticeRefused) as caught:
            appraise_practice(secret=secret, word=replace(WORD, skills=answers), actor=None)
        assert caught.value.problem == Problem.NO_SUCH_ANSWER
