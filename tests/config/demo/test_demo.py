"""The demo house: built whole, built once, and never on a real site by mistake."""

import json
from fractions import Fraction
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings
from wagtail.models import Page

from accounts.models import LogEntry, Membership, User
from certification.evidence import eligibility_of_dossier
from certification.models import Credential, Dossier, JuryCase, Opinion, Practice, Scheme
from learning.models import Attempt, CompletedStep, Declaration, Enrolment, ModulePage
from skills.models import Claim, Mission
from tests.pages import text_of

COUNTED = (
    Page,
    User,
    Membership,
    Enrolment,
    CompletedStep,
    Attempt,
    Dossier,
    Credential,
    JuryCase,
    Opinion,
    Practice,
    Declaration,
    LogEntry,
    Mission,
    Claim,
)


def demo(*arguments: str) -> str:
    out = StringIO()
    call_command("demo", *arguments, "--force", stdout=out)
    return out.getvalue()


PUBLIC = (
    *("home", "catalogue", "module", "path", "sequence", "quiz", "verification", "invitation"),
    *("assignment", "case_study", "activity", "self_assessment", "certif_asso_certificate"),
)
LEARNERS = (
    *("dashboard", "attestation", "certificate", "group", "my_data_zip", "certif_asso", "livret"),
    *("skills", "mission", "vae_odt"),
)
STAFF = ("dossier", "board", "jury_desk", "certif_asso_dossier")
JURY = ("jury",)


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in COUNTED}


def certif_asso_is_under_way(found, client) -> None:
    """One candidate of each standing, under an authorisation that says it is made up."""
    scheme = Scheme.objects.get(code="certif-asso")
    assert scheme.leads.get().email == found["accounts"]["manager"]
    assert "fictif" in scheme.authorisations.get().authority
    waiting = Dossier.objects.get(pk=found["urls"]["certif_asso_dossier"].split("/")[-2])
    assert waiting.state == "submitted"
    assert eligibility_of_dossier(waiting)
    certificate = Credential.objects.get(public_id=found["urls"]["certif_asso_certificate"].split("/")[-2])
    assert certificate.status == "issued"
    assert "fictif" in certificate.frozen["own_words"]["nature"]
    assert not any("Certif’Asso" in line for line in certificate.frozen["does_not_prove"])
    partway = User.objects.get(email=found["accounts"]["candidate"])
    assert Dossier.objects.by(partway).get().state == "theory"
    client.force_login(partway)
    page = text_of(client.get(found["urls"]["livret"]))
    assert "Certif’Asso" in page
    assert "Il vous manque" in page


@pytest.mark.django_db
class TestTheHouse:
    def test_it_is_built_whole_and_once(self, client):
        found = json.loads(demo("--json", "--password", "une-phrase-de-passe"))
        assert set(found["accounts"]) == {"learner", "trainer", "validator", "manager", "candidate"}
        assert set(found["urls"]) == {*PUBLIC, *LEARNERS, *STAFF, *JURY}
        assert ModulePage.objects.live().count() == 11
        read = ModulePage.objects.filter(code__in=["COMPTA", "GOUV", "NUM", "DROIT", "COM", "EMPL"])
        assert read.count() == 6
        assert all(module.estimated_minutes >= 195 for module in read)
        learner = User.objects.get(email=found["accounts"]["learner"])
        assert learner.check_password("une-phrase-de-passe")
        assert Credential.objects.held_by(learner).filter(kind="certificate", status="issued").count() == 1
        half = Enrolment.objects.by(learner).get(module_code="COMPTA")
        assert half.completed_at is None
        assert half.completed_steps.count() == 3
        for name in PUBLIC:
            assert client.get(found["urls"][name]).status_code == 200, name
        client.force_login(learner)
        for name in LEARNERS:
            assert client.get(found["urls"][name]).status_code == 200, name
        client.force_login(User.objects.get(email=found["accounts"]["validator"]))
        for name in STAFF:
            assert client.get(found["urls"][name]).status_code == 200, name
        client.force_login(User.objects.get(email="nadia.roussel@valmont.example"))
        for name in JURY:
            assert client.get(found["urls"][name]).status_code == 200, name
        certif_asso_is_under_way(found, client)

        before = counts()
        again = json.loads(demo("--json", "--password", "une-phrase-de-passe"))
        assert counts() == before
        assert again == found

    def test_people_are_told_where_to_go(self):
        said = demo("--password", "une-phrase-de-passe")
        assert "password: une-phrase-de-passe" in said
        assert "/formations/" in said


@pytest.mark.django_db
class TestTheCrowd:
    def test_the_same_seed_makes_the_same_crowd_whatever_the_number_of_runs(self):
        demo("--scale", "12")
        first = list(
            Attempt.objects.filter(enrolment__learner__email__contains="@exemple.").values_list(
                "token", "percent"
            )
        )
        people = list(User.objects.filter(email__contains="@exemple.").values_list("email", flat=True))
        assert len(people) == 12
        demo("--scale", "12")
        assert User.objects.filter(email__contains="@exemple.").count() == 12
        demo("--scale", "15")
        assert set(people) < set(
            User.objects.filter(email__contains="@exemple.").values_list("email", flat=True)
        )
        assert set(first) <= set(Attempt.objects.values_list("token", "percent"))

    def test_what_it_did_could_have_been_done(self):
        demo("--scale", "60")
        done = Enrolment.objects.completed().filter(learner__email__contains="@exemple.")
        assert done
        for enrolment in done.prefetch_related("completed_steps", "attempts"):
            assert any(attempt.passed for attempt in enrolment.attempts.all())
            assert sum(step.required for step in enrolment.completed_steps.all()) == 7
            assert (
                Credential.objects.filter(kind="attestation", subject=f"enrolment:{enrolment.pk}").count()
                == 1
            )
        for attempt in Attempt.objects.all():
            marks = [Fraction(row.earned) for row in attempt.answers.all()]
            assert attempt.percent == int(100 * sum(marks) / attempt.possible)


@pytest.mark.django_db
class TestRefusals:
    @override_settings(DEBUG=False)
    def test_it_refuses_to_run_on_a_real_site(self):
        with pytest.raises(CommandError, match="DEBUG is off"):
            call_command("demo")
        assert not User.objects.exists()

    def test_a_crowd_of_less_than_nobody_is_refused(self):
        with pytest.raises(CommandError, match="--scale takes a number"):
            demo("--scale", "-3")
