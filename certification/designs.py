"""The sheets that certificates may be printed on: a version of a scheme chooses one, and each certificate keeps it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy


@dataclass(frozen=True)
class Design:
    """One look of the same words in the same places."""

    label: Promise
    style: str


#: By the slug that versions and frozen words hold: never rename one.
DESIGNS = {
    "essaim": Design(
        gettext_lazy("Swarm: the house’s swarm in colour, all along the left edge"),
        "certification/formats/certificate.css",
    ),
    "sober": Design(
        gettext_lazy("Sober: black on white, a small swarm in the corner; for printers short of colour"),
        "certification/formats/certificate_sober.css",
    ),
}
DEFAULT = "essaim"


def design_of(slug: str) -> Design:
    """The design of this slug; the first one for what was granted before there was a choice."""
    return DESIGNS.get(slug, DESIGNS[DEFAULT])


def style_of(slug: str) -> str:
    """The style of the same."""
    return design_of(slug).style
