"""The queue of dossiers and the page of one: complements, exemptions, appeals, and many at once."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from certification.actions.apply_for_certificate import apply_for_certificate
from certification.actions.ask_complement import ask_complement
from certification.actions.decide_dossier import decide_dossier
from certification.actions.move_dossier import move
from certification.actions.submit_dossier import submit_dossier
from certification.models import (
    Appeal,
    Complement,
    Credential,
    Dossier,
    Exemption,
    SchemeVersion,
    SupportingDocument,
)
from certification.review import asked_for
from learning.models import Enrolment
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def eve(other_house, make_person):
    """Manages another house."""
    return make_person("eve", other_house, "manager")


@pytest.fixture
def crowd(house, modules, version, make_person, finish):
    """A function that makes people who finished everything and sent their dossier."""

    def crowd(count, name="O’Brien-Éloïse"):
        for number in range(count):
            person = make_person(f"p{len(name)}{number}", house, "learner")
            person.display_name = f"{name} {number}"
            person.save()
            for module in modules:
                finish(person, module)
            apply_for_certificate(version=version, actor=person)
        return list(Dossier.objects.filter(candidate__display_name__startswith=name).order_by("pk"))

    return crowd


def act(name, dossier, browser, **sent):
    return browser.post(reverse(f"certification_{name}", args=[dossier.pk]), sent, follow=True)


class TestQueue:
    def test_filters_tell_complete_from_not_late_from_not_mine_from_others(
        self, dossier, val, ready, client_of, appoint
    ):
        browser, queue = client_of(val), "/admin/dossiers/"
        assert "1 sur 1" in text_of(browser.get(f"{queue}?complete=yes"))
        assert "0 sur 1" in text_of(browser.get(f"{queue}?complete=no"))
        Enrolment.objects.filter(module_code="GOUV").update(completed_at=None)
        assert "0 sur 1" in text_of(browser.get(f"{queue}?complete=yes"))
        assert "Bases (2 sur 3 modules)" in text_of(browser.get(f"{queue}?complete=no"))
        assert "1 sur 1" in text_of(browser.get(f"{queue}?complete=x"))
        assert "1 sur 1" in text_of(browser.get(f"{queue}?turn=mine"))
        assert "0 sur 1" in text_of(browser.get(f"{queue}?turn=late"))
        Dossier.objects.update(due_on=timezone.localdate() - timedelta(days=1))
        assert "En retard depuis le" in text_of(browser.get(f"{queue}?turn=late"))
        appoint(ready, "validator")
        assert "0 sur 1" in text_of(client_of(ready).get(f"{queue}?turn=mine"))

    def test_a_dossier_that_was_not_sent_shows_too(self, opened, val, client_of):
        page = client_of(val).get("/admin/dossiers/")
        assert "Gestion associative" in text_of(page)
        assert 'name="dossier"' not in page.content.decode()

    def test_its_queries_do_not_grow(self, crowd, val, client_of):
        crowd(1)
        browser = client_of(val)
        for address in ("/admin/dossiers/", "/admin/dossiers/?complete=yes"):
            browser.get(address)
            with CaptureQueriesContext(connection) as few:
                browser.get(address)
            if address.endswith("yes"):
                crowd(9, name="Autre")
                with CaptureQueriesContext(connection) as many:
                    browser.get(address)
                assert len(many) == len(few) <= 32


class TestSeveral:
    address = "/admin/dossiers/plusieurs/"

    def test_done_and_refused_are_told_apart(self, crowd, dossier, val, appoint, client_of):
        done, lacking = crowd(2)
        Enrolment.objects.filter(learner=lacking.candidate, module_code="GOUV").update(completed_at=None)
        appoint(dossier.candidate, "validator")
        ticked = {"verdict": "validate", "dossier": [done.pk, lacking.pk, dossier.pk]}
        text = text_of(client_of(dossier.candidate).post(self.address, ticked))
        assert "1 dossier validé" in text
        assert "2 dossiers laissés comme ils sont" in text
        assert "Il manque encore : Bases (2 sur 3 modules)." in text
        assert "C’est votre propre dossier" in text
        assert Credential.objects.of_kind("certificate").count() == 1
        again = text_of(client_of(val).post(self.address, {"verdict": "validate", "dossier": [done.pk]}))
        assert "est déjà décidé" in again
        assert Credential.objects.of_kind("certificate").count() == 1

    def test_the_same_complement_is_asked_of_each(self, crowd, val, client_of):
        dossiers = crowd(2)
        sent = {
            "verdict": "complement",
            "dossier": [one.pk for one in dossiers],
            "more": "Pièce d’identité\n",
        }
        assert "2 compléments demandés" in text_of(client_of(val).post(self.address, sent))
        assert {tuple(one.items) for one in Complement.objects.all()} == {("Pièce d’identité",)}

    def test_a_hundred_are_validated_in_one_go(self, crowd, val, client_of):
        dossiers = crowd(12)
        sent = {"verdict": "validate", "dossier": [one.pk for one in dossiers]}
        assert "12 dossiers validés" in text_of(client_of(val).post(self.address, sent))
        numbers = sorted(one.number[-4:] for one in Credential.objects.of_kind("certificate"))
        assert numbers == [f"{n:04}" for n in range(1, 13)]

    def test_nonsense_and_another_house_do_nothing(self, dossier, val, eve, grace, client_of):
        for ticked in ([], ["x", "²", "99999999999999999999"]):
            sent = {"verdict": "validate", "dossier": ticked}
            assert "Aucun dossier n’était coché" in text_of(client_of(val).post(self.address, sent))
        sent = {"verdict": "validate", "dossier": [dossier.pk]}
        assert "Aucun dossier" in text_of(client_of(eve).post(self.address, sent))
        assert "Aucun dossier" in text_of(client_of(grace).post(self.address, sent))
        assert client_of(val).post(self.address, {"verdict": "burn"}).status_code == 404
        assert client_of(val).get(self.address).status_code == 405
        assert Dossier.objects.get().state == "submitted"


class TestPage:
    def test_one_goes_from_one_to_the_next_and_back(self, crowd, val, client_of):
        first, second, third = crowd(3)
        browser = client_of(val)
        page = browser.get(f"/admin/dossiers/{second.pk}/").content.decode()
        assert f'accesskey="p" href="/admin/dossiers/{first.pk}/"' in page
        assert f'accesskey="n" href="/admin/dossiers/{third.pk}/"' in page
        response = act("decide", second, browser, verdict="validate", next="on")
        assert response.redirect_chain[0][0] == f"/admin/dossiers/{third.pk}/"
        # Nothing comes after the last one: its own page.
        response = act("decide", third, browser, verdict="validate", next="on")
        assert response.redirect_chain[0][0] == f"/admin/dossiers/{third.pk}/"

    def test_everything_asked_for_has_its_evidence(
        self, complete, ada, val, client_of, django_assert_max_num_queries
    ):
        submit_dossier(dossier=complete, actor=ada)
        browser = client_of(val)
        address = f"/admin/dossiers/{complete.pk}/"
        text = text_of(browser.get(address))
        for words in (
            "15 sur 15 jours", "Les Amis du canal", "Paul Tuteur, Trésorier", "A tenu la caisse avec soin.",
            "Personne majeure", "Livret signé par la personne candidate", "1 sur 1 module",
        ):  # fmt: skip
            assert words in text
        with django_assert_max_num_queries(36):
            browser.get(address)

    def test_a_complement_is_asked_by_ticking(self, dossier, val, client_of):
        browser = client_of(val)
        assert "Cochez ou écrivez" in text_of(act("complement", dossier, browser))
        text = text_of(act("complement", dossier, browser, item="group:bases", more="Votre nom complet"))
        assert "Le complément est demandé." in text
        assert Complement.objects.get().items == ["group:bases", "Votre nom complet"]
        assert "Pas encore de réponse" in text
        assert "est maintenant « Complément demandé »" in text_of(
            act("complement", dossier, browser, item="x")
        )

    def test_a_minor_s_authorisation_is_marked(self, opened, val, client_of):
        Dossier.objects.update(birth_date=date(2012, 1, 1))
        browser = client_of(val)
        assert "n’a pas encore été vue" in text_of(browser.get(f"/admin/dossiers/{opened.pk}/"))
        assert "Indiquez la date" in text_of(act("guardian", opened, browser, dated="31/31/2026"))
        assert "signée a été vue" in text_of(act("guardian", opened, browser, dated="2026-01-03"))

    def test_an_exemption_is_decided_by_a_lead(self, opened, give, ada, val, practical, client_of):
        dossier = give(opened, "birth_date")
        Exemption.objects.create(dossier=dossier, grounds="Dix ans de trésorerie.")
        move(dossier=dossier, event="request_exemption", actor=ada)
        browser = client_of(val)
        assert "Seul un responsable pédagogique" in text_of(browser.get(f"/admin/dossiers/{dossier.pk}/"))
        assert "0 sur 1" in text_of(browser.get("/admin/dossiers/?turn=mine"))
        practical.scheme.leads.add(val)
        assert "1 sur 1" in text_of(browser.get("/admin/dossiers/?turn=mine"))
        assert "Accorder la dispense" in text_of(browser.get(f"/admin/dossiers/{dossier.pk}/"))
        sent = {"verdict": "grant", "grounds": "Entendue.", "interview_on": "2026-01-05"}
        assert "Dispense de pratique accordée." in text_of(act("exempt", dossier, browser, **sent))
        assert act("exempt", dossier, browser, verdict="maybe").status_code == 404

    def test_theory_is_appraised_by_a_lead(self, opened, val, practical, client_of):
        rules = practical.requirements | {"appraisals": ["pedagogical_lead"]}
        SchemeVersion.objects.filter(pk=practical.pk).update(requirements=rules)
        practical.scheme.leads.add(val)
        browser = client_of(val)
        assert "Enregistrer cette appréciation" in text_of(browser.get(f"/admin/dossiers/{opened.pk}/"))
        assert "A tout suivi." in text_of(act("appraise", opened, browser, text="A tout suivi."))

    def test_an_appeal_is_answered_by_another(self, dossier, ready, val, marie, client_of):
        refused = decide_dossier(dossier=dossier, actor=val, verdict="refuse", reason="Non.")
        Appeal.objects.create(dossier=refused, grounds="Si.", refused_by=val)
        move(dossier=refused, event="appeal", actor=ready)
        assert "une autre personne répond" in text_of(client_of(val).get(f"/admin/dossiers/{dossier.pk}/"))
        text = text_of(act("appeal", dossier, client_of(marie), verdict="uphold", answer="Non plus."))
        assert "Non accepté : Non plus." in text
        assert Dossier.objects.get().state == "refused"

    def test_what_a_jury_decides_has_no_validation(self, dossier, version, val, client_of):
        jury = {"decision": {"by": "jury", "criteria": [{"code": "a", "label": "A"}]}}
        SchemeVersion.objects.update(requirements=version.requirements | jury)
        text = text_of(client_of(val).get(f"/admin/dossiers/{dossier.pk}/"))
        assert "Un jury décide de ce certificat" in text
        assert "Valider le dossier" not in text
        act("decide", dossier, client_of(val), verdict="validate")
        assert Dossier.objects.get().state == "submitted"

    def test_finished_without_attestation_and_kept_are_said(self, dossier, version, val, client_of):
        SchemeVersion.objects.update(requirements=version.requirements | {"attestations": True})
        Credential.objects.filter(title__startswith="Gouvernance").delete()
        browser = client_of(val)
        address = f"/admin/dossiers/{dossier.pk}/"
        assert "son attestation est en préparation" in text_of(browser.get(address))
        Dossier.objects.update(kept_parts=["group:bases"])
        assert "Gardé d’une validation partielle" in text_of(browser.get(address))

    @pytest.mark.parametrize("name", ["complement", "guardian", "appraise", "exempt", "appeal", "decide"])
    def test_another_house_a_trainer_and_visitors_do_nothing(
        self, name, dossier, eve, grace, client, client_of
    ):
        assert act(name, dossier, client_of(eve), item="x").status_code == 404
        assert act(name, dossier, client_of(grace), item="x").status_code == 404
        address = reverse(f"certification_{name}", args=[dossier.pk])
        assert client.post(address).status_code == 302
        assert client_of(eve).get(address).status_code == 405
        assert Dossier.objects.get().state == "submitted"


class TestSupportingDocument:
    @pytest.fixture
    def attach(self, dossier, settings, tmp_path):
        settings.STORAGES = settings.STORAGES | {
            "work": {
                "BACKEND": "django.core.files.storage.FileSystemStorage",
                "OPTIONS": {"location": str(tmp_path / "work"), "base_url": None},
            }
        }

        def attach(content_type):
            name = storages["work"].save("piece", ContentFile(b"<script>alert(1)</script>"))
            return SupportingDocument.objects.create(
                dossier=dossier, title="Attestation d’Éloïse", file_name=name, content_type=content_type,
                file_bytes=9, sha256="0" * 64, added_by=dossier.candidate,
            )  # fmt: skip

        return attach

    def test_a_pdf_is_shown_alone_in_its_box(self, attach, val, client_of):
        document = attach("application/pdf")
        response = client_of(val).get(reverse("certification_supporting", args=[document.pk]))
        assert response["Content-Disposition"].startswith("inline")
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"].startswith("sandbox")
        assert b"".join(response.streaming_content)

    def test_a_page_is_saved_never_opened(self, attach, val, client_of):
        document = attach("text/html")
        response = client_of(val).get(reverse("certification_supporting", args=[document.pk]))
        assert response["Content-Disposition"].startswith("attachment")
        assert response["Content-Type"] == "application/octet-stream"

    def test_it_is_nobody_else_s(self, attach, eve, grace, val, client_of):
        document = attach("application/pdf")
        address = reverse("certification_supporting", args=[document.pk])
        assert client_of(eve).get(address).status_code == 404
        assert client_of(grace).get(address).status_code == 404
        storages["work"].delete(document.file_name)
        assert client_of(val).get(address).status_code == 404


class TestTheCandidateAnswers:
    def test_they_read_what_is_asked_and_answer(self, dossier, ready, val, client_of):
        ask_complement(dossier=dossier, actor=val, items=["group:bases", "Un nom"], message="Merci.")
        browser = client_of(ready)
        candidature = browser.get("/mon-parcours/certificats/bases/")
        address = f"/mon-parcours/dossiers/{dossier.pk}/complement/"
        assert address in candidature.content.decode()
        text = text_of(browser.get(address))
        assert "Bases Un nom" in text
        assert "Merci." in text
        assert "Écrivez ce que vous avez fait" in text_of(browser.post(address, {"answer": " "}))
        text = text_of(browser.post(address, {"answer": "Voici\x00."}, follow=True))
        assert "Votre réponse est envoyée" in text
        assert Complement.objects.get().answer == "Voici."
        assert "a reçu sa réponse" in text_of(browser.get(address))
        assert "Voici." in text_of(client_of(val).get(f"/admin/dossiers/{dossier.pk}/"))

    def test_it_is_theirs_alone(self, dossier, val, linus, ready, client, client_of):
        address = f"/mon-parcours/dossiers/{dossier.pk}/complement/"
        assert client_of(ready).get(address).status_code == 404
        ask_complement(dossier=dossier, actor=val, items=["x"])
        assert client_of(linus).get(address).status_code == 404
        assert client_of(val).post(address, {"answer": "x"}).status_code == 404
        assert client.get(address).status_code == 302
        assert Dossier.objects.get().state == "more_info"


def test_what_is_asked_for_is_said_in_words(practical, version):
    asked = practical.read()
    assert asked_for("group:bases", asked) == "Bases"
    assert asked_for("group_hours:bases", asked).replace("\u00a0", " ") == "Heures de « Bases »"
    assert asked_for("appraisal:tutor", asked).startswith("Appréciation")
    assert asked_for("practice", asked) == "Pratique dans une association"
    assert asked_for("group:zzz", asked) == "group:zzz"
    assert asked_for("group_hours", asked) == "group_hours"
