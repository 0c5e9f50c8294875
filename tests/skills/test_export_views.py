"""Taking one's record away: complete, readable elsewhere, for its owner alone, and light."""

import io
import json
import uuid
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator
from pypdf import PdfReader

from certification.earned import Earned
from skills.actions.add_evidence import Shown, add_evidence
from skills.actions.choose_competencies import choose_competencies
from skills.actions.open_mission import Where, open_mission
from skills.formats.acquis import SCHEMA
from skills.models import Claim, ClaimSupport, Mission
from tests.pages import main_text_of as text_of

pytestmark = pytest.mark.django_db

HERE = "/mes-acquis/exports/"
FILES = ("acquis.json", "dossier-vae.odt", "dossier-vae.pdf")
ADDRESSES = (HERE, *(HERE + name for name in FILES), f"{HERE}cec/2026/")


@pytest.fixture
def mine(ada, client_of, framework):
    return client_of(ada)


@pytest.fixture
def shown(ada, mission):
    """What shows Ada's mission: one piece for a competency, one for none."""
    claim = Claim.objects.get(code="accueillir-public")
    letter = Shown(kind="words", title="Un mot d’Odile", text="Merci Ada.")
    add_evidence(mission=mission, actor=ada, shown=letter, claims=[claim])
    programme = Shown(kind="link", title="Le programme", url="https://nuits.example/2026")
    return add_evidence(mission=mission, actor=ada, shown=programme)


@pytest.fixture
def fifty(ada, mission, nights):
    """Fifty missions, each behind every competency."""
    missions = Mission.objects.bulk_create(
        Mission(
            volunteer=ada,
            token=uuid.uuid4(),
            association=nights,
            role=f"Rôle {number}",
            starts_on=date(2025, 1, 1),
            hours=Decimal(2),
            activities="Aider.",
            kept_at=mission.kept_at,
        )
        for number in range(49)
    )
    claims = list(Claim.objects.of(ada))
    ClaimSupport.objects.bulk_create(
        ClaimSupport(claim=claim, mission=one) for claim in claims for one in missions
    )
    return missions


def words_of_pdf(response) -> str:
    assert response["Content-Type"] == "application/pdf", response
    pages = PdfReader(io.BytesIO(response.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).replace("\u00a0", " ").split())


class TestThePage:
    def test_is_reached_from_ones_space(self, mine, mission):
        assert f'href="{HERE}"' in mine.get("/mes-acquis/").content.decode()
        text = text_of(mine.get(HERE))
        for said in ("Pour un CV", "Pour une VAE", "engagement citoyen", "Année 2026", "(JSON)"):
            assert said in text, said

    def test_gives_a_text_for_a_cv_that_needs_no_script(self, mine, mission):
        page = mine.get(HERE).content.decode()
        text = page.partition("<textarea")[2].partition(">")[2].partition("</textarea>")[0]
        text = text.replace("\u00a0", " ")
        assert "Accueil du festival, Les Nuits de Valmont, Valmont\n" in text
        assert "Juillet 2026, 24 heures" in text
        assert "J’ai accueilli le public" in text
        assert "Compétences : Accueillir" in text
        assert "– Tenir une buvette ou servir un repas : avec aide" in text
        # The button is of no use without its script.
        assert 'data-copies="texte-cv" hidden' in page

    def test_leaves_out_what_is_not_wholly_told_and_says_so(self, mine, ada, house, nights, mission):
        where = Where(role="Montage des tentes", association=nights)
        open_mission(actor=ada, structure=house, token=uuid.uuid4(), where=where)
        response = mine.get(HERE)
        assert "1 mission reste à terminer" in text_of(response)
        assert "Montage des tentes" not in response.content.decode()
        assert "Montage" not in mine.get(HERE + "acquis.json").content.decode()

    def test_with_nothing_to_take_leads_to_a_first_mission(self, mine, begun):
        text = text_of(mine.get(HERE))
        assert "Il n’y a encore rien à emporter" in text
        assert "Décrire une mission" in text
        assert json.loads(mine.get(HERE + "acquis.json").content)["missions"] == []
        assert "Aucune mission" in words_of_pdf(mine.get(HERE + "dossier-vae.pdf"))
        assert mine.get(HERE + "dossier-vae.odt").status_code == 200

    def test_a_competency_of_an_unfinished_mission_alone_stays_here(self, mine, ada, begun, framework):
        choose_competencies(mission=begun, actor=ada, framework=framework, levels={"accueillir-public": 2})
        assert begun.kept_at is None
        assert json.loads(mine.get(HERE + "acquis.json").content)["competencies"] == []

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_costs_no_more_than_twelve_queries_with_fifty_missions(self, mine, fifty, shown, address):
        mine.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert mine.get(address).status_code == 200
        assert len(queries) <= 12, [one["sql"] for one in queries]


class TestTheFileForPrograms:
    def test_a_full_one_is_what_the_published_schema_says(self, mine, ada, mission, shown):
        Mission.objects.filter(pk=mission.pk).update(context="Un festival.", achievements="Trois nuits.")
        response = mine.get(HERE + "acquis.json")
        found = json.loads(response.content)
        published = mine.get("/schemas/acquis-1.schema.json")
        schema = json.loads(published.content)
        Draft202012Validator.check_schema(schema)
        Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(found)
        assert found["$schema"].endswith("/schemas/acquis-1.schema.json")
        assert found["person"] == {"name": "Ada Exemple"}
        assert found["missions"] == [
            {
                "id": "mission-1",
                "association": {"name": "Les Nuits de Valmont", "rna": "W991001204", "city": "Valmont"},
                "role": "Accueil du festival",
                "starts_on": "2026-07-03",
                "ends_on": "2026-07-06",
                "hours": {"total": 24.0, "estimated": False},
                "context": "Un festival.",
                "activities": "J’ai accueilli le public et tenu la buvette.",
                "achievements": "Trois nuits.",
            }
        ]
        by_code = {one["code"]: one for one in found["competencies"]}
        assert set(by_code) == {"accueillir-public", "tenir-buvette"}
        welcome = by_code["accueillir-public"]
        assert welcome["level"] == {"value": 3, "label": "en autonomie"}
        assert welcome["framework"]["version"] == 1
        assert welcome["missions"] == [{"mission": "mission-1", "trust": "declared"}]
        assert welcome["evidence"] == ["preuve-1"]
        assert [(one["name"], one["kind"]) for one in found["evidence"]] == [
            ("Un mot d’Odile", "words"),
            ("Le programme", "link"),
        ]
        # By name and kind: neither the words nor the address, which may be somebody else's.
        assert "Merci Ada" not in response.content.decode()
        assert "nuits.example" not in response.content.decode()

    def test_a_mission_that_lasts_and_counts_no_hours_is_one_too(self, mine, mission):
        Mission.objects.update(ends_on=None, hours=None)
        found = json.loads(mine.get(HERE + "acquis.json").content)
        Draft202012Validator(json.loads(SCHEMA.read_text())).validate(found)
        assert found["missions"][0]["ends_on"] is None
        assert found["missions"][0]["hours"] is None

    def test_the_schema_is_public_and_refuses_what_it_does_not_know(self, client):
        response = client.get("/schemas/acquis-1.schema.json")
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "public" in response["Cache-Control"]
        assert response.content == SCHEMA.read_bytes()
        validator = Draft202012Validator(json.loads(response.content))
        assert not validator.is_valid({"version": 2})
        assert client.post("/schemas/acquis-1.schema.json").status_code == 405

    def test_a_document_earned_here_stands_beside_its_competency(
        self, mine, ada, mission, framework, monkeypatch
    ):
        choose_competencies(mission=mission, actor=ada, framework=framework, levels={"faire-demarches": 2})
        earned = Earned(
            public_id="a" * 32,
            kind="attestation",
            title="Droit associatif et statuts",
            number="VAL-AS-2026-00001",
            granted_on=date(2026, 5, 4),
            url="/verifier/",
            modules=frozenset(framework.reading.by_code["faire-demarches"].modules),
        )
        monkeypatch.setattr("skills.space.earned_by", lambda person: [earned])
        found = json.loads(mine.get(HERE + "acquis.json").content)
        Draft202012Validator(json.loads(SCHEMA.read_text())).validate(found)
        assert [one["number"] for one in found["competencies"][0]["documents"]] == ["VAL-AS-2026-00001"]
        words = words_of_pdf(mine.get(HERE + "dossier-vae.pdf"))
        assert "Attestation VAL-AS-2026-00001, Droit associatif et statuts" in words


class TestTheFileOfEvidence:
    def test_as_pdf_says_all_by_competency(self, mine, mission, shown):
        response = mine.get(HERE + "dossier-vae.pdf")
        assert 'filename="dossier-vae-ada-exemple-' in response["Content-Disposition"]
        words = words_of_pdf(response)
        for said in (
            "Dossier de preuves pour une VAE",
            "Ada Exemple",
            "ni un certificat, ni une attestation",
            "Les Nuits de Valmont",
            "W991001204",
            "Juillet 2026",
            "24 heures",
            "J’ai accueilli le public",
            "Niveau déclaré : en autonomie",
            "version 1",
            "Déclaré par la personne",
            "Un mot d’Odile",
        ):
            assert said in words, said

    @pytest.fixture
    def trying(self, ada, mission):
        """Names and words that break what is carelessly made."""
        ada.display_name = "O’Brien-Éloïse & <Fils>"
        ada.save()
        Mission.objects.update(role="Accueil 🎉 <b>", activities="Premier & \x0b\x1b.\r\nSecond ]]> 🎪.")
        return mission

    def test_as_pdf_draws_names_and_signs_as_they_are_without_emoji(self, mine, trying):
        words = words_of_pdf(mine.get(HERE + "dossier-vae.pdf"))
        assert "O’Brien-Éloïse & <Fils>" in words
        assert "Accueil <b>" in words
        assert "Second ]]>" in words

    def test_as_pdf_is_refused_with_the_reason_for_a_script_that_the_font_lacks(self, mine, mission):
        Mission.objects.update(activities="ساعدت في المهرجان")
        text = text_of(mine.get(HERE + "dossier-vae.pdf", follow=True))
        assert "police" in text
        assert "س" in text
        assert "Le fichier ODT, lui, garde tout" in text

    def test_as_pdf_is_refused_where_it_would_keep_others_waiting(self, mine, mission, monkeypatch):
        monkeypatch.setattr("skills.formats.pdf.MOST_ROWS", 1)
        text = text_of(mine.get(HERE + "dossier-vae.pdf", follow=True))
        assert "trop long pour un PDF" in text
        assert "Le fichier ODT, lui, garde tout" in text

    def test_as_odt_keeps_every_character(self, mine, trying):
        Mission.objects.update(achievements="ساعدت في المهرجان")
        response = mine.get(HERE + "dossier-vae.odt")
        assert response["Content-Type"] == "application/vnd.oasis.opendocument.text"
        assert 'filename="dossier-vae-obrien-eloise-fils-' in response["Content-Disposition"]
        content = zipfile.ZipFile(io.BytesIO(response.content)).read("content.xml").decode()
        for said in ("🎉", "🎪", "ساعدت في المهرجان", "O’Brien-Éloïse &amp; &lt;Fils&gt;"):
            assert said in content, said

    def test_of_a_name_that_no_address_can_hold_still_has_one(self, mine, ada, mission):
        ada.display_name = "أمينة"
        ada.save()
        response = mine.get(HERE + "dossier-vae.odt")
        assert 'filename="dossier-vae-2' in response["Content-Disposition"]


class TestTheYear:
    def test_says_hours_by_association_and_role_and_that_it_is_no_declaration(self, mine, mission):
        text = text_of(mine.get(f"{HERE}cec/2026/"))
        for said in (
            "Ceci n’est pas la déclaration",
            "200 heures dans l’année",
            "il vous manque 176 heures",
            "100 heures dans une même association",
            "il vous manque 76 heures",
            "Les Nuits de Valmont, Valmont (24 heures)",
            "Accueil du festival",
            "avant le 30 juin 2027",
            "avant le 31 décembre 2027",
            "déclarée depuis un an",
        ):
            assert said in text, said
        assert "estimation" not in text

    def test_a_threshold_that_is_reached_is_said_to_be(self, mine, mission):
        Mission.objects.update(hours=Decimal(200), starts_on=date(2026, 1, 1))
        text = text_of(mine.get(f"{HERE}cec/2026/"))
        assert text.count("Atteint") == 2

    def test_hours_shared_between_years_are_said_to_be_an_estimate(self, mine, mission):
        Mission.objects.update(hours=Decimal(100), starts_on=date(2025, 12, 31), ends_on=date(2026, 1, 1))
        text = text_of(mine.get(f"{HERE}cec/2025/"))
        assert "environ 50 heures, partagées selon les jours" in text
        assert "est une estimation" in text
        page = mine.get(HERE).content.decode()
        assert f"{HERE}cec/2025/" in page
        assert f"{HERE}cec/2026/" in page

    def test_hours_that_were_not_told_are_not_made_up(self, mine, mission):
        Mission.objects.update(hours=None)
        assert "ne dit pas ses heures" in text_of(mine.get(f"{HERE}cec/2026/"))

    def test_of_nothing_says_so_and_none_is_to_come(self, mine, mission):
        assert "aucune mission cette année-là" in text_of(mine.get(f"{HERE}cec/2001/"))
        for year in ("1939", "3000", "99999"):
            assert mine.get(f"{HERE}cec/{year}/").status_code == 404


class TestPrivacy:
    @pytest.mark.parametrize("who", ["linus", "grace", "val", "marie"])
    def test_another_person_finds_only_what_is_theirs(self, request, client_of, mission, shown, who):
        theirs = client_of(request.getfixturevalue(who))
        for address in ADDRESSES:
            content = theirs.get(address).content
            if address.endswith(".odt"):
                content = zipfile.ZipFile(io.BytesIO(content)).read("content.xml")
            assert b"Accueil du festival" not in content, address
        assert "Accueil du festival" not in words_of_pdf(theirs.get(HERE + "dossier-vae.pdf"))

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_no_address_names_a_person(self, mine, mission, address):
        assert mine.get(f"{address}1/").status_code == 404

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_a_visitor_signs_in_first(self, client, address):
        response = client.get(address)
        assert response.status_code == 302
        assert "/connexion/" in response["Location"]

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_stays_in_no_cache_and_changes_nothing(self, mine, mission, address):
        cached = mine.get(address)["Cache-Control"]
        assert "no-store" in cached
        assert "private" in cached
        assert mine.post(address).status_code == 405
