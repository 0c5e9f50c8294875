"""Write the questions of a bank in a file, and say what it cannot hold as one JSON object."""

import json
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from learning.bank_contents import questions_to_write
from learning.exchange import BY_SLUG, FORMATS
from learning.models import QuestionBank


class Command(BaseCommand):
    help = "Export a question bank, or one of its categories, as GIFT or Moodle XML; prints one JSON object."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--bank", required=True, help="the short address of the bank")
        parser.add_argument("--category", default="", help="a category, with what is under it")
        parser.add_argument("--format", choices=[one.slug for one in FORMATS], default=FORMATS[0].slug)

    def handle(self, *, file, bank, category, **options) -> None:
        held = QuestionBank.objects.filter(slug=bank).first()
        if held is None:
            raise CommandError(f"No question bank has the short address “{bank}”.")
        if category and not held.questions.in_category(category).exists():
            raise CommandError(f"The bank “{bank}” has no question in “{category}”.")
        written = BY_SLUG[options["format"]].write(questions_to_write(held, category))
        try:
            file.write_bytes(written.content)
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.") from error
        report = {"exported": written.count, "lost": [asdict(remark) for remark in written.lost]}
        self.stdout.write(json.dumps(report, ensure_ascii=False))
