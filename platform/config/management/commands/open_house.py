"""Open a house on this installation."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction

from accounts.actions.create_person import create_person
from accounts.actions.grant_role import grant_role
from accounts.models import Structure, User
from accounts.refusals import NameRefused
from config.houses import host_and_port, set_up_house


class Command(BaseCommand):
    help = (
        "Open a house: its site with a home page and a catalogue, its structure, and the account of its manager, whose "
        "password is printed once. Run again with the same --slug, it changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", required=True, help="“Maison des associations de Valmont”")
        parser.add_argument("--short-name", required=True, help="“Valmont”, for the banner")
        parser.add_argument("--slug", required=True, help="valmont")
        parser.add_argument("--prefix", required=True, help="VAL, in VAL-2026-0147; never changed afterwards")
        parser.add_argument("--address", default=settings.BASE_URL, help="of its site (default: %(default)s)")
        parser.add_argument("--manager-email", required=True)
        parser.add_argument("--manager-name", required=True)

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        self._check(options)
        try:
            structure = set_up_house(
                site_address=options["address"],
                home_slug=f"accueil-{options['slug']}",
                name=options["name"],
                short_name=options["short_name"],
                slug=options["slug"],
                number_prefix=options["prefix"],
            )
        except ValidationError as wrong:
            lines = [f"{field}: {' '.join(messages)}" for field, messages in wrong.message_dict.items()]
            raise CommandError("\n".join(lines)) from wrong
        email = options["manager_email"].strip().lower()
        manager = User.objects.filter(email=email).first()
        self.stdout.write(f"{structure.name} is open at {options['address']}.")
        if manager is None:
            password = secrets.token_urlsafe(12)
            try:
                manager = create_person(
                    email=email, display_name=options["manager_name"], actor=None, password=password
                )
            except NameRefused as wrong:
                raise CommandError(f"--manager-name: {wrong}") from wrong
            self.stdout.write(f"Manager: {email}, password {password} (to change at /compte/).")
        grant_role(user=manager, structure=structure, role="manager", actor=None)

    def _check(self, options: dict[str, Any]) -> None:
        """Refuse, naming the option, an address of site or of mail that could not be one."""
        try:
            validate_email(options["manager_email"].strip())
        except ValidationError as wrong:
            raise CommandError(f"--manager-email: {wrong.messages[0]}") from wrong
        try:
            hostname, port = host_and_port(options["address"])
        except ValueError as wrong:
            raise CommandError(f"--address: {wrong}") from wrong
        taken = Structure.objects.filter(site__hostname=hostname, site__port=port)
        if other := taken.exclude(slug=options["slug"]).first():
            raise CommandError(f"--address: {options['address']} is already that of {other.name}.")
