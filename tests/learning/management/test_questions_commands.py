"""Banks by command: one JSON object out, clear words when something is wrong."""

import json

import pytest
from django.core.management import CommandError, call_command

from learning.models import BankQuestion, QuestionBank


@pytest.fixture
def bank(house):
    return QuestionBank.objects.create(structure=house, title="Droit", slug="droit")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "droit.txt"
    path.write_text("::A::Vrai ?{T}\n\nRien à répondre\n\n::B::Combien ?{#3}\n")
    return path


def run(capsys, *arguments):
    call_command(*arguments)
    return json.loads(capsys.readouterr().out)


def test_a_dry_run_reports_the_same_and_writes_nothing(bank, file, capsys):
    dry = run(capsys, "import_questions", str(file), "--bank", "droit", "--dry-run")
    assert (dry["found"], dry["imported"], dry["per_kind"]) == (3, 2, {"numeric": 1, "true_false": 1})
    assert [one["line"] for one in dry["skipped"]] == [3]
    assert set(dry) == {"found", "imported", "per_kind", "skipped"}
    assert set(dry["skipped"][0]) == {"line", "reason"}
    assert not BankQuestion.objects.exists()
    assert run(capsys, "import_questions", str(file), "--bank", "droit") == dry
    assert bank.questions.count() == 2


def test_what_is_left_out_of_a_question_is_told_beside_the_report(bank, tmp_path, capsys):
    path = tmp_path / "poids.txt"
    path.write_text("::A::Lesquels ?{~%75%Un ~%25%Deux ~%-100%Trois}\n")
    call_command("import_questions", str(path), "--bank", "droit")
    out = capsys.readouterr()
    assert json.loads(out.out)["imported"] == 1
    assert out.err.startswith("poids.txt:1: ")


@pytest.mark.parametrize("form", ["gift", "moodle-xml"])
def test_what_is_exported_is_in_the_bank_already(bank, file, form, tmp_path, capsys):
    run(capsys, "import_questions", str(file), "--bank", "droit")
    out = tmp_path / "sortie"
    assert run(capsys, "export_questions", str(out), "--bank", "droit", "--format", form)["exported"] == 2
    again = run(capsys, "import_questions", str(out), "--bank", "droit", "--format", form)
    assert (again["imported"], len(again["skipped"])) == (0, 2)


def test_what_is_wrong_is_said(bank, file, tmp_path):
    broken = tmp_path / "x.xml"
    broken.write_text("<quiz>")
    for arguments in (
        ("import_questions", str(file), "--bank", "ailleurs"),
        ("import_questions", str(tmp_path / "absent"), "--bank", "droit"),
        ("import_questions", str(broken), "--bank", "droit"),
        ("export_questions", str(file), "--bank", "ailleurs"),
        ("export_questions", str(file), "--bank", "droit", "--category", "Absente"),
        ("export_questions", str(tmp_path / "a" / "b"), "--bank", "droit"),
    ):
        with pytest.raises(CommandError):
            call_command(*arguments)
    assert not BankQuestion.objects.exists()
