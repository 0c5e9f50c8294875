"""What a format promises: bytes from the frozen wording alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar


class CannotRender(Exception):
    """This wording cannot become a good document. The message says why, for staff, and what would help."""


class Format:
    """One way to carry a granted document. Looks nothing up: neither database, nor network, nor clock."""

    slug: ClassVar[str]
    content_type: ClassVar[str]
    #: Of the file name, with its dot.
    suffix: ClassVar[str]

    def render(self, frozen: Mapping[str, Any], *, template: str, style: str) -> bytes:
        """The document. The same wording gives the same bytes. Raises CannotRender."""
        raise NotImplementedError
