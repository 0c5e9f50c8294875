"""The register of what a structure granted in a year: its lines, and what is wrong with it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing

from django.core.files.storage import storages
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Structure
from certification.kinds import BY_SLUG
from certification.minutes import MINUTES
from certification.models import Credential, CredentialFile, Minutes, Registry
from certification.rules.registers import gaps, year_and_rank


def header() -> list[str]:
    return [
        *(_("Number"), _("Kind"), _("Title"), _("Holder"), _("Day granted"), _("State")),
        *(_("Day ended"), _("Reason"), _("Replaced by"), _("Valid until"), "SHA-256"),
    ]


def lines(structure: Structure, year: int) -> Iterator[list[str]]:
    """One line a document, in the order of its numbers, read as they are written: memory stays flat. One query."""
    found = Credential.objects.of(structure).filter(number__contains=f"-{year}-").without_wording()
    found = found.select_related("replaced_by").order_by("kind", Length("number"), "number")
    with closing(found.iterator(chunk_size=500)) as read:
        for one in read:
            erased = one.holder_shown == Credential.HolderShown.ERASED
            yield [
                one.number,
                str(BY_SLUG[one.kind].label),
                one.title,
                "" if erased else one.holder_name,
                timezone.localdate(one.granted_at).isoformat(),
                one.get_status_display(),
                timezone.localdate(one.revoked_at).isoformat() if one.revoked_at else "",
                one.revoked_reason,
                one.replaced_by.number if one.replaced_by else "",
                one.expires_on.isoformat() if one.expires_on else "",
                one.sha256,
            ]


def years(structure: Structure) -> list[int]:
    """The years in which the structure granted something, the last first. One query."""
    found = Registry.objects.filter(structure=structure, last_number__gt=0).order_by("-year")
    return list(found.values_list("year", flat=True).distinct())


def _file_fault(name: str, sha256: str) -> str:
    """What is wrong with one stored file; nothing where it holds the bytes that were issued."""
    try:
        with storages["documents"].open(name) as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):  # a name that is empty, or no name
        return "its file is missing"
    return "" if found == sha256 else "its file is not the one that was issued"


def faults(structure: Structure) -> Iterator[str]:
    """What is wrong with the registers of a structure, a line each; nothing where they are whole.

    Every rank from 1 to the last given, each once; every document made has its file, whose bytes are those issued.
    Reads every file.
    """
    ranks: dict[tuple[str, int], list[int]] = defaultdict(list)
    found = Credential.objects.of(structure).without_wording().order_by("pk")
    with closing(found.iterator(chunk_size=500)) as read:
        for one in read:
            try:
                year, rank = year_and_rank(one.number)
            except ValueError:
                yield f"{one.number}: no number of a register"
                continue
            ranks[one.kind, year].append(rank)
            if one.status != Credential.Status.PENDING and (wrong := _file_fault(one.file_name, one.sha256)):
                yield f"{one.number}: {wrong}"
    others = CredentialFile.objects.filter(credential__structure=structure).select_related("credential")
    for file in others.defer("credential__frozen").order_by("pk"):
        if wrong := _file_fault(file.file_name, file.sha256):
            yield f"{file.credential.number} ({file.format}): {wrong}"
    for one in Minutes.objects.filter(session__structure=structure).defer("frozen").order_by("pk"):
        year, rank = year_and_rank(one.number)
        ranks[MINUTES.slug, year].append(rank)
        if one.status != Minutes.Status.PENDING and (wrong := _file_fault(one.file_name, one.sha256)):
            yield f"{one.number}: {wrong}"
    registers = Registry.objects.filter(structure=structure)
    given = {(one.kind, one.year): one.last_number for one in registers}
    for key in sorted(ranks.keys() | given.keys()):
        wrong = gaps(ranks.get(key, []), given.get(key, 0))
        for what, which in (("missing", wrong.missing), ("twice", wrong.twice), ("beyond", wrong.beyond)):
            if which:
                yield f"{key[0]} {key[1]}: {what}: {', '.join(map(str, which))}"
