"""Build the demo house, and print where to find things in it."""

from __future__ import annotations

import json
import secrets
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from config.demo.certif_asso import build_certif_asso, build_modules
from config.demo.crowd import build_crowd
from config.demo.house import build_pages, build_site
from config.demo.jury import build_jury
from config.demo.modules import build_catalogue
from config.demo.my_data import build_copy
from config.demo.people import build_people
from config.demo.skills import build_skills
from config.demo.story import tell_story


class Command(BaseCommand):
    help = (
        "Build the demo house “Maison des associations de Valmont”: pages, modules, a scheme, one person a role. "
        "Run again, it changes nothing but the passwords. Prints addresses, accounts and the password."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--password", help="password of the accounts; without it, a random one")
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
        parser.add_argument("--force", action="store_true", help="build it even where DEBUG is off")
        parser.add_argument(
            "--scale", type=int, default=0, metavar="N", help="bring the crowd to N more learners"
        )
        parser.add_argument("--seed", type=int, default=1901, help="seed of the crowd (default: %(default)s)")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG and not options["force"]:
            raise CommandError(
                "DEBUG is off: this looks like a real site. Add --force to build the demo all the same."
            )
        if options["scale"] < 0:
            raise CommandError("--scale takes a number of learners, 0 or more.")
        # A fresh clone may ask for the demo before anything else: an up-to-date database loses nothing by this.
        call_command("migrate", verbosity=0, interactive=False)
        password = options["password"] or secrets.token_urlsafe(9)

        structure, home = build_site()
        catalogue = build_catalogue(home, structure)
        build_modules(catalogue, structure)
        build_pages(home, catalogue)
        people = build_people(structure, password)
        urls = tell_story(structure, catalogue, people)
        urls |= build_jury(structure, catalogue, people, password)
        urls |= build_certif_asso(structure, catalogue, people, password)
        urls |= build_skills(structure, people)
        added = 0
        if options["scale"]:
            # Midnight: the same crowd all day long.
            now = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
            added = build_crowd(structure, options["scale"], seed=options["seed"], now=now)

        # Last: it holds all that the learner did above.
        urls |= build_copy(people["learner"])
        accounts = {role: person.email for role, person in people.items()}
        if options["json"]:
            self.stdout.write(json.dumps({"accounts": accounts, "urls": urls, "password": password}))
            return
        self._print(accounts, urls, password, added)

    def _print(self, accounts: dict[str, str], urls: dict[str, str], password: str, added: int) -> None:
        self.stdout.write(f"\nMaison des associations de Valmont, {settings.BASE_URL}\n")
        for name, path in urls.items():
            self.stdout.write(f"  {name:24}{settings.BASE_URL}{path}")
        self.stdout.write(f"\nAccounts (password: {password})\n")
        for role, email in accounts.items():
            self.stdout.write(f"  {role:14}{email}")
        if added:
            self.stdout.write(f"\n{added} learners added.")
        self.stdout.write("")
