"""Evidence is added and removed by its owner, with its file."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction

from skills.actions import add_evidence as module
from skills.actions.add_evidence import Shown, add_evidence
from skills.actions.choose_competencies import choose_competencies
from skills.actions.remove_evidence import remove_evidence
from skills.actions.remove_mission import remove_mission
from skills.models import Claim, Evidence
from skills.refusals import NotYours, Refused, TooMuchEvidence

pytestmark = pytest.mark.django_db

WORDS = Shown("words", "Un mot", text="Merci !")


def a_file() -> Shown:
    return Shown("file", "Un programme", file=ContentFile(b"%PDF-1.4", name="programme.pdf"))


@pytest.fixture
def kept(settings, tmp_path):
    """A function that lists the files kept."""
    folder = tmp_path / "work"
    settings.STORAGES = settings.STORAGES | {
        "work": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(folder), "base_url": None},
        }
    }
    return lambda: [path for path in folder.rglob("*") if path.is_file()]


class TestAdding:
    def test_keeps_words_beside_the_mission_and_its_competencies(self, mission, ada):
        claim = Claim.objects.get(code="tenir-buvette")
        made = add_evidence(mission=mission, actor=ada, shown=WORDS, claims=[claim])
        assert str(made) == "Un mot"
        assert list(made.claims.all()) == [claim]
        assert made.template == "skills/evidence/words.html"

    def test_keeps_a_file_under_a_name_that_says_nothing(self, mission, ada, kept):
        made = add_evidence(mission=mission, actor=ada, shown=a_file())
        assert (made.original_name, made.file_bytes, made.kilobytes) == ("programme.pdf", 8, 1)
        assert "programme" not in made.file_name
        assert storages["work"].open(made.file_name).read() == b"%PDF-1.4"
        assert len(kept()) == 1

    def test_a_file_does_not_outlive_what_failed(self, mission, ada, kept, monkeypatch):
        def fail(*args, **kwargs):
            raise RuntimeError

        monkeypatch.setattr(module.LogEntry.objects, "append", fail)
        for shown in (a_file(), WORDS):
            with pytest.raises(RuntimeError), transaction.atomic():
                add_evidence(mission=mission, actor=ada, shown=shown)
        assert kept() == []
        assert not Evidence.objects.exists()

    def test_is_the_owners_alone(self, mission, ada, linus):
        with pytest.raises(NotYours):
            add_evidence(mission=mission, actor=linus, shown=WORDS)
        made = add_evidence(mission=mission, actor=ada, shown=WORDS)
        with pytest.raises(NotYours):
            remove_evidence(evidence=made, actor=linus)

    def test_refuses_a_claim_or_a_document_of_somebody_else(self, mission, ada, linus, framework):
        theirs = Claim.objects.create(volunteer=linus, framework=framework, code="x", title="X", level=1)
        with pytest.raises(Refused):
            add_evidence(mission=mission, actor=ada, shown=WORDS, claims=[theirs])
        with pytest.raises(Refused):
            add_evidence(mission=mission, actor=ada, shown=Shown("document", "Faux", public_id="inconnu"))

    def test_is_no_archive(self, mission, ada, monkeypatch):
        monkeypatch.setattr(module, "MOST", 1)
        add_evidence(mission=mission, actor=ada, shown=WORDS)
        with pytest.raises(TooMuchEvidence, match="1 choses au plus"):
            add_evidence(mission=mission, actor=ada, shown=WORDS)


class TestRemoving:
    def test_takes_the_file_too(self, mission, ada, kept, django_capture_on_commit_callbacks):
        made = add_evidence(mission=mission, actor=ada, shown=a_file())
        with django_capture_on_commit_callbacks(execute=True):
            remove_evidence(evidence=made, actor=ada)
        assert kept() == []
        assert not Evidence.objects.exists()

    def test_a_mission_goes_with_what_shows_it(self, mission, ada, kept, django_capture_on_commit_callbacks):
        add_evidence(mission=mission, actor=ada, shown=a_file())
        add_evidence(mission=mission, actor=ada, shown=WORDS)
        with django_capture_on_commit_callbacks(execute=True):
            remove_mission(mission=mission, actor=ada)
        assert kept() == []
        assert not Evidence.objects.exists()

    def test_a_claim_that_goes_leaves_its_evidence_beside_the_mission(self, mission, ada, framework):
        made = add_evidence(mission=mission, actor=ada, shown=WORDS, claims=Claim.objects.of(ada))
        choose_competencies(mission=mission, actor=ada, framework=framework, levels={"ecouter": 1})
        assert made.claims.count() == 0
        assert Evidence.objects.get() == made
