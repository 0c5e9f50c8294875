"""What one takes away of one's record: missions wholly told, and what rests on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from django.utils import timezone

from skills.models import Evidence, Framework, Mission
from skills.rules.cec import Served, Summary, summary, years_of
from skills.space import Line, Shelf, Space


class Record:
    """The part of a space that can be shown to others. Two queries beside those of the space."""

    def __init__(self, space: Space) -> None:
        self.space, self.person = space, space.person

    @cached_property
    def missions(self) -> list[Mission]:
        """Those that are kept, the last begun first."""
        return [mission for mission in self.space.missions if mission.kept_at]

    @property
    def unfinished(self) -> int:
        """How many missions are left out: they are not wholly told."""
        return len(self.space.missions) - len(self.missions)

    @cached_property
    def kept(self) -> frozenset[int]:
        return frozenset(mission.pk for mission in self.missions)

    @cached_property
    def shelves(self) -> list[Shelf]:
        """Claims by domain, with what is kept alone."""
        shelves = [Shelf(shelf.title, list(self._kept_of(shelf))) for shelf in self.space.shelves]
        return [shelf for shelf in shelves if shelf.lines]

    def _kept_of(self, shelf: Shelf) -> Iterator[Line]:
        for line in shelf.lines:
            missions = [mission for mission in line.missions if mission.pk in self.kept]
            evidence = [one for one in line.evidence if one.mission_id in self.kept]
            if missions:
                yield replace(line, missions=missions, evidence=evidence)

    @cached_property
    def evidence(self) -> list[Evidence]:
        """What shows the missions, by name and kind. Costs one query."""
        mine = Evidence.objects.of(self.person).only("pk", "title", "kind", "mission")
        return [one for one in mine if one.mission_id in self.kept]

    @cached_property
    def frameworks(self) -> dict[int, Framework]:
        """The versions that the levels were declared on. Costs one query."""
        used = {line.claim.framework_id for shelf in self.shelves for line in shelf.lines}
        return Framework.objects.only("code", "number", "title").in_bulk(used)

    @cached_property
    def served(self) -> list[Served]:
        return [
            Served(
                association_id=mission.association_id,
                association=str(mission.association),
                role=mission.role,
                starts_on=mission.starts_on,
                ends_on=mission.ends_on,
                hours=mission.total_hours,
                is_estimated=mission.is_estimated,
            )
            for mission in self.missions
        ]

    @property
    def years(self) -> list[int]:
        """The years in which something was done, the last first."""
        return years_of(self.served, today=timezone.localdate())

    def summary_of(self, year: int) -> Summary:
        """That year's hours beside the thresholds of the CEC."""
        return summary(self.served, year=year, today=timezone.localdate())
