"""What staff see of learning: their own structures, read only, exported safely, at a flat cost."""

import pytest
from django.utils import timezone

from accounts.models import User
from learning.actions.complete_step import complete_step
from learning.actions.enrol import enrol
from learning.models import Enrolment

ENROLMENTS, LEARNERS = "/admin/inscriptions/", "/admin/apprenants/"


@pytest.fixture
def stranger(other_house, make_module, make_person):
    """Somebody who learns in the other house, with their enrolment."""
    theirs = make_module(other_house, "AUTRE", "Leur module", sequences=1, quiz=False)
    user = make_person("zoe", other_house, "learner")
    return enrol(learner=user, module=theirs, structure=other_house, actor=user)


@pytest.mark.parametrize("address", [ENROLMENTS, LEARNERS])
class TestWho:
    @pytest.mark.parametrize("who", ["val", "marie"])
    def test_validators_and_managers_see_the_list(self, address, who, request, ada, client_of):
        html = client_of(request.getfixturevalue(who)).get(address).content.decode()
        assert "Ada Exemple" in html

    @pytest.mark.parametrize("who", ["grace", "linus", "ada"])
    def test_nobody_else_does(self, address, who, request, ada, client_of):
        response = client_of(request.getfixturevalue(who)).get(address)
        assert response.status_code in (302, 403)
        assert b"listing" not in response.content

    def test_a_visitor_is_sent_to_sign_in(self, address, house, client_of):
        assert "/compte/connexion/" in client_of().get(address).url

    def test_another_houses_people_are_not_there(self, address, ada, val, stranger, client_of):
        assert "Zoe" not in client_of(val).get(address).content.decode()

    @pytest.mark.parametrize("verb", ["create", "edit/1", "delete/1"])
    def test_nothing_can_be_changed(self, address, verb, ada, marie, client_of):
        response = client_of(marie).get(f"{address}{verb}/")
        assert response.status_code in (302, 403, 404)

    def test_it_costs_at_most_20_queries_whatever_the_rows(
        self, address, ada, module, house, val, client_of, django_assert_max_num_queries
    ):
        people = User.objects.bulk_create(
            [User(email=f"p{n}@exemple.fr", display_name=f"Personne {n}") for n in range(60)]
        )
        for person in people:
            enrol(learner=person, module=module, structure=house, actor=None)
        client = client_of(val)
        client.get(address)
        with django_assert_max_num_queries(20):
            html = client.get(address).content.decode()
        assert "Personne" in html


class TestEnrolments:
    def test_one_is_read_with_its_evidence(self, ada, enrolment, sequence, val, client_of):
        complete_step(enrolment=enrolment, step=sequence, actor=ada)
        html = client_of(val).get(f"{ENROLMENTS}inspect/{enrolment.pk}/").content.decode()
        assert "Séquence 1" in html
        assert "séquence lue" in html

    def test_another_houses_is_not_found(self, val, stranger, client_of):
        assert client_of(val).get(f"{ENROLMENTS}inspect/{stranger.pk}/").status_code == 404

    def test_progress_is_said_in_words(self, ada, enrolment, sequence, val, client_of):
        complete_step(enrolment=enrolment, step=sequence, actor=ada)
        assert "1 étape terminée sur 3 (42\xa0%)" in client_of(val).get(ENROLMENTS).content.decode()

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("q=ada", True),
            ("q=ADA@exemple", True),
            ("q=Droit", True),
            ("q=personne-de-ce-nom", False),
            ("module=DROIT", True),
            ("etat=en-cours", True),
            ("etat=termine", False),
            ("etat=quitte", False),
            ("etat=nimporte", True),
            ("depuis=7", True),
            ("depuis=nimporte", True),
        ],
    )
    def test_it_is_searched_and_filtered(self, query, found, ada, val, client_of):
        html = client_of(val).get(f"{ENROLMENTS}?{query}").content.decode()
        assert ("ada@exemple.fr" in html) is found

    def test_old_enrolments_are_left_out_of_the_last_days(self, ada, enrolment, val, client_of):
        Enrolment.objects.update(enrolled_at=timezone.now() - timezone.timedelta(days=20))
        client = client_of(val)
        assert "ada@exemple.fr" not in client.get(f"{ENROLMENTS}?depuis=7").content.decode()
        assert "ada@exemple.fr" in client.get(f"{ENROLMENTS}?depuis=30").content.decode()

    def test_columns_are_named_in_french(self, ada, val, client_of):
        html = client_of(val).get(ENROLMENTS).content.decode()
        for heading in ("Nom", "Adresse électronique", "Progression", "Inscription le", "Terminé le"):
            assert heading in html
        assert "Enrolled" not in html

    @pytest.mark.parametrize(
        ("change", "state"),
        [({"completed_at": timezone.now()}, "termine"), ({"left_at": timezone.now()}, "quitte")],
    )
    def test_states_are_told_apart(self, change, state, ada, enrolment, val, client_of):
        Enrolment.objects.filter(pk=enrolment.pk).update(**change)
        client = client_of(val)
        assert "ada@exemple.fr" in client.get(f"{ENROLMENTS}?etat={state}").content.decode()
        assert "ada@exemple.fr" not in client.get(f"{ENROLMENTS}?etat=en-cours").content.decode()

    def test_it_is_exported_with_french_headings(self, ada, enrolment, sequence, val, stranger, client_of):
        complete_step(enrolment=enrolment, step=sequence, actor=ada)
        response = client_of(val).get(f"{ENROLMENTS}?export=csv")
        rows = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
        assert rows[0].startswith("Nom,Adresse électronique,Code du module,Module,État")
        assert len(rows) == 2
        assert rows[1].startswith(
            "Ada Exemple,ada@exemple.fr,DROIT,Droit associatif et statuts,En cours,42,1,30,"
        )

    @pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
    def test_a_name_is_never_run_as_a_formula(self, sign, ada, val, client_of):
        User.objects.filter(pk=ada.pk).update(display_name=f'{sign}HYPERLINK("http://evil.example")')
        for address in (ENROLMENTS, LEARNERS):
            body = b"".join(client_of(val).get(f"{address}?export=csv").streaming_content).decode()
            assert f"'{sign}HYPERLINK" in body


class TestLearners:
    def test_one_is_read_with_what_they_study_here_only(
        self, ada, house, other_house, make_module, val, client_of
    ):
        theirs = make_module(other_house, "AUTRE", "Leur module", sequences=1, quiz=False)
        enrol(learner=ada, module=theirs, structure=other_house, actor=ada)
        html = client_of(val).get(f"{LEARNERS}inspect/{ada.pk}/").content.decode()
        assert "Droit associatif et statuts" in html
        assert "Leur module" not in html

    def test_another_houses_learner_is_not_found(self, val, stranger, client_of):
        assert client_of(val).get(f"{LEARNERS}inspect/{stranger.learner_id}/").status_code == 404

    def test_modules_are_counted_by_state(self, ada, enrolment, val, client_of):
        body = b"".join(client_of(val).get(f"{LEARNERS}?export=csv").streaming_content).decode("utf-8-sig")
        assert (
            body.splitlines()[0]
            == "Nom,Adresse électronique,Compte ouvert le,Modules en cours,Modules terminés"
        )
        assert body.splitlines()[1].startswith("Ada Exemple,ada@exemple.fr,")
        assert body.splitlines()[1].endswith(",1,0")
