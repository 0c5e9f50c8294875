"""Verify the log: `manage.py check_log`."""

from contextlib import closing

from django.core.management.base import BaseCommand, CommandError

from accounts.models import ChainHead, LogEntry
from accounts.rules.log_chain import first_break


class Command(BaseCommand):
    help = "Verify that no line of the log was changed, dropped or slipped in: one line a chain, exit 1 on a break."

    def handle(self, *args, **options) -> None:
        broken = 0
        heads = dict(ChainHead.objects.values_list("key", "last_hash"))
        # A chain whose head was deleted must be looked at too.
        structures = LogEntry.objects.order_by().values_list("structure_id", flat=True).distinct()
        keys = heads.keys() | {f"structure:{pk}" if pk else "network" for pk in structures}
        for key in sorted(keys):
            lines = LogEntry.objects.chain(key)
            # Closed at once: reading stops at a break, and PostgreSQL's cursor must not outlive the transaction.
            with closing(lines.iterator(chunk_size=2000)) as read:
                facts = ((line.previous_hash, line.hash, line.facts()) for line in read)
                position = first_break(facts, head=heads.get(key, ""))
            if position is None:
                self.stdout.write(f"{key}: whole, {lines.count()} lines")
            else:
                broken += 1
                line = lines[position : position + 1].first()
                where = (
                    f"line {line.pk} of {line.at:%Y-%m-%d %H:%M}" if line else "the end: lines are missing"
                )
                self.stdout.write(f"{key}: BROKEN at {where}")
        if broken:
            raise CommandError(f"{broken} chain(s) broken.", returncode=1)
