"""A reference to the revision that something was earned against."""

from __future__ import annotations

from django.db import models
from django.db.models.deletion import ProtectedError
from wagtail.models import Revision


def keep_while_its_page_lives(collector, field, sub_objs, using) -> None:
    """Refuse to delete a pinned revision by itself; do nothing when its whole page goes.

    `purge_revisions` skips what is protected, so housekeeping keeps what was earned. Deleting a page must stay
    possible: the reference then keeps its number and the frozen wording stands alone.
    Raises ProtectedError when a revision itself is what is being deleted.
    """
    origin = collector.origin
    model = origin.model if isinstance(origin, models.QuerySet) else type(origin)
    if model is Revision and sub_objs:
        raise ProtectedError("Something was earned against this revision.", set(sub_objs))


class PinnedRevision(models.ForeignKey):
    """A foreign key to a page's revision that outlives the page."""

    def __init__(self, **kwargs) -> None:
        kwargs |= {
            "to": "wagtailcore.Revision",
            "on_delete": keep_while_its_page_lives,
            "null": True,
            "blank": True,
            "related_name": "+",
            "db_constraint": False,
        }
        super().__init__(**kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for given in ("to", "on_delete", "null", "blank", "related_name", "db_constraint"):
            kwargs.pop(given, None)
        return name, path, args, kwargs
