"""Verify the registers: `manage.py check_registry`."""

from django.core.management.base import BaseCommand, CommandError

from accounts.models import Structure
from certification.registry import faults


class Command(BaseCommand):
    help = (
        "Verify that numbers have no gap, and that each document has the file that was issued: one line a structure, "
        "one a fault, exit 1 on a fault."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--structure", metavar="SLUG", help="only this structure")

    def handle(self, *args, **options) -> None:
        found = Structure.objects.order_by("slug")
        if slug := options["structure"]:
            found = found.filter(slug=slug)
            if not found:
                raise CommandError(f"There is no structure “{slug}”.")
        wrong = 0
        for structure in found:
            before = wrong
            for fault in faults(structure):
                wrong += 1
                self.stdout.write(f"{structure.slug}: {fault}")
            if wrong == before:
                self.stdout.write(f"{structure.slug}: whole")
        if wrong:
            raise CommandError(f"{wrong} fault(s).", returncode=1)
