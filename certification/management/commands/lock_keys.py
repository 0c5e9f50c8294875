"""Lock all signing keys under the first secret of SIGNING_SECRET, after it was given a new one."""

from django.core.management.base import BaseCommand, CommandError

from certification.actions.lock_keys import lock_keys
from certification.vault import Locked


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options) -> None:
        try:
            self.stdout.write(f"{lock_keys()} keys locked under the newest secret.")
        except Locked as refusal:
            raise CommandError(str(refusal)) from None
