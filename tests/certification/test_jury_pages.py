"""What members of a jury and staff see of it and send; nobody else comes in, and hidden opinions stay hidden."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from certification.actions.apply_for_certificate import apply_for_certificate
from certification.actions.close_session import close_session
from certification.actions.convene_jury import convene_jury
from certification.actions.make_minutes import make_minutes
from certification.actions.seat_member import seat_member
from certification.actions.send_to_jury import send_to_jury
from certification.models import Conflict, Credential, Dossier, JuryCase, JurySession, Minutes, Opinion
from certification.tasks import make_minutes as make_minutes_task
from tests.pages import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_queue")]


def opinion(view="favourable", text="Solide.", **changes) -> dict:
    both = {"view_rigour": view, "view_clarity": view, "note_rigour": "", "note_clarity": ""}
    return {"view": view, "text": text, **both, **changes}


def address(name, one) -> str:
    return reverse(f"certification:{name}", args=[one.pk])


@pytest.fixture
def outsiders(session, linus, ada, grace, val, other_house, make_person):
    """People who do not sit: a stranger, the candidate, a trainer, a validator, another house's manager."""
    return [linus, ada, grace, val, make_person("eve", other_house, "manager")]


class TestWhoComesIn:
    def test_only_members_see_it(self, open_case, jurors, outsiders, client, client_of):
        for path in (address("jury-session", open_case.session), address("jury-case", open_case)):
            assert client_of(jurors[1]).get(path).status_code == 200
            assert client.get(path).status_code == 302
            for person in [*outsiders, jurors[3]]:
                assert client_of(person).get(path).status_code == 404

    def test_only_members_send_and_only_by_post(self, open_case, jurors, outsiders, client, client_of):
        names = {"jury-opinion": open_case, "jury-conflict": open_case, "jury-decision": open_case}
        names |= {"jury-deliberate": open_case.session, "jury-close": open_case.session}
        for name, one in names.items():
            path = address(name, one)
            assert client_of(jurors[0]).get(path).status_code == 405
            assert client.post(path).status_code == 302
            for person in outsiders:
                assert client_of(person).post(path, opinion()).status_code == 404
        assert not Opinion.objects.exists()

    def test_each_finds_their_own_sessions(self, session, jurors, linus, client_of):
        assert "Jury d’automne" in text_of(client_of(jurors[0]).get("/jury/"))
        assert "aucun jury" in text_of(client_of(linus).get("/jury/"))


class TestOpinions:
    def test_one_is_kept_then_signed(self, open_case, jurors, client_of):
        browser, path = client_of(jurors[0]), address("jury-opinion", open_case)
        page = browser.post(path, opinion("reserved", "Hésite\x00.", view_clarity="", keep="1"), follow=True)
        assert "Votre avis est gardé" in text_of(page)
        assert "Hésite." in page.content.decode()
        page = browser.post(path, opinion(text="L’aisance d’O'Brien.", sign="1"), follow=True)
        assert "Votre avis est signé" in text_of(page)
        assert Opinion.objects.get().signed_at
        assert "jury-opinion" not in page.content.decode()
        assert 'name="sign"' not in page.content.decode()
        page = browser.post(path, opinion("unfavourable", "Non.", sign="1"), follow=True)
        assert "ne peut plus changer" in text_of(page)
        assert Opinion.objects.get().view == "favourable"

    def test_one_that_says_too_little_is_kept_and_not_signed(self, open_case, jurors, client_of):
        page = client_of(jurors[0]).post(
            address("jury-opinion", open_case), opinion(view_clarity="", sign="1"), follow=True
        )
        assert "chaque critère" in text_of(page)
        assert Opinion.objects.get().signed_at is None

    def test_what_was_typed_is_not_lost(self, open_case, jurors, client_of):
        page = client_of(jurors[0]).post(
            address("jury-opinion", open_case), opinion(view="", text="Trois lignes."), follow=True
        )
        assert page.status_code == 400
        assert "Trois lignes." in page.content.decode()

    def test_nobody_reads_the_others_before_all_have_signed(self, open_case, jurors, val, client_of, speak):
        speak(open_case, jurors[0], text="Un avis très secret.")
        speak(open_case, jurors[1], text="Un avis très secret.")
        paths = [address("jury-case", open_case), address("jury-session", open_case.session)]
        for path in paths:
            assert "secret" not in client_of(jurors[2]).get(path).content.decode()
        desk = f"/admin/jurys/{open_case.session_id}/"
        page = text_of(client_of(val).get(desk))
        assert "2 avis signés sur 3" in page
        assert "secret" not in page
        speak(open_case, jurors[2])
        assert "secret" in client_of(jurors[2]).get(paths[0]).content.decode()
        assert "secret" in text_of(client_of(val).get(desk))

    def test_staff_who_are_the_candidate_do_not_read_them(self, deliberating, ada, val, appoint, client_of):
        appoint(ada, "validator")
        desk = f"/admin/jurys/{deliberating.session_id}/"
        assert "Solide." in text_of(client_of(val).get(desk))
        page = client_of(ada).get(desk)
        assert page.status_code == 200
        assert "Solide." not in text_of(page)

    def test_before_the_session_opens_only_ties_are_declared(self, case, jurors, client_of):
        page = client_of(jurors[0]).get(address("jury-case", case))
        assert "pas encore ouverte" in text_of(page)
        assert "Droit associatif" not in text_of(page)
        assert 'name="reason"' in page.content.decode()


class TestTies:
    def test_one_is_declared_and_closes_the_record(self, open_case, jurors, client_of):
        browser, path = client_of(jurors[1]), address("jury-conflict", open_case)
        assert "Droit associatif" in text_of(browser.get(address("jury-case", open_case)))
        assert browser.post(path, {"reason": ""}).status_code == 400
        assert "Merci." in text_of(browser.post(path, {"reason": "household", "note": "Foyer"}, follow=True))
        assert Conflict.objects.get().note == "Foyer"
        page = text_of(browser.get(address("jury-case", open_case)))
        assert "même foyer" in page
        assert "Droit associatif" not in page
        assert "déjà déclaré" in text_of(browser.post(path, {"reason": "other"}, follow=True))


class TestDecision:
    def test_the_president_opens_decides_and_closes(self, open_case, jurors, client_of, speak, files):
        session, browser = open_case.session, client_of(jurors[0])
        page = browser.post(address("jury-deliberate", session), follow=True)
        assert "doivent encore signer" in text_of(page)
        for person in jurors[:3]:
            speak(open_case, person)
        assert "est ouverte" in text_of(browser.post(address("jury-deliberate", session), follow=True))
        page = browser.post(address("jury-close", session), follow=True)
        assert "doit être décidé" in text_of(page)
        decision = address("jury-decision", open_case)
        page = browser.post(decision, {"decision": "refused", "grounds": ""}, follow=True)
        assert (page.status_code, "Écrivez les motifs" in text_of(page)) == (400, True)
        assert browser.post(decision, {"decision": "superb"}).status_code == 400
        page = browser.post(decision, {"decision": "validated", "grounds": ""}, follow=True)
        assert "La décision est enregistrée." in text_of(page)
        assert Dossier.objects.get().state == "validated"
        assert Credential.objects.of_kind("certificate").count() == 1
        page = browser.post(decision, {"decision": "validated", "grounds": ""}, follow=True)
        assert "déjà décidé" in text_of(page)
        page = text_of(browser.post(address("jury-close", session), follow=True))
        assert "La session est close" in page
        assert "fichier est en cours de fabrication" in page

    def test_the_form_is_the_leaders_alone(self, deliberating, jurors, client_of):
        path = address("jury-case", deliberating)
        assert 'name="decision"' in client_of(jurors[0]).get(path).content.decode()
        assert 'name="decision"' not in client_of(jurors[1]).get(path).content.decode()
        sent = client_of(jurors[1]).post(
            address("jury-decision", deliberating), {"decision": "validated"}, follow=True
        )
        assert "qui préside" in text_of(sent)
        assert client_of(jurors[1]).post(address("jury-decision", deliberating), {}).status_code == 400
        assert not JuryCase.objects.get().decision


class TestMinutes:
    def test_members_and_staff_read_them_and_nobody_else(
        self, minutes, jurors, val, linus, ada, grace, client, client_of, files
    ):
        path = reverse("certification:minutes", args=[minutes.session_id])
        assert client_of(val).get(path).status_code == 404  # not made yet
        assert make_minutes_task(minutes.pk)
        assert not make_minutes_task(0)
        for person in (*jurors[:3], val):
            response = client_of(person).get(path)
            assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
            assert response.content.startswith(b"%PDF")
            assert minutes.number in response["Content-Disposition"]
        for person in (linus, ada, grace, jurors[3]):
            assert client_of(person).get(path).status_code == 404
        assert client.get(path).status_code == 302
        assert minutes.number in text_of(client_of(val).get(f"/admin/jurys/{minutes.session_id}/"))

    @pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_bytes(b"x")])
    def test_a_lost_file_says_so(self, minutes, val, client_of, files, damage):
        make_minutes(minutes=minutes)
        damage(files()[0])
        response = client_of(val).get(reverse("certification:minutes", args=[minutes.session_id]))
        assert response.status_code == 503
        assert minutes.number in text_of(response)


class TestTheDesk:
    def test_staff_convene_seat_send_and_open(self, before_jury, jurors, val, client_of):
        browser = client_of(val)
        assert "Convoquer un jury" in text_of(browser.get("/admin/jurys/"))
        scheme = before_jury.version.scheme_id
        given = {"scheme": scheme, "title": "Jury d’hiver", "held_on": "2026-12-10", "quorum": 3}
        assert browser.get("/admin/jurys/convoquer/").status_code == 200
        assert browser.post("/admin/jurys/convoquer/", given | {"scheme": "0"}).status_code == 400
        page = browser.post("/admin/jurys/convoquer/", given | {"quorum": 2})
        assert (page.status_code, "quorum plus élevé" in text_of(page)) == (400, True)
        page = browser.post("/admin/jurys/convoquer/", given, follow=True)
        session = JurySession.objects.get()
        assert page.redirect_chain[-1][0] == f"/admin/jurys/{session.pk}/"
        seat = reverse("jury_seat", args=[session.pk])
        assert "Aucun compte" in text_of(browser.post(seat, {"email": "x@exemple.fr"}, follow=True))
        for person in jurors[:4]:
            browser.post(seat, {"email": person.email.upper(), "quality": "trésorière"})
        assert session.members.count() == 4
        assert "déjà membre" in text_of(browser.post(seat, {"email": jurors[0].email}, follow=True))
        last = session.members.last()
        browser.post(reverse("jury_preside", args=[last.pk]))
        assert session.members.get(presides=True) == last
        browser.post(reverse("jury_unseat", args=[session.members.first().pk]))
        assert session.members.count() == 3
        send = reverse("jury_add_dossier", args=[session.pk])
        assert "n’attend plus" in text_of(browser.post(send, {"dossier": 0}, follow=True))
        browser.post(send, {"dossier": before_jury.pk})
        assert Dossier.objects.get().state == "jury"
        page = text_of(browser.post(reverse("jury_open", args=[session.pk]), follow=True))
        assert "La session est ouverte" in page
        assert "Jury d’hiver" in text_of(browser.get("/admin/jurys/?state__exact=open"))

    def test_a_dossier_is_taken_back(self, case, val, client_of):
        path = reverse("jury_take_back", args=[case.pk])
        assert "Écrivez les motifs" in text_of(client_of(val).post(path, {"grounds": ""}, follow=True))
        page = client_of(val).post(path, {"grounds": "Salle fermée."}, follow=True)
        assert "Salle fermée." in text_of(page)
        assert Dossier.objects.get().state == "submitted"

    def test_a_planned_session_is_cancelled(self, case, val, jurors, client_of):
        page, path = f"/admin/jurys/{case.session_id}/", reverse("jury_cancel", args=[case.session_id])
        browser = client_of(val)
        assert "Annuler cette session" in text_of(browser.get(page))
        assert "Écrivez pourquoi" in text_of(browser.post(path, {"grounds": " "}, follow=True))
        answer = text_of(browser.post(path, {"grounds": "Salle <fermée>."}, follow=True))
        assert "La session est annulée" in answer
        assert "Annulée le" in answer
        assert "Annuler cette session" not in answer
        assert Dossier.objects.get().state == "submitted"
        response = client_of(jurors[0]).get(address("jury-session", case.session))
        assert "Annulée" in text_of(response)
        assert b"Salle &lt;ferm" in response.content

    def test_another_house_and_trainers_have_no_business_here(
        self, case, other_house, make_person, grace, jurors, client, client_of
    ):
        eve = make_person("eve", other_house, "manager")
        session, member = case.session, case.session.members.first()
        posts = {
            "jury_seat": session,
            "jury_add_dossier": session,
            "jury_open": session,
            "jury_cancel": session,
            "jury_unseat": member,
        }
        posts |= {"jury_preside": member, "jury_take_back": case}
        for name, one in posts.items():
            path = reverse(name, args=[one.pk])
            assert client_of(eve).post(path, {"grounds": "x"}).status_code == 404
            assert client_of(grace).post(path, {"grounds": "x"}).status_code == 404
            assert client_of(jurors[0]).post(path, {"grounds": "x"}).status_code in (302, 403)
            assert client_of(eve).get(path).status_code == 405
            assert client.post(path).status_code == 302
        assert Dossier.objects.get().state == "jury"
        assert client_of(eve).get(f"/admin/jurys/{session.pk}/").status_code in (302, 403, 404)
        assert "automne" not in text_of(client_of(eve).get("/admin/jurys/"))
        assert client_of(grace).get("/admin/jurys/convoquer/").status_code == 404
        given = {"scheme": session.scheme_id, "title": "x", "held_on": "2026-12-10", "quorum": 3}
        assert client_of(eve).post("/admin/jurys/convoquer/", given).status_code == 400


class TestCosts:
    @pytest.fixture
    def more(self, module, judged, finish, make_person, house, session, val):
        def more(count):
            for number in range(count):
                person = make_person(f"p{number}", house, "learner")
                finish(person, module)
                dossier = apply_for_certificate(version=judged, actor=person)
                send_to_jury(session=session, dossier=dossier, actor=val)

        return more

    def test_more_dossiers_cost_no_more_queries(self, open_case, jurors, val, client_of, more):
        pages = [(jurors[0], address("jury-session", open_case.session))]
        pages += [
            (val, f"/admin/jurys/{open_case.session_id}/"),
            (val, "/admin/jurys/"),
            (jurors[0], "/jury/"),
        ]
        browsers = {person: client_of(person) for person in (jurors[0], val)}

        def cost():
            counts = []
            for person, path in pages:
                browsers[person].get(path)
                with CaptureQueriesContext(connection) as queries:
                    assert browsers[person].get(path).status_code == 200
                counts.append(len(queries))
            return counts

        before = cost()
        more(6)
        after = cost()
        assert after == before, (before, after)

    def test_a_dossier_costs_at_most_thirty_queries(
        self, deliberating, jurors, client_of, django_assert_max_num_queries
    ):
        browser, path = client_of(jurors[0]), address("jury-case", deliberating)
        browser.get(path)
        with django_assert_max_num_queries(30):
            browser.get(path)


def test_a_second_session_numbers_the_next_minutes(
    minutes, house, judged, val, jurors, make_person, speak, this_year
):
    session = convene_jury(
        structure=house, scheme=judged.scheme, title="Vide", held_on=date(2027, 1, 8), quorum=3, actor=val
    )
    for person in jurors[:3]:
        seat_member(session=session, person=person, actor=val)
    JurySession.objects.filter(pk=session.pk).update(state="deliberating")
    assert close_session(session=session, actor=jurors[0]).number == f"VAL-PV-{this_year}-0002"
    assert Minutes.objects.count() == 2
