"""Formats of a granted document, one file each: from the frozen wording alone, never looking anything up.

To add one: `certification/formats/<slug>.py`, a subclass of `Format`; list it in `FORMATS`. No migration.
"""

from certification.formats.base import CannotRender, Format
from certification.formats.pdf import Pdf

FORMATS: tuple[Format, ...] = (Pdf(),)
PDF = FORMATS[0]

__all__ = ["FORMATS", "PDF", "CannotRender", "Format"]
