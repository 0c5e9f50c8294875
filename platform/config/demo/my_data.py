"""The copy of the demo learner's data, as they would ask for it."""

from __future__ import annotations

from django.urls import reverse

from accounts.actions.ask_archive import ask_archive
from accounts.actions.make_archive import make_archive
from accounts.models import Archive, User


def build_copy(learner: User) -> dict[str, str]:
    """Make the copy, unless there is one that may still be downloaded; its address."""
    copy = Archive.objects.of(learner).readable().first()
    if copy is None:
        copy = ask_archive(person=learner)
        # Made here, so that the printed address answers before any worker runs.
        make_archive(archive=copy)
    return {"my_data_zip": reverse("my_data:archive", args=[copy.token])}
