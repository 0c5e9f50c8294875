"""Writing the archive of all that is held of a person: a page to read, one JSON file a kind of thing, the files.

Written row by row and file by file to the disk: memory stays flat, whatever the person did here.
"""

from __future__ import annotations

import io
import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any, BinaryIO

from django.core.files.storage import storages
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.template.loader import get_template
from django.utils import timezone
from django.utils.formats import date_format, localize
from django.utils.translation import gettext as _

from accounts.models import Structure, User
from accounts.privacy import Held, HeldFile, HeldInRoom
from accounts.rules.archives import safe_name, unused

LANGUAGE = "fr"
ROWS_AT_ONCE = 200
PIECE = 64 * 1024


def _fields(model: type[models.Model], hidden: frozenset[str]) -> list[models.Field]:
    """What is told of a row: its own columns, but for secrets and for where files are stored."""
    left_out = (models.FileField, models.BinaryField)
    return [
        field
        for field in model._meta.concrete_fields
        if field.name not in hidden and not isinstance(field, left_out)
    ]


def _value(row: models.Model, field: models.Field, person: User, houses: dict[int, str]) -> Any:
    """A column as JSON takes it: a person is “self” or “other”, a house its name, another row its number."""
    value = field.value_from_object(row)
    if isinstance(field, models.ForeignKey) and value is not None:
        if field.related_model is User:
            return "self" if value == person.pk else "other"
        if field.related_model is Structure:
            return houses.get(value, value)
    return value


def _shown(row: models.Model, field: models.Field, value: Any) -> str:
    """A column as a person reads it; empty for what says nothing to them."""
    # A column that was given no words is for programs: the JSON has it.
    if value in (None, "", [], {}) or str(field.verbose_name) == field.name.replace("_", " "):
        return ""
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y, H:i")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if value in ("self", "other"):
        return _("you") if value == "self" else _("another person")
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, indent=1, cls=DjangoJSONEncoder)
    return str(localize(value))


class _Archive:
    """One ZIP being written, and beside it the page that will close it."""

    def __init__(self, zipped: zipfile.ZipFile, page: io.TextIOBase, person: User) -> None:
        self.zipped, self.page, self.person = zipped, page, person
        self.houses = dict(Structure.objects.values_list("pk", "name"))
        self.templates = {
            name: get_template(f"accounts/archive/{name}.html")
            for name in ("top", "holding", "row", "bottom")
        }
        self.taken: set[str] = set()

    def say(self, name: str, **context: Any) -> None:
        self.page.write(self.templates[name].render(context))

    def holding(self, room: HeldInRoom, held: Held) -> Iterator[None]:
        """Write one kind of thing: its JSON, its part of the page, then its files. Yields after each row."""
        holding, files = held.holding, []
        rows = holding.rows(self.person)
        fields = _fields(rows.model, holding.hidden)
        path = f"donnees/{room.room.slug}/{holding.slug}.json"
        self.say("holding", holding=holding, count=held.count, path=path)
        with (
            self.zipped.open(path, "w", force_zip64=True) as raw,
            io.TextIOWrapper(raw, "utf-8") as out,
        ):
            out.write("[")
            before = "\n"
            for row in rows.iterator(chunk_size=ROWS_AT_ONCE):
                values = {one.attname: _value(row, one, self.person, self.houses) for one in fields}
                values |= holding.more(row)
                mine = [(self._place(one), one) for one in holding.files(row)]
                files += mine
                if mine:
                    values["files"] = [place for place, _one in mine]
                out.write(before + json.dumps(values, ensure_ascii=False, cls=DjangoJSONEncoder))
                before = ",\n"
                self._row(row, holding, fields, values, mine)
                yield
            out.write("\n]\n")
        self.page.write("</section>\n")
        for place, one in files:
            self._file(place, one)

    def _row(self, row, holding, fields, values, files) -> None:
        pairs = [(one.verbose_name, _shown(row, one, values[one.attname])) for one in fields]
        more = [(_("in words"), value) for value in holding.more(row).values()]
        self.say(
            "row",
            heading=getattr(row, holding.heading) if holding.heading else f"{row.pk}",
            pairs=[pair for pair in [*more, *pairs] if pair[1]],
            files=[place for place, _one in files],
        )

    def _place(self, file: HeldFile) -> str:
        return unused(f"fichiers/{safe_name(file.name)}", self.taken)

    def _file(self, place: str, file: HeldFile) -> None:
        """The stored bytes, as they are; a note in their place where the storage has lost them."""
        try:
            stored = storages[file.storage].open(file.stored)
        except (OSError, ValueError):
            self.zipped.writestr(f"{place}.perdu.txt", _("This file could not be read: write to the house."))
            return
        with stored, self.zipped.open(place, "w", force_zip64=True) as out:
            shutil.copyfileobj(stored, out, PIECE)


def write_archive(
    into: BinaryIO, *, person: User, rooms: list[HeldInRoom], tell: Callable[[int], None]
) -> None:
    """Write the ZIP of what these rooms hold of the person; `tell` hears how many rows are written."""
    done = 0
    with (
        zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as zipped,
        tempfile.TemporaryFile("w+", encoding="utf-8") as page,
    ):
        archive = _Archive(zipped, page, person)
        archive.say("top", person=person, rooms=rooms, now=timezone.now())
        for room in rooms:
            for held in room.held:
                for _row in archive.holding(room, held):
                    done += 1
                    tell(done)
        archive.say("bottom")
        page.seek(0)
        with zipped.open("index.html", "w") as out:
            shutil.copyfileobj(page.buffer, out, PIECE)
