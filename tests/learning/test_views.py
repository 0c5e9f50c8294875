"""What a learner sends, and who may: the right person, the wrong one, a visitor, the wrong method."""

from urllib.parse import quote

import pytest
from django.urls import reverse

from learning.models import CompletedStep, Enrolment
from learning.reading import reading_in


def url(name, page) -> str:
    return reverse(f"learning:{name}", args=[page.pk])


def sign_in_then(address: str) -> str:
    return f"/compte/connexion/?next={quote(address)}"


@pytest.mark.parametrize("name", ["enrol", "leave", "finish-step", "mark-read", "begin-quiz"])
def test_nothing_is_changed_by_a_get(name, ada, client_of):
    assert client_of(ada).get(reverse(f"learning:{name}", args=[1])).status_code == 405


@pytest.mark.parametrize("name", ["enrol", "leave", "finish-step", "begin-quiz"])
def test_a_form_without_its_token_is_refused(name, ada, module, client_of):
    assert client_of(ada, enforce_csrf_checks=True).post(url(name, module)).status_code == 403


@pytest.mark.parametrize("name", ["enrol", "leave", "finish-step", "mark-read", "begin-quiz"])
def test_a_number_that_no_database_holds_is_not_found(name, ada, client_of):
    assert client_of(ada).post(reverse(f"learning:{name}", args=[10**20])).status_code == 404


def test_a_drafts_address_is_not_told_to_a_visitor(module, client_of):
    module.unpublish()
    assert client_of().post(url("leave", module)).url == sign_in_then("/")


class TestEnrol:
    def test_anybody_signed_in_enrols_and_comes_back_to_the_module(self, linus, module, client_of):
        response = client_of(linus).post(url("enrol", module))

        assert response.url == module.url
        assert Enrolment.objects.by(linus).in_module(module).active().count() == 1

    def test_one_comes_back_to_the_page_one_was_on(self, linus, module, sequence, client_of):
        response = client_of(linus).post(url("enrol", module), {"next": sequence.url})
        assert response.url == sequence.url

    @pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
    def test_one_is_never_sent_to_another_site(self, elsewhere, linus, module, client_of):
        assert client_of(linus).post(url("enrol", module), {"next": elsewhere}).url == module.url

    def test_a_visitor_signs_in_and_comes_back_to_the_module(self, module, client_of):
        response = client_of().post(url("enrol", module))
        assert response.url == sign_in_then(module.url)
        assert not Enrolment.objects.exists()

    @pytest.mark.parametrize("nonsense", ["nulle-part", "learning:dashboard", "\x00", "a\x00b"])
    def test_an_address_that_makes_no_sense_leads_to_the_module(self, nonsense, linus, module, client_of):
        assert client_of(linus).post(url("enrol", module), {"next": nonsense}).url == module.url

    def test_a_draft_is_not_found(self, linus, module, client_of):
        module.unpublish()
        assert client_of(linus).post(url("enrol", module)).status_code == 404

    def test_the_house_is_the_one_whose_site_it_is(self, linus, house, other_house, make_module, client_of):
        theirs = make_module(other_house, "AUTRE", "Un autre module")
        client_of(linus).post(url("enrol", theirs), HTTP_HOST="brenne.example")
        assert Enrolment.objects.get(learner=linus).structure == other_house

    def test_another_houses_module_is_not_studied_in_the_name_of_this_one(
        self, linus, house, other_house, make_module, sequence, client_of
    ):
        # Its attestation would carry this house's name and count for a scheme that asks for a module of that code.
        theirs = make_module(other_house, "DROIT", "Un module de dix minutes")
        assert client_of(linus).post(url("enrol", theirs)).status_code == 404
        step = theirs.get_children().first()
        assert client_of().post(url("mark-read", step)).status_code == 404
        assert not Enrolment.objects.by(linus).exists()


class TestLeave:
    def test_one_leaves_and_finds_it_on_the_dashboard(self, ada, module, client_of):
        client = client_of(ada)
        response = client.post(url("leave", module), follow=True)

        assert response.redirect_chain[0][0] == reverse("learning:dashboard")
        assert "Mon historique" in response.content.decode()

    def test_somebody_not_enrolled_leaves_nothing(self, linus, module, client_of):
        assert client_of(linus).post(url("leave", module)).status_code == 404

    def test_a_finished_module_is_not_left(self, ada, module, enrolment, client_of):
        Enrolment.objects.update(completed_at=enrolment.enrolled_at)
        assert client_of(ada).post(url("leave", module)).status_code == 404


class TestFinishStep:
    def test_it_is_recorded_and_the_next_step_follows(self, ada, sequences, client_of):
        response = client_of(ada).post(url("finish-step", sequences[0]))

        assert response.url == sequences[1].url
        assert CompletedStep.objects.get().step_title == "Séquence 1"

    def test_reading_it_again_changes_nothing(self, ada, sequences, client_of):
        client = client_of(ada)
        client.post(url("finish-step", sequences[0]))
        client.post(url("finish-step", sequences[0]))
        assert CompletedStep.objects.count() == 1

    def test_the_last_one_leads_back_to_the_module(self, linus, house, make_module, client_of):
        short = make_module(house, "COURT", "Court", sequences=1, quiz=False)
        client = client_of(linus)
        client.post(url("enrol", short))
        response = client.post(url("finish-step", short.get_children().get()), follow=True)

        assert response.redirect_chain[0][0] == f"{short.url}#suite"
        assert "Vous avez terminé le module" in response.content.decode()

    def test_somebody_not_enrolled_finishes_nothing(self, linus, sequence, client_of):
        assert client_of(linus).post(url("finish-step", sequence)).status_code == 404

    def test_a_quiz_is_not_finished_by_saying_so(self, ada, quiz, client_of):
        assert client_of(ada).post(url("finish-step", quiz)).status_code == 404
        assert not CompletedStep.objects.exists()

    def test_a_page_never_published_is_not_found(self, ada, module, make_sequence, client_of):
        draft = make_sequence(module, "Brouillon", publish=False)
        assert client_of(ada).post(url("finish-step", draft)).status_code == 404

    def test_a_page_unpublished_while_it_was_read_still_counts(self, ada, sequence, client_of):
        sequence.unpublish()
        client_of(ada).post(url("finish-step", sequence))
        assert CompletedStep.objects.count() == 1

    def test_somebody_whose_session_ended_signs_in_and_comes_back_to_the_lesson(self, sequence, client_of):
        assert client_of().post(url("finish-step", sequence)).url == sign_in_then(sequence.url)


class TestMarkRead:
    def test_a_visitors_word_is_kept_in_their_session_and_nowhere_else(self, sequences, client_of):
        visitor = client_of(enforce_csrf_checks=True)
        response = visitor.post(url("mark-read", sequences[0]), headers={"Origin": "http://testserver"})

        assert response.url == sequences[1].url
        assert [one.key for one in reading_in(visitor.session)] == [sequences[0].translation_key]
        assert not CompletedStep.objects.exists()

    def test_another_sites_page_cannot_send_it(self, sequence, client_of):
        visitor = client_of()
        response = visitor.post(url("mark-read", sequence), headers={"Origin": "http://evil.example"})
        assert response.status_code == 403
        assert reading_in(visitor.session) == []

    def test_a_quiz_is_not_marked_as_read(self, quiz, client_of):
        assert client_of().post(url("mark-read", quiz)).status_code == 404

    def test_a_draft_is_not_found(self, sequence, client_of):
        sequence.unpublish()
        assert client_of().post(url("mark-read", sequence)).status_code == 404

    def test_somebody_signed_in_has_better_and_writes_nothing_here(self, ada, sequence, client_of):
        client = client_of(ada)
        assert client.post(url("mark-read", sequence)).url == sequence.url
        assert reading_in(client.session) == []
        assert not CompletedStep.objects.exists()
