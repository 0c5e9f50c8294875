"""Take the questions of a file into a bank, and say what became of each as one JSON object."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from learning.actions.import_questions import import_questions
from learning.exchange import FORMATS, MAX_BYTES, Unreadable
from learning.models import QuestionBank


class Command(BaseCommand):
    help = (
        "Import a GIFT or Moodle XML file into a question bank; prints one JSON object. What had to be left out of "
        "questions that were taken goes to the standard error, line by line."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--bank", required=True, help="the short address of the bank")
        parser.add_argument(
            "--format",
            choices=[one.slug for one in FORMATS],
            default="",
            help="told by the content unless given",
        )
        parser.add_argument("--dry-run", action="store_true", help="write nothing, report the same")

    def handle(self, *, file, bank, dry_run, **options) -> None:
        held = QuestionBank.objects.filter(slug=bank).select_related("structure").first()
        if held is None:
            raise CommandError(f"No question bank has the short address “{bank}”.")
        try:
            if file.stat().st_size > MAX_BYTES:
                raise CommandError(f"{file} is heavier than {MAX_BYTES // 1024 // 1024} MB.")
            content = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        try:
            report = import_questions(
                bank=held,
                content=content,
                actor=None,
                format_slug=options["format"],
                filename=file.name,
                dry_run=dry_run,
            )
        except Unreadable as error:
            raise CommandError(f"{file}: {error}") from error
        for note in report.notes:
            self.stderr.write(f"{file.name}:{note.line}: {note.reason}")
        self.stdout.write(json.dumps(report.as_dict(), ensure_ascii=False))
