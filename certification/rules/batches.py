"""How far a batch of certificates is.

An item is *settled* once nothing more will be done for it by itself: its certificate is issued, or something refused it
and says why. A batch is done when every item is settled; what was refused may be tried again, and nothing else is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

#: Dossiers in one batch, at most: what one archive and one printable file hold with comfort.
MOST = 500

WAITING, GRANTED, ISSUED, REFUSED = "waiting", "granted", "issued", "refused"


@dataclass(frozen=True)
class Progress:
    """Items of one batch, by what became of them."""

    waiting: int = 0
    granted: int = 0
    issued: int = 0
    refused: int = 0

    @property
    def total(self) -> int:
        return self.waiting + self.granted + self.issued + self.refused

    @property
    def settled(self) -> int:
        return self.issued + self.refused

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to do by itself."""
        return self.settled == self.total

    @property
    def percent(self) -> int:
        """Whole percent settled, rounded down: 100 says that it is over and nothing else does."""
        return 100 if self.is_over else self.settled * 100 // self.total


def progress(counts: Mapping[str, int]) -> Progress:
    """The progress that these counts by state make. Raises TypeError for a state that is not one."""
    return Progress(**counts)
